import ScrimpPlan

/// The entries of one cache by age and by use: which one expires next, and which one goes when there is no room. What the
/// entries hold is elsewhere, under the numbers that this hands out.
///
/// Entries are in three orders: by the time from which their life counts, by last use, and, where the least frequently
/// used one goes first, in a heap by number of uses and then by last use.
struct EntryOrder: Sendable {
    private struct Use: Sendable {
        var anchor: Int64 = 0
        var uses: UInt64 = 0
    }

    let capacity: Int
    private let timeToLive: Int64
    private let countsFromLastHit: Bool
    private let evictsByFrequency: Bool
    private(set) var count = 0
    /// Ascends with every use: a time without ties.
    private var useNumber: UInt64 = 0
    private var entries: [Use] = []
    private var free: [Int32] = []
    private var age = EntryList()
    private var recency = EntryList()
    private var frequency = EntryHeap()

    init(_ cache: PlanCache, capacity: Int64) {
        timeToLive = cache.timeToLive
        countsFromLastHit = cache.anchor == .lastHit
        evictsByFrequency = cache.eviction == .leastFrequentlyUsed
        self.capacity = Int(clamping: min(max(capacity, 0), Int64(Int32.max) - 1))
    }

    /// The oldest entry if its life has ended; the one who asks removes it, and asks again.
    func expired(at now: Int64) -> Int? {
        guard let oldest = age.first else { return nil }
        let (expiry, overflow) = entries[oldest].anchor.addingReportingOverflow(timeToLive)
        return !overflow && expiry <= now ? oldest : nil
    }

    /// The entry that goes before there is room for another one; nil while there is room.
    var victim: Int? {
        guard count >= capacity else { return nil }
        return evictsByFrequency ? frequency.first : recency.first
    }

    /// A new entry, used once: a number that has been let go, or the lowest that was never used.
    mutating func insert(at now: Int64) -> Int {
        count += 1
        useNumber += 1
        let entry: Int
        if let known = free.popLast() {
            entry = Int(known)
            entries[entry] = Use(anchor: now, uses: 1)
        } else {
            entry = entries.count
            entries.append(Use(anchor: now, uses: 1))
        }
        age.append(entry)
        recency.append(entry)
        if evictsByFrequency { frequency.insert(entry, major: 1, minor: useNumber) }
        return entry
    }

    /// An answer was found.
    mutating func hit(_ entry: Int, at now: Int64) {
        use(entry)
        if countsFromLastHit { renew(entry, at: now) }
    }

    /// An answer was replaced: its life begins anew.
    mutating func replace(_ entry: Int, at now: Int64) {
        use(entry)
        renew(entry, at: now)
    }

    mutating func remove(_ entry: Int) {
        age.remove(entry)
        recency.remove(entry)
        if evictsByFrequency { frequency.remove(entry) }
        free.append(Int32(truncatingIfNeeded: entry))
        count -= 1
    }

    private mutating func use(_ entry: Int) {
        useNumber += 1
        entries[entry].uses += 1
        recency.moveToEnd(entry)
        if evictsByFrequency { frequency.change(entry, major: entries[entry].uses, minor: useNumber) }
    }

    private mutating func renew(_ entry: Int, at now: Int64) {
        entries[entry].anchor = now
        age.moveToEnd(entry)
    }
}
