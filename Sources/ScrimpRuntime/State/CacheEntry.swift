/// An entry of an exact cache: 64 bytes. Entries are in two rings, by last use and by the time from which their life counts; the
/// entry with number 0 closes both: what follows it is the first to go.
struct CacheEntry: Sendable {
    var content = Fingerprint(high: 0, low: 0)
    var answer: UInt64 = 0
    /// Value of the key's first attribute: most keys have just one.
    var first: Int64 = 0
    /// From when its life counts, in nanoseconds since 1970.
    var anchor: Int64 = 0
    /// The lower half.
    var hash: UInt32 = 0
    /// Counted where the least frequently used one goes first.
    var uses: UInt32 = 1
    /// Neighbours by last use.
    var earlier: Int32 = 0
    var later: Int32 = 0
    /// Neighbours by age.
    var older: Int32 = 0
    var newer: Int32 = 0
}

/// Entries by their numbers, in two rings. Those that have been let go are kept for the next ones.
struct CacheRings: Sendable {
    /// The first one is no entry: it closes both rings.
    private var entries: [CacheEntry] = [CacheEntry()]
    /// An entry that has been let go; the others follow by `later`.
    private var free: Int32 = 0

    /// Zero where there are no entries.
    var leastRecent: Int32 { entries[0].later }
    var oldest: Int32 { entries[0].newer }

    @inline(__always)
    subscript(entry: Int32) -> CacheEntry { entries[Int(entry)] }

    /// At the end of both rings.
    @inline(__always)
    mutating func insert(_ new: CacheEntry) -> Int32 {
        let entry: Int32
        if free != 0 {
            entry = free
            free = entries[Int(entry)].later
            entries[Int(entry)] = new
        } else {
            entry = Int32(truncatingIfNeeded: entries.count)
            entries.append(new)
        }
        var all = entries.mutableSpan
        all.putLast(entry)
        all.putNewest(entry)
        return entry
    }

    @inline(__always)
    mutating func remove(_ entry: Int32) {
        let free = free
        self.free = entry
        var all = entries.mutableSpan
        all.unlinkUse(entry)
        all.unlinkAge(entry)
        all[Int(entry)].later = free
    }

    /// The entry was used: it goes to the end of that ring. Returns how often it was.
    @inline(__always)
    mutating func use(_ entry: Int32) -> UInt32 {
        var all = entries.mutableSpan
        all.unlinkUse(entry)
        all.putLast(entry)
        if all[Int(entry)].uses < .max { all[Int(entry)].uses += 1 }
        return all[Int(entry)].uses
    }

    /// The entry's life begins anew: it goes to the end of that ring.
    @inline(__always)
    mutating func renew(_ entry: Int32, at now: Int64) {
        var all = entries.mutableSpan
        all[Int(entry)].anchor = now
        all.unlinkAge(entry)
        all.putNewest(entry)
    }

    @inline(__always)
    mutating func answer(_ entry: Int32, with answer: UInt64) { entries[Int(entry)].answer = answer }
}

extension MutableSpan<CacheEntry> {
    @inline(__always)
    fileprivate mutating func unlinkUse(_ entry: Int32) {
        let (earlier, later) = (self[Int(entry)].earlier, self[Int(entry)].later)
        self[Int(earlier)].later = later
        self[Int(later)].earlier = earlier
    }

    /// As the one that was used last.
    @inline(__always)
    fileprivate mutating func putLast(_ entry: Int32) {
        let last = self[0].earlier
        self[Int(last)].later = entry
        self[Int(entry)].earlier = last
        self[Int(entry)].later = 0
        self[0].earlier = entry
    }

    @inline(__always)
    fileprivate mutating func unlinkAge(_ entry: Int32) {
        let (older, newer) = (self[Int(entry)].older, self[Int(entry)].newer)
        self[Int(older)].newer = newer
        self[Int(newer)].older = older
    }

    @inline(__always)
    fileprivate mutating func putNewest(_ entry: Int32) {
        let newest = self[0].older
        self[Int(newest)].newer = entry
        self[Int(entry)].older = newest
        self[Int(entry)].newer = 0
        self[0].older = entry
    }
}

/// Finds entries by their hash. Open addressing with linear probing, at most half full. A slot holds the hash beside the number of
/// its entry, so that nobody looks at entries of other hashes, nor at those that move up when one goes.
struct CacheSlots: Sendable {
    /// The hash in the upper half, the entry in the lower; 0 is free.
    private var slots = [UInt64](repeating: 0, count: 64)
    private var count = 0

    @inline(__always)
    func home(of hash: UInt32) -> Int { Int(hash) & (slots.count - 1) }

    /// The next entry of a hash. `place` is where to look, and then where to go on.
    @inline(__always)
    func entry(from place: inout Int, hash: UInt32) -> Int32? {
        let all = slots.span
        let mask = all.count - 1
        while true {
            let slot = all[place & mask]
            guard slot != 0 else { return nil }
            place = (place & mask) + 1
            if slot >> 32 == UInt64(hash) { return Int32(truncatingIfNeeded: slot) }
        }
    }

    @inline(__always)
    mutating func insert(_ entry: Int32, hash: UInt32) {
        if (count + 1) * 2 > slots.count { grow() }
        count += 1
        Self.put(UInt64(hash) << 32 | UInt64(UInt32(bitPattern: entry)), &slots)
    }

    /// Moves later ones of the run up, so that no marks of deleted ones pile up.
    @inline(__always)
    mutating func remove(_ entry: Int32, hash: UInt32) {
        var all = slots.mutableSpan
        let mask = all.count - 1
        let slot = UInt64(hash) << 32 | UInt64(UInt32(bitPattern: entry))
        var hole = Int(hash) & mask
        while all[hole] != slot { hole = (hole + 1) & mask }
        var place = (hole + 1) & mask
        while all[place] != 0 {
            let home = Int(all[place] >> 32) & mask
            if (place - home) & mask >= (place - hole) & mask {
                all[hole] = all[place]
                hole = place
            }
            place = (place + 1) & mask
        }
        all[hole] = 0
        count -= 1
    }

    @inline(__always)
    private static func put(_ slot: UInt64, _ slots: inout [UInt64]) {
        var all = slots.mutableSpan
        let mask = all.count - 1
        var place = Int(slot >> 32) & mask
        while all[place] != 0 { place = (place + 1) & mask }
        all[place] = slot
    }

    private mutating func grow() {
        let old = slots
        slots = [UInt64](repeating: 0, count: old.count * 2)
        for slot in old where slot != 0 { Self.put(slot, &slots) }
    }
}
