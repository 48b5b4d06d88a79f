/// Loops over one batch that the compiler turns into vector instructions. Each returns without doing anything unless its spans
/// have room for `count` rows; that check is what makes the accesses inside it safe without one of their own.
enum ColumnKernels {
    /// `mask[i] = values[i] < key ? 255 : 0`
    @inline(__always)
    static func less<Value: FixedWidthInteger>(_ values: Span<Value>, _ key: Int64, _ mask: inout [UInt8]) {
        let count = values.count
        guard count <= mask.count else { return }
        guard let narrow = Value(exactly: key) else { return fill(&mask, key > 0 ? 255 : 0, count) }
        var mask = mask.mutableSpan
        for index in 0..<count {
            unsafe mask[unchecked: index] = values[unchecked: index] < narrow ? 255 : 0
        }
    }

    /// `mask[i] = members[values[i]]`, values beyond the end taking the last.
    @inline(__always)
    static func member<Value: FixedWidthInteger>(
        _ values: Span<Value>, _ members: Span<UInt8>, _ mask: inout [UInt8]
    ) {
        let count = values.count
        guard count <= mask.count, !members.isEmpty else { return }
        var mask = mask.mutableSpan
        for index in 0..<count {
            let value = unsafe values[unchecked: index]
            unsafe mask[unchecked: index] = members[unchecked: entry(Int64(truncatingIfNeeded: value), members.count)]
        }
    }

    /// The entry of a value in a table of `count` entries.
    @inline(__always)
    static func entry(_ value: Int64, _ count: Int) -> Int {
        Int(truncatingIfNeeded: min(UInt64(bitPattern: value), UInt64(truncatingIfNeeded: count) &- 1))
    }

    @inline(__always)
    static func fill(_ target: inout [UInt8], _ byte: UInt8, _ count: Int) {
        guard count <= target.count else { return }
        var target = target.mutableSpan
        for index in 0..<count { unsafe target[unchecked: index] = byte }
    }

    /// Writes a byte where the mask, flipped or not, is 255.
    @inline(__always)
    static func choose(
        _ byte: UInt8, _ mask: [UInt8], _ flip: UInt8, _ chosen: inout [UInt8], _ count: Int
    ) {
        guard count <= mask.count, count <= chosen.count else { return }
        var chosen = chosen.mutableSpan
        let mask = mask.span
        for index in 0..<count {
            let holds = unsafe mask[unchecked: index] ^ flip
            unsafe chosen[unchecked: index] = (holds & byte) | (~holds & chosen[unchecked: index])
        }
    }

    /// The same where two masks are.
    @inline(__always)
    static func choose(
        _ byte: UInt8, _ mask: [UInt8], _ flip: UInt8, _ other: [UInt8], _ otherFlip: UInt8,
        _ chosen: inout [UInt8], _ count: Int
    ) {
        guard count <= mask.count, count <= other.count, count <= chosen.count else { return }
        var chosen = chosen.mutableSpan
        let mask = mask.span
        let other = other.span
        for index in 0..<count {
            let holds = unsafe (mask[unchecked: index] ^ flip) & (other[unchecked: index] ^ otherFlip)
            unsafe chosen[unchecked: index] = (holds & byte) | (~holds & chosen[unchecked: index])
        }
    }

    /// Both masks.
    @inline(__always)
    static func join(
        _ mask: [UInt8], _ flip: UInt8, _ other: [UInt8], _ otherFlip: UInt8, _ joint: inout [UInt8],
        _ count: Int
    ) {
        guard count <= mask.count, count <= other.count, count <= joint.count else { return }
        var joint = joint.mutableSpan
        let mask = mask.span
        let other = other.span
        for index in 0..<count {
            unsafe joint[unchecked: index] = (mask[unchecked: index] ^ flip) & (other[unchecked: index] ^ otherFlip)
        }
    }

    @inline(__always)
    static func restrict(_ joint: inout [UInt8], _ mask: [UInt8], _ flip: UInt8, _ count: Int) {
        guard count <= mask.count, count <= joint.count else { return }
        var joint = joint.mutableSpan
        let mask = mask.span
        for index in 0..<count {
            unsafe joint[unchecked: index] = joint[unchecked: index] & (mask[unchecked: index] ^ flip)
        }
    }

    @inline(__always)
    static func widen(_ bytes: [UInt8], _ target: inout MutableSpan<UInt16>, from start: Int, _ count: Int) {
        guard count <= bytes.count, start >= 0, count <= target.count - start else { return }
        let bytes = bytes.span
        for index in 0..<count { unsafe target[unchecked: start &+ index] = UInt16(bytes[unchecked: index]) }
    }
}
