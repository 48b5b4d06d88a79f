import CZlib
import Glibc

/// Where the bytes of a trace come from: a file, plain or gzip, or memory. A class because an open file has an identity.
@safe
final class TraceInput {
    @safe
    private enum Source {
        case plain(Int32)
        case gzip(gzFile)
        case memory([UInt8])
    }

    private let path: String
    private var source: Source
    private var position = 0

    /// Reads from memory; `name` stands for it in messages.
    init(bytes: [UInt8], name: String) {
        path = name
        source = .memory(bytes)
    }

    /// Opens a file. One that starts with gzip's two bytes is decompressed; what cannot be looked at beforehand (a pipe)
    /// goes through the decompressor as well, which passes plain text on.
    init(path: String) throws(TraceError) {
        self.path = path
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .unreadable(path, Self.systemMessage()) }
        var status = stat()
        if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
            close(descriptor)
            throw .unreadable(path, "it is a folder")
        }
        var magic: (UInt8, UInt8) = (0, 0)
        let peeked = unsafe pread(descriptor, &magic, 2, 0)
        if peeked >= 0, peeked < 2 || magic != (0x1F, 0x8B) {
            source = .plain(descriptor)
            return
        }
        guard let stream = unsafe gzdopen(descriptor, "rb") else {
            close(descriptor)
            throw .unreadable(path, "out of memory")
        }
        _ = unsafe gzbuffer(stream, 1 << 18)
        source = unsafe .gzip(stream)
    }

    deinit {
        switch source {
        case .plain(let descriptor): close(descriptor)
        case .gzip(let stream): _ = unsafe gzclose(stream)
        case .memory: break
        }
    }

    /// Reads up to `count` bytes to `offset` of the buffer. 0 is the end.
    func read(into buffer: inout [UInt8], at offset: Int, count: Int) throws(TraceError) -> Int {
        guard offset >= 0, count > 0, offset + count <= buffer.count else { return 0 }
        switch source {
        case .memory(let bytes):
            let taken = min(count, bytes.count - position)
            let start = position
            unsafe buffer.withUnsafeMutableBytes { target in
                unsafe bytes.withUnsafeBytes { origin in
                    unsafe UnsafeMutableRawBufferPointer(rebasing: target[offset..<offset + taken])
                        .copyMemory(from: UnsafeRawBufferPointer(rebasing: origin[start..<start + taken]))
                }
            }
            position += taken
            return taken
        case .plain(let descriptor):
            while true {
                let taken = unsafe buffer.withUnsafeMutableBytes { target in
                    unsafe Glibc.read(descriptor, target.baseAddress.map { unsafe $0 + offset }, count)
                }
                if taken >= 0 { return taken }
                if errno != EINTR { throw .unreadable(path, Self.systemMessage()) }
            }
        case .gzip(let stream):
            let wanted = UInt32(min(count, 1 << 30))
            let taken = unsafe buffer.withUnsafeMutableBytes { target in
                unsafe gzread(stream, target.baseAddress.map { unsafe $0 + offset }, wanted)
            }
            if taken > 0 { return Int(taken) }
            var code: Int32 = Z_OK
            _ = unsafe gzerror(stream, &code)
            switch code {
            case Z_OK, Z_STREAM_END: return 0
            case Z_BUF_ERROR: throw .damagedGzip(path, "it ends in the middle of its data")
            case Z_ERRNO: throw .unreadable(path, Self.systemMessage())
            default: throw .damagedGzip(path, "its compressed data is not valid")
            }
        }
    }

    private static func systemMessage() -> String {
        switch errno {
        case ENOENT: "there is no such file"
        case EACCES: "permission denied"
        default: unsafe strerror(errno).map { unsafe String(cString: $0) } ?? "error \(errno)"
        }
    }
}
