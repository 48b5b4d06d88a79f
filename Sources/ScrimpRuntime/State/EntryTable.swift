import ScrimpPlan

/// Finds numbered entries by their hash. Open addressing with linear probing, at most half full; the entries' keys are
/// elsewhere.
struct EntryTable: Sendable {
    /// Entry plus one; 0 is free.
    private var slots = [Int32](repeating: 0, count: 64)
    /// By entry.
    private var hashes: [UInt64] = []
    private var count = 0

    /// The entry of this hash that is the one asked for.
    func find(_ hash: UInt64, where isIt: (Int) -> Bool) -> Int? {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while slots[place] != 0 {
            let entry = Int(slots[place]) - 1
            if hashes[entry] == hash, isIt(entry) { return entry }
            place = (place + 1) & mask
        }
        return nil
    }

    /// Entries are numbered from 0 without gaps beyond those that have been let go.
    mutating func insert(_ entry: Int, hash: UInt64) {
        if (count + 1) * 2 > slots.count { grow() }
        while hashes.count <= entry { hashes.append(0) }
        hashes[entry] = hash
        place(entry)
        count += 1
    }

    /// Moves later entries of the run up, so that no marks of deleted ones pile up.
    mutating func remove(_ entry: Int) {
        let mask = slots.count - 1
        var hole = Int(truncatingIfNeeded: hashes[entry]) & mask
        while Int(slots[hole]) - 1 != entry { hole = (hole + 1) & mask }
        var place = (hole + 1) & mask
        while slots[place] != 0 {
            let home = Int(truncatingIfNeeded: hashes[Int(slots[place]) - 1]) & mask
            if (place - home) & mask >= (place - hole) & mask {
                slots[hole] = slots[place]
                hole = place
            }
            place = (place + 1) & mask
        }
        slots[hole] = 0
        count -= 1
    }

    private mutating func place(_ entry: Int) {
        let mask = slots.count - 1
        var place = Int(truncatingIfNeeded: hashes[entry]) & mask
        while slots[place] != 0 { place = (place + 1) & mask }
        slots[place] = Int32(truncatingIfNeeded: entry + 1)
    }

    private mutating func grow() {
        let old = slots
        slots = [Int32](repeating: 0, count: old.count * 2)
        for slot in old where slot != 0 { place(Int(slot) - 1) }
    }
}

extension EntryTable {
    /// Of a fingerprint and some values of a request.
    @inline(__always)
    static func hash(_ content: Fingerprint, _ count: Int, _ value: (Int) -> Int64) -> UInt64 {
        var state = content.high ^ (content.low &* 0x9E37_79B9_7F4A_7C15)
        for index in 0..<count { state = StableHash.mix(state ^ UInt64(bitPattern: value(index))) }
        return StableHash.mix(state)
    }

    /// Of a fingerprint and some attributes of a request.
    static func hash(_ values: ArraySlice<Int64>, of attributes: [Int], _ content: Fingerprint) -> UInt64 {
        hash(content, attributes.count) { values[values.startIndex + attributes[$0]] }
    }

    /// Whether the values kept for an entry, `attributes.count` each, are those of a request.
    static func hasKey(_ entry: Int, in keys: [Int64], _ values: ArraySlice<Int64>, of attributes: [Int]) -> Bool {
        let start = entry * attributes.count
        for index in attributes.indices where keys[start + index] != values[values.startIndex + attributes[index]] {
            return false
        }
        return true
    }
}
