import ScrimpPlan

/// An exact cache: which answers there are, under which keys, how old and how much used. The answers are the host's.
///
/// Entries are in three orders: by the time from which their life counts (its head is the first to expire), by last use,
/// and, where the least frequently used one goes first, in a heap by number of uses and then by last use.
struct ExactCache: Sendable {
    struct Entry: Sendable {
        var content = Fingerprint(high: 0, low: 0)
        var hash: UInt64 = 0
        var answer: UInt64 = 0
        var anchor: Int64 = 0
        /// Ascends with every use of the cache: a time without ties.
        var lastUse: UInt64 = 0
        var uses: UInt64 = 0
        var heapIndex: Int32 = -1
        var newer: Int32 = -1
        var older: Int32 = -1
        var usedLater: Int32 = -1
        var usedEarlier: Int32 = -1
    }

    private let attributes: [Int]
    private let timeToLive: Int64
    private let countsFromLastHit: Bool
    private let evictsByFrequency: Bool
    private let capacity: Int
    private(set) var count = 0
    private var useNumber: UInt64 = 0
    private var entries: [Entry] = []
    /// Values of the key's attributes, `attributes.count` per entry.
    private var keys: [Int64] = []
    /// Open addressing: entry plus one; 0 is free.
    private var slots: [Int32] = [Int32](repeating: 0, count: 64)
    private var heap: [Int32] = []
    private var free: [Int32] = []
    private var oldest: Int32 = -1
    private var newest: Int32 = -1
    private var leastRecent: Int32 = -1
    private var mostRecent: Int32 = -1

    init(_ cache: PlanCache) {
        attributes = cache.key.map { Int($0) }
        timeToLive = cache.timeToLive
        countsFromLastHit = cache.anchor == .lastHit
        evictsByFrequency = cache.eviction == .leastFrequentlyUsed
        capacity = Int(clamping: min(max(cache.capacity, 0), Int64(Int32.max) - 1))
    }

    /// - Parameter values: of all attributes of the request.
    mutating func lookup(_ values: [Int64], _ content: Fingerprint, at now: Int64) -> UInt64? {
        dropExpired(at: now)
        guard count > 0, let entry = find(values[...], content, hash(values[...], content)) else { return nil }
        use(entry)
        if countsFromLastHit {
            entries[entry].anchor = now
            unlinkAge(entry)
            linkNewest(entry)
        }
        return entries[entry].answer
    }

    /// A key that is there already gets the newer answer, and its life begins anew.
    mutating func fill(_ values: ArraySlice<Int64>, _ content: Fingerprint, answer: UInt64, at now: Int64) {
        guard capacity > 0 else { return }
        dropExpired(at: now)
        let hash = hash(values, content)
        if let entry = find(values, content, hash) {
            entries[entry].answer = answer
            entries[entry].anchor = now
            unlinkAge(entry)
            linkNewest(entry)
            use(entry)
            return
        }
        if count == capacity { remove(evictsByFrequency ? Int(heap[0]) : Int(leastRecent)) }
        if (count + 1) * 2 > slots.count { growTable() }
        let entry = unusedEntry()
        count += 1
        useNumber += 1
        entries[entry] = Entry(
            content: content, hash: hash, answer: answer, anchor: now, lastUse: useNumber, uses: 1)
        for (index, attribute) in attributes.enumerated() {
            keys[entry * attributes.count + index] = values[values.startIndex + attribute]
        }
        place(entry)
        linkNewest(entry)
        linkMostRecent(entry)
        if evictsByFrequency {
            heap.append(Int32(truncatingIfNeeded: entry))
            entries[entry].heapIndex = Int32(truncatingIfNeeded: heap.count - 1)
            siftUp(heap.count - 1)
        }
    }

    private mutating func dropExpired(at now: Int64) {
        while oldest >= 0 {
            let (expiry, overflow) = entries[Int(oldest)].anchor.addingReportingOverflow(timeToLive)
            guard !overflow, expiry <= now else { return }
            remove(Int(oldest))
        }
    }

    private mutating func use(_ entry: Int) {
        useNumber += 1
        entries[entry].lastUse = useNumber
        entries[entry].uses += 1
        unlinkUse(entry)
        linkMostRecent(entry)
        if evictsByFrequency { siftDown(Int(entries[entry].heapIndex)) }
    }
}

extension ExactCache {
    private func hash(_ values: ArraySlice<Int64>, _ content: Fingerprint) -> UInt64 {
        var state = content.high ^ (content.low &* 0x9E37_79B9_7F4A_7C15)
        for attribute in attributes {
            state = StableHash.mix(state ^ UInt64(bitPattern: values[values.startIndex + attribute]))
        }
        return StableHash.mix(state)
    }

    private func find(_ values: ArraySlice<Int64>, _ content: Fingerprint, _ hash: UInt64) -> Int? {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place] != 0 {
            let entry = Int(slots[place]) - 1
            if entries[entry].hash == hash, entries[entry].content == content, hasKey(entry, values) { return entry }
            place = (place + 1) & mask
        }
        return nil
    }

    private func hasKey(_ entry: Int, _ values: ArraySlice<Int64>) -> Bool {
        let start = entry * attributes.count
        for index in attributes.indices where keys[start + index] != values[values.startIndex + attributes[index]] {
            return false
        }
        return true
    }

    private mutating func place(_ entry: Int) {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: entries[entry].hash) & mask
        while slots[place] != 0 { place = (place + 1) & mask }
        slots[place] = Int32(truncatingIfNeeded: entry + 1)
    }

    private mutating func growTable() {
        slots = [Int32](repeating: 0, count: slots.count * 2)
        var entry = oldest
        while entry >= 0 {
            place(Int(entry))
            entry = entries[Int(entry)].newer
        }
    }

    private mutating func unusedEntry() -> Int {
        if let entry = free.popLast() { return Int(entry) }
        entries.append(Entry())
        keys.append(contentsOf: repeatElement(0, count: attributes.count))
        return entries.count - 1
    }

    private mutating func remove(_ entry: Int) {
        removeFromTable(entry)
        unlinkAge(entry)
        unlinkUse(entry)
        if evictsByFrequency { removeFromHeap(entry) }
        free.append(Int32(truncatingIfNeeded: entry))
        count -= 1
    }

    /// Moves later entries of the run up, so that no marks of deleted ones pile up.
    private mutating func removeFromTable(_ entry: Int) {
        let mask = slots.count - 1
        var hole = Int(truncatingIfNeeded: entries[entry].hash) & mask
        while Int(slots[hole]) - 1 != entry { hole = (hole + 1) & mask }
        var place = (hole + 1) & mask
        while slots[place] != 0 {
            let home = Int(truncatingIfNeeded: entries[Int(slots[place]) - 1].hash) & mask
            if (place - home) & mask >= (place - hole) & mask {
                slots[hole] = slots[place]
                hole = place
            }
            place = (place + 1) & mask
        }
        slots[hole] = 0
    }
}

extension ExactCache {
    private mutating func linkNewest(_ entry: Int) {
        let own = Int32(truncatingIfNeeded: entry)
        entries[entry].older = newest
        entries[entry].newer = -1
        if newest >= 0 { entries[Int(newest)].newer = own } else { oldest = own }
        newest = own
    }

    private mutating func unlinkAge(_ entry: Int) {
        let (older, newer) = (entries[entry].older, entries[entry].newer)
        if older >= 0 { entries[Int(older)].newer = newer } else { oldest = newer }
        if newer >= 0 { entries[Int(newer)].older = older } else { newest = older }
    }

    private mutating func linkMostRecent(_ entry: Int) {
        let own = Int32(truncatingIfNeeded: entry)
        entries[entry].usedEarlier = mostRecent
        entries[entry].usedLater = -1
        if mostRecent >= 0 { entries[Int(mostRecent)].usedLater = own } else { leastRecent = own }
        mostRecent = own
    }

    private mutating func unlinkUse(_ entry: Int) {
        let (earlier, later) = (entries[entry].usedEarlier, entries[entry].usedLater)
        if earlier >= 0 { entries[Int(earlier)].usedLater = later } else { leastRecent = later }
        if later >= 0 { entries[Int(later)].usedEarlier = earlier } else { mostRecent = earlier }
    }
}

extension ExactCache {
    private func precedes(_ left: Int32, _ right: Int32) -> Bool {
        let (first, second) = (entries[Int(left)].uses, entries[Int(right)].uses)
        return first != second ? first < second : entries[Int(left)].lastUse < entries[Int(right)].lastUse
    }

    private mutating func swapHeap(_ first: Int, _ second: Int) {
        heap.swapAt(first, second)
        entries[Int(heap[first])].heapIndex = Int32(truncatingIfNeeded: first)
        entries[Int(heap[second])].heapIndex = Int32(truncatingIfNeeded: second)
    }

    private mutating func siftUp(_ start: Int) {
        var index = start
        while index > 0, precedes(heap[index], heap[(index - 1) / 2]) {
            swapHeap(index, (index - 1) / 2)
            index = (index - 1) / 2
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

    private mutating func removeFromHeap(_ entry: Int) {
        let index = Int(entries[entry].heapIndex)
        guard let last = heap.popLast(), index < heap.count else { return }
        heap[index] = last
        entries[Int(last)].heapIndex = Int32(truncatingIfNeeded: index)
        siftUp(index)
        siftDown(Int(entries[Int(last)].heapIndex))
    }
}
