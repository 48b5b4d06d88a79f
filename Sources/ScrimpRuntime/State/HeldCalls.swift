/// What a reservation holds in one counter.
struct Hold: Sendable {
    var budget: UInt16
    var counter: Int32
    /// Of the counter when the reservation was made: a counter that has been given to another scope or window has another.
    var generation: UInt32
    /// Number of the bucket, for rolling windows.
    var bucket: Int64
}

/// Calls between decision and report, and those that have lapsed lately.
///
/// Open calls are in a binary heap by the time at which they lapse, each knowing its place in it; lapsed ones in a queue,
/// whose oldest is forgotten when it grows too long.
struct HeldCalls: Sendable {
    struct Entry: Sendable {
        var call: HeldCall
        var generation: UInt32
        var holdCount: UInt16
        var isOpen: Bool
        /// In the heap; −1 for lapsed and free entries.
        var heapIndex: Int32
        /// In the list of free places, or the queue of lapsed calls; −1 at the end.
        var next: Int32
        var previous: Int32
    }

    private(set) var calls: [Entry] = []
    private var holds: [Hold] = []
    private var values: [Int64] = []
    private let holdStride: Int
    private let valueStride: Int
    private var heap: [Int32] = []
    private var firstFree: Int32 = -1
    private var oldestLapsed: Int32 = -1
    private var newestLapsed: Int32 = -1
    private var lapsedCount = 0

    init(counters: Int, values: Int) {
        holdStride = counters
        valueStride = values
    }

    mutating func open(_ call: HeldCall) -> ReservationID {
        if firstFree < 0 { grow() }
        let place = Int(firstFree)
        firstFree = calls[place].next
        calls[place].call = call
        calls[place].isOpen = true
        calls[place].holdCount = 0
        heap.append(Int32(truncatingIfNeeded: place))
        calls[place].heapIndex = Int32(truncatingIfNeeded: heap.count - 1)
        siftUp(heap.count - 1)
        return identifier(place)
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
        if calls[place].heapIndex >= 0 { removeFromHeap(place) } else { removeFromLapsed(place) }
        calls[place].isOpen = false
        calls[place].generation &+= 1
        calls[place].next = firstFree
        firstFree = Int32(truncatingIfNeeded: place)
    }

    mutating func markLapsed(_ place: Int, keeping limit: Int) {
        removeFromHeap(place)
        calls[place].call.hasLapsed = true
        calls[place].next = -1
        calls[place].previous = newestLapsed
        let own = Int32(truncatingIfNeeded: place)
        if newestLapsed >= 0 { calls[Int(newestLapsed)].next = own } else { oldestLapsed = own }
        newestLapsed = own
        lapsedCount += 1
        if lapsedCount > limit { close(Int(oldestLapsed)) }
    }

    var firstToLapse: Int? { heap.first.map { Int($0) } }
    var nextLapse: Int64? { heap.first.map { calls[Int($0)].call.lapsesAt } }
    var openCount: Int { heap.count }
}

extension HeldCalls {
    func holdCount(_ place: Int) -> Int { Int(calls[place].holdCount) }
    mutating func setHoldCount(_ count: Int, of place: Int) {
        calls[place].holdCount = UInt16(truncatingIfNeeded: count)
    }
    func hold(at index: Int, of place: Int) -> Hold { holds[place * holdStride + index] }
    mutating func setHold(_ hold: Hold, at index: Int, of place: Int) { holds[place * holdStride + index] = hold }

    mutating func keep(_ request: [Int64], of place: Int) {
        let start = place * valueStride
        for index in 0..<valueStride { values[start + index] = request[index] }
    }
    func values(of place: Int) -> ArraySlice<Int64> { values[(place * valueStride)..<((place + 1) * valueStride)] }
}

extension HeldCalls {
    /// Doubles the number of places.
    private mutating func grow() {
        let old = calls.count
        let new = max(64, old * 2)
        let nothing = HeldCall(
            target: 0, amount: 0, made: 0, lapsesAt: 0, content: Fingerprint(high: 0, low: 0), caches: 0,
            hasLapsed: false)
        for place in old..<new {
            let next = place + 1 < new ? Int32(truncatingIfNeeded: place + 1) : -1
            calls.append(
                Entry(
                    call: nothing, generation: 1, holdCount: 0, isOpen: false, heapIndex: -1, next: next, previous: -1))
        }
        let none = Hold(budget: 0, counter: 0, generation: 0, bucket: 0)
        holds.append(contentsOf: repeatElement(none, count: (new - old) * holdStride))
        values.append(contentsOf: repeatElement(0, count: (new - old) * valueStride))
        heap.reserveCapacity(new)
        firstFree = Int32(truncatingIfNeeded: old)
    }

    private mutating func removeFromLapsed(_ place: Int) {
        let (previous, next) = (calls[place].previous, calls[place].next)
        if previous >= 0 { calls[Int(previous)].next = next } else { oldestLapsed = next }
        if next >= 0 { calls[Int(next)].previous = previous } else { newestLapsed = previous }
        lapsedCount -= 1
    }

    private mutating func removeFromHeap(_ place: Int) {
        let index = Int(calls[place].heapIndex)
        calls[place].heapIndex = -1
        guard let last = heap.popLast(), index < heap.count else { return }
        heap[index] = last
        calls[Int(last)].heapIndex = Int32(truncatingIfNeeded: index)
        siftUp(index)
        siftDown(Int(calls[Int(last)].heapIndex))
    }

    /// By time, then by place, so that the order does not depend on the heap's history.
    private func precedes(_ left: Int32, _ right: Int32) -> Bool {
        let (first, second) = (calls[Int(left)].call.lapsesAt, calls[Int(right)].call.lapsesAt)
        return first != second ? first < second : left < right
    }

    private mutating func swapHeap(_ first: Int, _ second: Int) {
        heap.swapAt(first, second)
        calls[Int(heap[first])].heapIndex = Int32(truncatingIfNeeded: first)
        calls[Int(heap[second])].heapIndex = Int32(truncatingIfNeeded: second)
    }

    private mutating func siftUp(_ start: Int) {
        var index = start
        while index > 0 {
            let parent = (index - 1) / 2
            guard precedes(heap[index], heap[parent]) else { return }
            swapHeap(index, parent)
            index = parent
        }
    }

    private mutating func siftDown(_ start: Int) {
        var index = start
        while true {
            var least = index
            let (left, right) = (2 * index + 1, 2 * index + 2)
            if left < heap.count, precedes(heap[left], heap[least]) { least = left }
            if right < heap.count, precedes(heap[right], heap[least]) { least = right }
            if least == index { return }
            swapHeap(index, least)
            index = least
        }
    }
}
