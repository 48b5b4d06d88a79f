import Synchronization

/// A value behind a lock of its own, in place: taking the lock and changing the value copies nothing.
///
/// The lock is meant for sections of some ten to some hundred nanoseconds. Whoever finds it taken looks again some thousand times;
/// then all who wait queue up in the operating system but one, who goes on looking: so at most one thread per lock keeps a
/// processor busy, and a holder that lost its processor gets it back.
///
/// It is a handle: copies are the same value and the same lock, and nobody counts them. Counting would make all threads write to one
/// place with every step, which is what locks of their own are to avoid. Whoever makes one destroys it, when no thread uses it
/// any more.
///
/// Safe and sendable, because the value is only reached while the lock is held, and its owner outlives all who use it. A value that
/// one thread alone uses has no lock (`isShared` is false); whoever makes it so answers for that.
@safe
package struct Guarded<Value>: @unchecked Sendable {
    private struct Cell: ~Copyable {
        let isHeld = Atomic<Bool>(false)
        #if !hasFeature(Embedded)
        let waitingRoom = Mutex<Void>(())
        #endif
        var value: Value

        init(_ value: Value) { self.value = value }
    }

    private let cell: UnsafeMutablePointer<Cell>
    private let isShared: Bool

    private static var looks: Int { 2_000 }

    init(_ value: Value, isShared: Bool) {
        self.isShared = isShared
        unsafe cell = UnsafeMutablePointer<Cell>.allocate(capacity: 1)
        unsafe cell.initialize(to: Cell(value))
    }

    /// Ends the value. For its owner.
    func destroy() {
        unsafe cell.deinitialize(count: 1)
        unsafe cell.deallocate()
    }

    @inline(__always)
    package func acquire() {
        if isShared, unsafe cell.pointee.isHeld.exchange(true, ordering: .acquiring) { wait() }
    }

    /// Whether the lock was free and now is held.
    @inline(__always)
    package func acquireIfFree() -> Bool {
        guard isShared else { return true }
        guard unsafe !cell.pointee.isHeld.load(ordering: .relaxed) else { return false }
        return unsafe !cell.pointee.isHeld.exchange(true, ordering: .acquiring)
    }

    @inline(__always)
    package func release() {
        if isShared { unsafe cell.pointee.isHeld.store(false, ordering: .releasing) }
    }

    /// The value, for one who holds the lock.
    @inline(__always)
    package func whileHeld<Result, Failure: Error>(_ body: (inout Value) throws(Failure) -> Result) throws(Failure)
        -> Result
    {
        try unsafe body(&cell.pointee.value)
    }

    @inline(__always)
    package func withLock<Result, Failure: Error>(_ body: (inout Value) throws(Failure) -> Result) throws(Failure)
        -> Result
    {
        acquire()
        defer { release() }
        return try unsafe body(&cell.pointee.value)
    }

    /// A copy of the value, behind a lock of its own, for another owner.
    func copy(isShared: Bool) -> Guarded<Value> { Guarded(withLock { $0 }, isShared: isShared) }

    @inline(never)
    private func wait() {
        for _ in 0..<Self.looks where acquireIfFree() { return }
        #if hasFeature(Embedded)
        while !acquireIfFree() {}
        #else
        unsafe cell.pointee.waitingRoom.withLock { _ in
            while !acquireIfFree() {}
        }
        #endif
    }
}
