/// Whole numbers of any size, slow and plain: what the exact arithmetic is checked against.
struct BigNumber: Comparable, CustomStringConvertible {
    /// Base 2^32, lowest first, no zeros at the top.
    private var limbs: [UInt32]
    private var isNegative: Bool

    init(_ value: Int128) {
        var rest = value.magnitude
        limbs = []
        while rest > 0 {
            limbs.append(UInt32(truncatingIfNeeded: rest))
            rest >>= 32
        }
        isNegative = value < 0
    }

    private init(limbs: [UInt32], isNegative: Bool) {
        self.limbs = limbs
        while self.limbs.last == 0 { self.limbs.removeLast() }
        self.isNegative = isNegative && !self.limbs.isEmpty
    }

    static func * (left: BigNumber, right: BigNumber) -> BigNumber {
        var result = [UInt32](repeating: 0, count: left.limbs.count + right.limbs.count + 1)
        for (i, a) in left.limbs.enumerated() {
            var carry: UInt64 = 0
            for (j, b) in right.limbs.enumerated() {
                let sum = UInt64(result[i + j]) + UInt64(a) * UInt64(b) + carry
                result[i + j] = UInt32(truncatingIfNeeded: sum)
                carry = sum >> 32
            }
            result[i + right.limbs.count] = UInt32(truncatingIfNeeded: carry)
        }
        return BigNumber(limbs: result, isNegative: left.isNegative != right.isNegative)
    }

    static prefix func - (value: BigNumber) -> BigNumber {
        BigNumber(limbs: value.limbs, isNegative: !value.isNegative)
    }

    static func + (left: BigNumber, right: BigNumber) -> BigNumber {
        if left.isNegative == right.isNegative {
            return BigNumber(limbs: sum(left.limbs, right.limbs), isNegative: left.isNegative)
        }
        if isSmaller(left.limbs, right.limbs) {
            return BigNumber(limbs: difference(right.limbs, left.limbs), isNegative: right.isNegative)
        }
        return BigNumber(limbs: difference(left.limbs, right.limbs), isNegative: left.isNegative)
    }

    static func < (left: BigNumber, right: BigNumber) -> Bool {
        if left.isNegative != right.isNegative { return left.isNegative }
        return left.isNegative ? isSmaller(right.limbs, left.limbs) : isSmaller(left.limbs, right.limbs)
    }

    private static func sum(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        var carry: UInt64 = 0
        for index in 0...max(left.count, right.count) {
            let total =
                carry + UInt64(index < left.count ? left[index] : 0)
                + UInt64(index < right.count ? right[index] : 0)
            result.append(UInt32(truncatingIfNeeded: total))
            carry = total >> 32
        }
        return result
    }

    /// The left is not smaller.
    private static func difference(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
        var result: [UInt32] = []
        var borrow: Int64 = 0
        for index in left.indices {
            var value = Int64(left[index]) - borrow - Int64(index < right.count ? right[index] : 0)
            borrow = value < 0 ? 1 : 0
            if value < 0 { value += 1 << 32 }
            result.append(UInt32(truncatingIfNeeded: value))
        }
        return result
    }

    private static func isSmaller(_ left: [UInt32], _ right: [UInt32]) -> Bool {
        if left.count != right.count { return left.count < right.count }
        for index in left.indices.reversed() where left[index] != right[index] { return left[index] < right[index] }
        return false
    }

    var description: String {
        (isNegative ? "-" : "") + limbs.reversed().map { String($0, radix: 16) }.joined(separator: "_")
    }
}
