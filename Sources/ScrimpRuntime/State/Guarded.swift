import Synchronization

/// A value behind a lock of its own, in place: taking the lock and changing the value copies nothing.
///
/// The lock is meant for sections of some ten to some hundred nanoseconds. Whoever finds it taken looks again a few dozen times;
/// then all who wait queue up in the operating system but one, who goes on looking: so at most one thread per lock keeps a
/// processor busy, and a holder that lost its processor gets it back.
///
/// Sendable, because the value is only reached while the lock is held. A value that one thread alone uses has no lock
/// (`isShared` is false); whoever makes it so answers for that.
@safe
package final class Guarded<Value>: @unchecked Sendable {
    private let isShared: Bool
    private let isHeld = Atomic<Bool>(false)
    #if !hasFeature(Embedded)
        private let waitingRoom = Mutex<Void>(())
    #endif
    private let storage: UnsafeMutablePointer<Value>

    private static var looks: Int { 64 }

    init(_ value: Value, isShared: Bool) {
        self.isShared = isShared
        unsafe storage = UnsafeMutablePointer<Value>.allocate(capacity: 1)
        unsafe storage.initialize(to: value)
    }

    deinit {
        unsafe storage.deinitialize(count: 1)
        unsafe storage.deallocate()
    }

    @inline(__always)
    package func acquire() {
        if isShared, isHeld.exchange(true, ordering: .acquiring) { wait() }
    }

    /// Whether the lock was free and now is held.
    @inline(__always)
    package func acquireIfFree() -> Bool {
        !isShared || (!isHeld.load(ordering: .relaxed) && !isHeld.exchange(true, ordering: .acquiring))
    }

    @inline(__always)
    package func release() {
        if isShared { isHeld.store(false, ordering: .releasing) }
    }

    /// The value, for one who holds the lock.
    @inline(__always)
    package func whileHeld<Result, Failure: Error>(_ body: (inout Value) throws(Failure) -> Result) throws(Failure) -> Result {
        try unsafe body(&storage.pointee)
    }

    @inline(__always)
    package func withLock<Result, Failure: Error>(_ body: (inout Value) throws(Failure) -> Result) throws(Failure) -> Result {
        acquire()
        defer { release() }
        return try unsafe body(&storage.pointee)
    }

    /// A copy of the value, behind a lock of its own.
    func copy(isShared: Bool) -> Guarded<Value> { Guarded(withLock { $0 }, isShared: isShared) }

    @inline(never)
    private func wait() {
        for _ in 0..<Self.looks where acquireIfFree() { return }
        #if hasFeature(Embedded)
            while !acquireIfFree() {}
        #else
            waitingRoom.withLock { _ in
                while !acquireIfFree() {}
            }
        #endif
    }
}
