/// An order of 0 ..< count that is picked by a key and worked out for one index at a time, without a table.
///
/// Keyed steps that can each be undone (adding, multiplying by an odd number, folding the upper half onto the lower one)
/// permute the numbers of as many bits as the count needs; a number outside the range is permuted again until it is
/// inside, which on average takes less than two rounds.
struct KeyedPermutation: Sendable, Equatable {
    private let count: UInt64
    private let mask: UInt64
    private let fold: UInt64
    private let keys: (UInt64, UInt64, UInt64, UInt64)

    /// The count must be at least 1.
    init(count: Int, bits: PositionalBits) {
        let count = UInt64(max(count, 1))
        self.count = count
        let width = UInt64(64 - (count - 1).leadingZeroBitCount)
        mask = width == 0 ? 0 : ~0 >> (64 - width)
        fold = (width + 1) / 2
        keys = (bits.bits(0), bits.bits(1), bits.bits(2), bits.bits(3))
    }

    subscript(index: Int) -> Int {
        var value = UInt64(index) & mask
        repeat {
            value = stepped(value, keys.0)
            value = stepped(value, keys.1)
            value = stepped(value, keys.2)
            value = stepped(value, keys.3)
        } while value >= count
        return Int(value)
    }

    @inline(__always)
    private func stepped(_ value: UInt64, _ key: UInt64) -> UInt64 {
        let moved = ((value &+ (key >> 32)) &* (key | 1)) & mask
        return moved ^ (moved >> max(fold, 1))
    }

    static func == (left: KeyedPermutation, right: KeyedPermutation) -> Bool {
        left.count == right.count && left.keys == right.keys
    }
}
