import Synchronization

/// A value behind a lock of its own, in place: taking the lock and changing the value copies nothing.
///
/// The lock is meant for sections of some ten to some hundred nanoseconds. Whoever finds it taken looks again some hundred times;
/// then all who wait queue up in the operating system but one, who goes on looking, and between looks lets others run where it
/// was told how: a holder that lost its processor to it gets it back at once, and not when its time is up.
///
/// It is a handle: copies are the same value and the same lock, and nobody counts them. Counting would make all threads write to one
/// place with every step, which is what locks of their own are to avoid. Whoever makes one destroys it, when no thread uses it
/// any more.
///
/// Safe and sendable, because the value is only reached while the lock is held, and its owner outlives all who use it. A value that
/// one thread alone uses has no lock (`isShared` is false); whoever makes it so answers for that.
@safe
package struct Guarded<Value>: @unchecked Sendable {
    private struct Lock: ~Copyable {
        let isHeld = Atomic<Bool>(false)
        let yield: MemoryStore.Threads.Yield?
        #if !hasFeature(Embedded)
        let waitingRoom = Mutex<Void>(())
        #endif
    }

    /// At the beginning of the storage; the value comes behind it. Two places of their own: whoever looks at the lock does not reach
    /// into the value that its holder is changing.
    private let lock: UnsafeMutablePointer<Lock>
    private let isShared: Bool

    private static var looks: Int { 200 }

    /// Bytes that processors hand to each other at once: no two locks lie in one such piece.
    private static var cacheLine: Int { 64 }

    /// Bytes from the lock to the value.
    private static var distance: Int {
        let alignment = MemoryLayout<Value>.alignment
        return (MemoryLayout<Lock>.size + alignment - 1) / alignment * alignment
    }

    private var value: UnsafeMutablePointer<Value> {
        unsafe (UnsafeMutableRawPointer(lock) + Self.distance).assumingMemoryBound(to: Value.self)
    }

    init(_ value: Value, threads: MemoryStore.Threads) {
        isShared = threads.areMany
        let storage = UnsafeMutableRawPointer.allocate(
            byteCount: Self.distance + MemoryLayout<Value>.size,
            alignment: max(Self.cacheLine, MemoryLayout<Lock>.alignment, MemoryLayout<Value>.alignment))
        unsafe lock = storage.initializeMemory(as: Lock.self, to: Lock(yield: threads.yield))
        unsafe (storage + Self.distance).initializeMemory(as: Value.self, to: value)
    }

    /// Ends the value. For its owner.
    func destroy() {
        unsafe value.deinitialize(count: 1)
        unsafe lock.deinitialize(count: 1)
        unsafe UnsafeMutableRawPointer(lock).deallocate()
    }

    @inline(__always)
    package func acquire() {
        if isShared, unsafe lock.pointee.isHeld.exchange(true, ordering: .acquiring) { wait() }
    }

    /// Whether the lock was free and now is held.
    @inline(__always)
    package func acquireIfFree() -> Bool {
        guard isShared else { return true }
        guard unsafe !lock.pointee.isHeld.load(ordering: .relaxed) else { return false }
        return unsafe !lock.pointee.isHeld.exchange(true, ordering: .acquiring)
    }

    @inline(__always)
    package func release() {
        if isShared { unsafe lock.pointee.isHeld.store(false, ordering: .releasing) }
    }

    /// The value, for one who holds the lock.
    @inline(__always)
    package func whileHeld<Result, Failure: Error>(_ body: (inout Value) throws(Failure) -> Result) throws(Failure)
        -> Result
    {
        try unsafe body(&value.pointee)
    }

    @inline(__always)
    package func withLock<Result, Failure: Error>(_ body: (inout Value) throws(Failure) -> Result) throws(Failure)
        -> Result
    {
        acquire()
        defer { release() }
        return try unsafe body(&value.pointee)
    }

    /// A copy of the value, behind a lock of its own, for another owner.
    func copy(threads: MemoryStore.Threads) -> Guarded<Value> { Guarded(withLock { $0 }, threads: threads) }

    @inline(never)
    private func wait() {
        if looksUntilFree() { return }
        #if hasFeature(Embedded)
        goOnLooking()
        #else
        unsafe lock.pointee.waitingRoom.withLock { _ in goOnLooking() }
        #endif
    }

    private func goOnLooking() {
        let yield = unsafe lock.pointee.yield
        while !looksUntilFree() { _ = yield?() }
    }

    /// Whether the lock became free within some looks, and now is held.
    private func looksUntilFree() -> Bool {
        for _ in 0..<Self.looks where acquireIfFree() { return true }
        return false
    }
}
