import ScrimpPlan

/// The entries of an exact cache, or of a stripe of it.
///
/// All that there is to know of an entry lies in one line of the processor's cache, and a slot says whose hash it holds: with a
/// hundred thousand entries each further place that a step looks at costs more than all of its arithmetic.
struct ExactCacheStripe: Sendable {
    let capacity: Int
    private let attributes: [Int]
    private let timeToLive: Int64
    private let countsFromLastHit: Bool

    private var rings = CacheRings()
    private var slots = CacheSlots()
    /// Values of the key's further attributes, `attributes.count − 1` per entry.
    private var keys: [Int64] = []
    private(set) var count = 0

    /// Where the least frequently used entry goes first: the entries by number of uses, then by last use.
    private let evictsByFrequency: Bool
    private var frequency = EntryHeap()
    /// Ascends with every use: a time without ties.
    private var useNumber: UInt64 = 0

    init(_ cache: PlanCache, capacity: Int64) {
        attributes = cache.key.map { Int($0) }
        timeToLive = cache.timeToLive
        countsFromLastHit = cache.anchor == .lastHit
        evictsByFrequency = cache.eviction == .leastFrequentlyUsed
        self.capacity = Int(clamping: min(max(capacity, 0), Int64(Int32.max) - 2))
    }

    @inline(__always)
    mutating func lookup(_ values: Span<Int64>, _ content: Fingerprint, _ hash: UInt64, at now: Int64) -> UInt64? {
        dropExpired(at: now)
        guard count > 0, let entry = find(values, content, hash) else { return nil }
        use(entry)
        if countsFromLastHit { rings.renew(entry, at: now) }
        return rings[entry].answer
    }

    /// A key that is there already gets the newer answer, and its life begins anew.
    @inline(__always)
    mutating func fill(
        _ values: Span<Int64>, _ content: Fingerprint, _ hash: UInt64, answer: UInt64, at now: Int64
    ) {
        guard capacity > 0 else { return }
        dropExpired(at: now)
        if let entry = find(values, content, hash) {
            rings.answer(entry, with: answer)
            use(entry)
            rings.renew(entry, at: now)
            return
        }
        if count >= capacity { remove(victim) }
        insert(
            CacheEntry(
                content: content, answer: answer, first: first(of: values), anchor: now,
                hash: UInt32(truncatingIfNeeded: hash)), values)
    }

    /// The entry that goes before there is room for another one.
    @inline(__always)
    private var victim: Int32 {
        evictsByFrequency ? Int32(truncatingIfNeeded: frequency.first ?? 0) : rings.leastRecent
    }

    /// Entries whose life has ended, the oldest first.
    @inline(__always)
    private mutating func dropExpired(at now: Int64) {
        while count > 0 {
            let oldest = rings.oldest
            let (expiry, overflow) = rings[oldest].anchor.addingReportingOverflow(timeToLive)
            guard !overflow, expiry <= now else { return }
            remove(oldest)
        }
    }

    @inline(__always)
    private mutating func insert(_ new: CacheEntry, _ values: Span<Int64>) {
        let entry = rings.insert(new)
        slots.insert(entry, hash: new.hash)
        count += 1
        if furtherCount > 0 { keepFurtherKeys(entry, values) }
        guard evictsByFrequency else { return }
        useNumber += 1
        frequency.insert(Int(entry), major: 1, minor: useNumber)
    }

    private mutating func keepFurtherKeys(_ entry: Int32, _ values: Span<Int64>) {
        let start = (Int(entry) - 1) * furtherCount
        while keys.count < start + furtherCount { keys.append(0) }
        for index in 0..<furtherCount { keys[start + index] = values[attributes[index + 1]] }
    }

    @inline(__always)
    private mutating func remove(_ entry: Int32) {
        slots.remove(entry, hash: rings[entry].hash)
        rings.remove(entry)
        count -= 1
        if evictsByFrequency { frequency.remove(Int(entry)) }
    }

    @inline(__always)
    private mutating func use(_ entry: Int32) {
        let uses = rings.use(entry)
        guard evictsByFrequency else { return }
        useNumber += 1
        frequency.change(Int(entry), major: UInt64(uses), minor: useNumber)
    }

    @inline(__always)
    private var furtherCount: Int { max(attributes.count - 1, 0) }

    @inline(__always)
    private func first(of values: Span<Int64>) -> Int64 {
        attributes.isEmpty ? 0 : values[attributes[0]]
    }

    @inline(__always)
    private func find(_ values: Span<Int64>, _ content: Fingerprint, _ hash: UInt64) -> Int32? {
        let first = first(of: values)
        let hash = UInt32(truncatingIfNeeded: hash)
        var place = slots.home(of: hash)
        while let entry = slots.entry(from: &place, hash: hash) {
            if rings[entry].content == content, rings[entry].first == first, hasFurtherKeys(entry, values) {
                return entry
            }
        }
        return nil
    }

    @inline(__always)
    private func hasFurtherKeys(_ entry: Int32, _ values: Span<Int64>) -> Bool {
        for index in 0..<furtherCount
        where keys[(Int(entry) - 1) * furtherCount + index] != values[attributes[index + 1]] {
            return false
        }
        return true
    }
}
