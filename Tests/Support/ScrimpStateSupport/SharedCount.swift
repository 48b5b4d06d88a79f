import Glibc
import Synchronization

/// A number that processes count in together, in memory that is a file.
///
/// Safe because the mapping lives as long as this does, and is only used as one atomic number.
@safe
package final class SharedCount: Sendable {
    package struct Unavailable: Error {}

    private let address: UInt

    package init(_ file: String) throws(Unavailable) {
        let descriptor = unsafe open(file, O_RDWR | O_CREAT, 0o644)
        guard descriptor >= 0, ftruncate(descriptor, 4_096) == 0 else { throw Unavailable() }
        defer { close(descriptor) }
        let memory = unsafe mmap(nil, 4_096, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        guard let memory = unsafe memory, unsafe memory != MAP_FAILED else { throw Unavailable() }
        address = UInt(bitPattern: memory)
    }

    deinit { unsafe munmap(UnsafeMutableRawPointer(bitPattern: address), 4_096) }

    /// What it is then.
    @discardableResult
    package func add(_ difference: Int64) -> Int64 {
        guard let pointer = unsafe UnsafeMutablePointer<Atomic<Int64>>(bitPattern: address) else { return 0 }
        return unsafe pointer.pointee.add(difference, ordering: .sequentiallyConsistent).newValue
    }
}
