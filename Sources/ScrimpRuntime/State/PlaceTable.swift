import ScrimpPlan

/// Where in an array the things of some keys are: open addressing with linear probing, at most half full.
///
/// A key that is removed leaves no mark: the ones behind it move up. So the table never has to be made anew, and allocates
/// only when it grows.
package struct PlaceTable: Sendable {
    private struct Slot: Sendable {
        var key: UInt64 = 0
        /// −1 where the slot is free.
        var place: Int32 = -1
    }

    private var slots: [Slot]
    package private(set) var count = 0

    package init() { slots = [Slot](repeating: Slot(), count: 64) }

    package func place(of key: UInt64) -> Int32? {
        let slot = slots[slot(of: key)]
        return slot.place < 0 ? nil : slot.place
    }

    /// Puts a key where it is not yet; the place is not negative.
    package mutating func insert(_ key: UInt64, at place: Int32) {
        if (count + 1) * 2 > slots.count { grow() }
        slots[slot(of: key)] = Slot(key: key, place: place)
        count += 1
    }

    package mutating func remove(_ key: UInt64) {
        let mask = slots.count - 1
        var hole = slot(of: key)
        guard slots[hole].place >= 0 else { return }
        count -= 1
        var next = (hole + 1) & mask
        while slots[next].place >= 0 {
            // A key may move up to the hole unless that is before the slot at which its search begins.
            let home = Self.home(slots[next].key) & mask
            if (next - home) & mask >= (next - hole) & mask {
                slots[hole] = slots[next]
                hole = next
            }
            next = (next + 1) & mask
        }
        slots[hole] = Slot()
    }

    private static func home(_ key: UInt64) -> Int { Int(truncatingIfNeeded: StableHash.mix(key)) }

    /// The slot of a key, or the free one into which it belongs.
    private func slot(of key: UInt64) -> Int {
        let mask = slots.count - 1
        var index = Self.home(key) & mask
        while slots[index].place >= 0, slots[index].key != key { index = (index + 1) & mask }
        return index
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 2)
        for entry in old where entry.place >= 0 { slots[slot(of: entry.key)] = entry }
    }
}
