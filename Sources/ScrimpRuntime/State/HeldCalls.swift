import ScrimpPlan

/// What a call holds in one counter.
package struct Hold: Hashable, Sendable {
    /// Index in `LocalState.counters`, and the stripe of that part.
    package var part: UInt16
    package var stripe: UInt16
    package var counter: Int32
    /// Of the counter when the reservation was made: a counter that has been given to another scope or window has another.
    package var generation: UInt32
    /// Number of the bucket, for rolling windows.
    package var bucket: Int64

    package static let none = Hold(part: 0, stripe: 0, counter: 0, generation: 0, bucket: 0)

    package init(part: UInt16, stripe: UInt16, counter: Int32, generation: UInt32, bucket: Int64) {
        self.part = part
        self.stripe = stripe
        self.counter = counter
        self.generation = generation
        self.bucket = bucket
    }
}

/// What a call holds of one limit.
package struct HeldLimit: Hashable, Sendable {
    package var limit: UInt16
    package var hold: LimitHold

    package static let none = HeldLimit(limit: 0, hold: LimitHold(counter: 0, generation: 0, tokens: 0))

    package init(limit: UInt16, hold: LimitHold) {
        self.limit = limit
        self.hold = hold
    }
}

/// What is kept of a call between decision and report.
package struct HeldCall: Hashable, Sendable {
    package var target: UInt16
    /// The most that it can cost, and the tokens that it can use.
    package var amount: Int128
    package var tokens: Int64
    package var made: Int64
    package var lapsesAt: Int64
    package var content: Fingerprint
    /// One bit per cache that its answer fills.
    package var caches: UInt64
    /// For caches by meaning and by parts, and for the provider's prefix cache.
    package var context: Fingerprint
    package var part: Fingerprint
    /// Paid by a commitment: costs nothing further.
    package var isCovered = false
    /// A copy of a request, whose answer is not used: it fills no cache and keeps no key.
    package var isShadow = false
    /// Already charged as reserved, because no report came in time.
    package var hasLapsed = false
    /// The batch that it has joined, and the name of the group; 0 for none.
    package var batch: UInt16 = 0
    package var group: UInt64 = 0

    package init(target: UInt16, amount: Int128, tokens: Int64, made: Int64, lapsesAt: Int64) {
        self.target = target
        self.amount = amount
        self.tokens = tokens
        self.made = made
        self.lapsesAt = lapsesAt
        content = .none
        caches = 0
        context = .none
        part = .none
    }
}

/// Calls between decision and report, and those that have lapsed lately.
///
/// Open calls are in a binary heap by the time at which they lapse. Most are closed long before: their nodes stay behind until
/// they come up, or until more than half of the nodes are such, when all of those are dropped at once. Lapsed calls are in a
/// queue, whose oldest is forgotten when it grows too long.
struct HeldCalls: Sendable {
    struct Entry: Sendable {
        var call: HeldCall
        var generation: UInt32
        var counterCount: UInt16
        var limitCount: UInt16
        var isOpen: Bool
        /// In the list of free places, or the queue of lapsed calls; −1 at the end.
        var next: Int32
        var previous: Int32
    }

    /// A call in the heap, with the time by which it is sorted.
    private struct Due: Sendable {
        var time: Int64
        var place: Int32
        var generation: UInt32
    }

    private(set) var calls: [Entry] = []
    private var holds: [Hold] = []
    private var limitHolds: [HeldLimit] = []
    /// Of the requests, `valueStride` for each place.
    private(set) var values: [Int64] = []
    /// For caches by meaning. Apart from the calls, which can then be copied without counting references.
    private var embeddings: [[Float]?] = []
    /// Whether there ever was one.
    private var keepsEmbeddings = false
    private let holdStride: Int
    private let limitStride: Int
    private let valueStride: Int
    private var heap: [Due] = []
    /// Calls that are open and have not lapsed.
    private var waitingCount = 0
    private static let heapSlack = 64
    private var firstFree: Int32 = -1
    private var oldestLapsed: Int32 = -1
    private var newestLapsed: Int32 = -1
    private var lapsedCount = 0

    init(counters: Int, limits: Int, values: Int) {
        holdStride = counters
        limitStride = limits
        valueStride = values
    }

    /// The identity that the next call will get.
    mutating func nextIdentifier() -> ReservationID {
        if firstFree < 0 { grow() }
        return identifier(Int(firstFree))
    }

    /// Opens a call, and remembers what it holds and what its request said.
    mutating func open(_ call: HeldCall, holding claim: borrowing Claim, for request: [Int64]) -> ReservationID {
        if firstFree < 0 { grow() }
        let place = Int(firstFree)
        let generation = fill(place, with: call, claim)
        keep(claim, of: place)
        keep(request, of: place)
        waitingCount += 1
        heap.append(Due(time: call.lapsesAt, place: Int32(truncatingIfNeeded: place), generation: generation))
        siftUp(heap.count - 1)
        return ReservationID(place: UInt32(truncatingIfNeeded: place), generation: generation)
    }

    /// - Returns: the generation of the place.
    @inline(__always)
    private mutating func fill(_ place: Int, with call: HeldCall, _ claim: borrowing Claim) -> UInt32 {
        firstFree = calls[place].next
        var entries = calls.mutableSpan
        entries[place].call = call
        entries[place].isOpen = true
        entries[place].counterCount = UInt16(truncatingIfNeeded: claim.counters.count)
        entries[place].limitCount = UInt16(truncatingIfNeeded: claim.limits.count)
        return entries[place].generation
    }

    func identifier(_ place: Int) -> ReservationID {
        ReservationID(place: UInt32(truncatingIfNeeded: place), generation: calls[place].generation)
    }

    /// Nil where the call has been settled or released, or never was.
    func place(of reservation: ReservationID) -> Int? {
        let place = Int(reservation.place)
        guard place < calls.count, calls[place].isOpen, calls[place].generation == reservation.generation else {
            return nil
        }
        return place
    }

    mutating func close(_ place: Int) {
        if calls[place].call.hasLapsed { removeFromLapsed(place) } else { waitingCount -= 1 }
        if keepsEmbeddings { embeddings[place] = nil }
        free(place)
        if heap.count > 2 * waitingCount + Self.heapSlack { dropClosed() }
    }

    @inline(__always)
    private mutating func free(_ place: Int) {
        let next = firstFree
        firstFree = Int32(truncatingIfNeeded: place)
        var entries = calls.mutableSpan
        entries[place].isOpen = false
        entries[place].generation &+= 1
        entries[place].next = next
    }

    mutating func markLapsed(_ place: Int, keeping limit: Int) {
        calls[place].call.hasLapsed = true
        waitingCount -= 1
        calls[place].next = -1
        calls[place].previous = newestLapsed
        let own = Int32(truncatingIfNeeded: place)
        if newestLapsed >= 0 { calls[Int(newestLapsed)].next = own } else { oldestLapsed = own }
        newestLapsed = own
        lapsedCount += 1
        if lapsedCount > limit { close(Int(oldestLapsed)) }
    }

    /// Whether a call may have to lapse by a time; true also where only closed ones would.
    func mayLapse(by time: Int64) -> Bool {
        guard let first = heap.first else { return false }
        return first.time <= time
    }

    /// The open call that lapses first.
    mutating func firstToLapse() -> Int? {
        while let first = heap.first {
            if isWaiting(first) { return Int(first.place) }
            if let last = heap.popLast(), !heap.isEmpty { siftDown(0, last) }
        }
        return nil
    }
}

extension HeldCalls {
    /// Remembers what an open call holds.
    @inline(__always)
    private mutating func keep(_ claim: borrowing Claim, of place: Int) {
        // Asking an empty array for a span of it allocates one.
        if !claim.counters.isEmpty {
            let start = place * holdStride
            var holds = holds.mutableSpan
            for index in claim.counters.indices { holds[start + index] = claim.counters[index].hold }
        }
        guard !claim.limits.isEmpty else { return }
        let limitStart = place * limitStride
        var limitHolds = limitHolds.mutableSpan
        for index in claim.limits.indices {
            limitHolds[limitStart + index] = HeldLimit(
                limit: claim.limits[index].limit, hold: claim.limits[index].hold)
        }
    }

    /// Remembers the meaning of an open call's prompt, where its answer may be kept under it.
    mutating func keep(embedding: [Float]?, of place: Int) {
        guard embedding != nil else { return }
        keepsEmbeddings = true
        embeddings[place] = embedding
    }

    func embedding(of place: Int) -> [Float]? { embeddings[place] }

    /// Remembers the batch that an open call has joined.
    mutating func keep(_ slot: BatchSlot, of place: Int) {
        calls[place].call.batch = slot.batch
        calls[place].call.group = slot.group
    }

    func counterCount(_ place: Int) -> Int { Int(calls[place].counterCount) }
    func limitCount(_ place: Int) -> Int { Int(calls[place].limitCount) }
    func hold(at index: Int, of place: Int) -> Hold { holds[place * holdStride + index] }
    func limitHold(at index: Int, of place: Int) -> HeldLimit { limitHolds[place * limitStride + index] }

    @inline(__always)
    private mutating func keep(_ request: [Int64], of place: Int) {
        let count = valueStride
        guard count > 0 else { return }
        let start = place * count
        var values = values.mutableSpan
        for index in 0..<count { values[start + index] = request[index] }
    }
    func values(of place: Int) -> ArraySlice<Int64> { values[valueRange(of: place)] }

    /// Where a call's values are in `values`.
    @inline(__always)
    func valueRange(of place: Int) -> Range<Int> { (place * valueStride)..<((place + 1) * valueStride) }
}

extension HeldCalls {
    /// Doubles the number of places.
    private mutating func grow() {
        let old = calls.count
        let new = max(64, old * 2)
        let nothing = HeldCall(target: 0, amount: 0, tokens: 0, made: 0, lapsesAt: 0)
        for place in old..<new {
            let next = place + 1 < new ? Int32(truncatingIfNeeded: place + 1) : -1
            calls.append(
                Entry(
                    call: nothing, generation: 1, counterCount: 0, limitCount: 0, isOpen: false, next: next,
                    previous: -1))
        }
        holds.append(contentsOf: repeatElement(.none, count: (new - old) * holdStride))
        limitHolds.append(contentsOf: repeatElement(.none, count: (new - old) * limitStride))
        embeddings.append(contentsOf: repeatElement(nil, count: new - old))
        values.append(contentsOf: repeatElement(0, count: (new - old) * valueStride))
        heap.reserveCapacity(2 * new + Self.heapSlack + 1)
        firstFree = Int32(truncatingIfNeeded: old)
    }

    private mutating func removeFromLapsed(_ place: Int) {
        let (previous, next) = (calls[place].previous, calls[place].next)
        if previous >= 0 { calls[Int(previous)].next = next } else { oldestLapsed = next }
        if next >= 0 { calls[Int(next)].previous = previous } else { newestLapsed = previous }
        lapsedCount -= 1
    }

    private func isWaiting(_ due: Due) -> Bool {
        let entry = Int(due.place)
        return calls[entry].generation == due.generation && calls[entry].isOpen && !calls[entry].call.hasLapsed
    }

    private mutating func dropClosed() {
        var kept = 0
        for index in heap.indices where isWaiting(heap[index]) {
            heap[kept] = heap[index]
            kept += 1
        }
        heap.removeLast(heap.count - kept)
        var parent = kept / 2
        while parent > 0 {
            parent -= 1
            siftDown(parent, heap[parent])
        }
    }

    /// By time, then by place, so that the order does not depend on the heap's history.
    private static func precedes(_ left: Due, _ right: Due) -> Bool {
        left.time != right.time ? left.time < right.time : left.place < right.place
    }

    private mutating func siftUp(_ start: Int) {
        var heap = heap.mutableSpan
        let due = heap[start]
        var index = start
        while index > 0, Self.precedes(due, heap[(index - 1) / 2]) {
            heap[index] = heap[(index - 1) / 2]
            index = (index - 1) / 2
        }
        if index != start { heap[index] = due }
    }

    /// Finds the place of `due` below the hole at `start`.
    private mutating func siftDown(_ start: Int, _ due: Due) {
        var index = start
        while true {
            var child = 2 * index + 1
            guard child < heap.count else { break }
            if child + 1 < heap.count, Self.precedes(heap[child + 1], heap[child]) { child += 1 }
            guard Self.precedes(heap[child], due) else { break }
            heap[index] = heap[child]
            index = child
        }
        heap[index] = due
    }
}
