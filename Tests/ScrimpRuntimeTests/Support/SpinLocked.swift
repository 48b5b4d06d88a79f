import Synchronization

/// A value that many threads share, behind a lock that the thread sanitizer can follow: it does not see into the mutex of the
/// standard library.
///
/// Sendable, because the value is only reached while the lock is held.
final class SpinLocked<Value>: @unchecked Sendable {
    private let isHeld = Atomic<Bool>(false)
    private var value: Value

    init(_ value: Value) { self.value = value }

    func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
        while isHeld.exchange(true, ordering: .acquiring) {}
        defer { isHeld.store(false, ordering: .releasing) }
        return body(&value)
    }
}
