import ScrimpPlan

/// What is remembered for a time under 128-bit keys: the target that answered a key last, or until when a prefix is warm.
///
/// When it is full, entries whose time has passed go first, then the one that was set longest ago.
package struct RecentKeys: Sendable {
    private struct Entry: Sendable {
        var high: UInt64
        var low: UInt64
        var until: Int64
        var value: UInt32
    }

    private let capacity: Int
    private var entries: [Entry] = []
    private var free: [Int32] = []
    private var table = EntryTable()
    private var order = EntryList()
    /// By the time until which they hold.
    private var endings = EntryHeap()
    private var setNumber: UInt64 = 0
    package private(set) var count = 0

    package init(capacity: Int64) { self.capacity = Int(clamping: min(max(capacity, 0), Int64(Int32.max) - 1)) }

    /// Replaces what the key had. A time that has passed already only forgets it.
    /// - Parameter until: the first instant at which it holds no more.
    package mutating func set(high: UInt64, low: UInt64, value: UInt32, until: Int64, at now: Int64) {
        let hash = Self.hash(high, low)
        let known = find(high, low, hash)
        guard capacity > 0, until > now else {
            if let known { remove(known) }
            return
        }
        setNumber += 1
        if let known {
            entries[known].value = value
            entries[known].until = until
            order.moveToEnd(known)
            endings.change(known, major: Self.ascending(until), minor: setNumber)
            return
        }
        if count == capacity { makeRoom(at: now) }
        let entry = unusedEntry(Entry(high: high, low: low, until: until, value: value))
        table.insert(entry, hash: hash)
        order.append(entry)
        endings.insert(entry, major: Self.ascending(until), minor: setNumber)
        count += 1
    }

    /// Nil where nothing was set, its time has passed, or it had to make room.
    package mutating func value(high: UInt64, low: UInt64, at now: Int64) -> UInt32? {
        guard let entry = find(high, low, Self.hash(high, low)) else { return nil }
        guard entries[entry].until > now else {
            remove(entry)
            return nil
        }
        return entries[entry].value
    }

    private mutating func makeRoom(at now: Int64) {
        while let ended = endings.first, entries[ended].until <= now { remove(ended) }
        if count == capacity, let oldest = order.first { remove(oldest) }
    }

    private mutating func remove(_ entry: Int) {
        table.remove(entry)
        order.remove(entry)
        endings.remove(entry)
        free.append(Int32(truncatingIfNeeded: entry))
        count -= 1
    }

    private mutating func unusedEntry(_ content: Entry) -> Int {
        guard let entry = free.popLast() else {
            entries.append(content)
            return entries.count - 1
        }
        entries[Int(entry)] = content
        return Int(entry)
    }

    private func find(_ high: UInt64, _ low: UInt64, _ hash: UInt64) -> Int? {
        table.find(hash) { entries[$0].high == high && entries[$0].low == low }
    }

    private static func hash(_ high: UInt64, _ low: UInt64) -> UInt64 { StableHash.mix(high ^ StableHash.mix(low)) }

    /// A number that orders as the time does.
    private static func ascending(_ time: Int64) -> UInt64 { UInt64(bitPattern: time) ^ (1 << 63) }
}
