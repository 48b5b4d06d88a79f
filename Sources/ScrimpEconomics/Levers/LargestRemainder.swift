/// Whole parts that add up exactly to a whole: every part is rounded down, and what is left goes, one unit each, to the
/// parts that lost most (A. Hamilton's method, 1792); among equals to the first.
package enum LargestRemainder {
    /// Parts in proportion to weights: total · wᵢ/Σw, exactly (weights are read to 62 bits of the largest). Weights may be
    /// negative; a part of no weight is zero. No part is off by one unit or more.
    ///
    /// Nil without weights, for one that is not finite, and where they add up to nothing or so little that a part does not
    /// fit. A total of zero has parts of zero whatever the weights.
    package static func split(total: Int128, weights: [Double]) -> [Int128]? {
        guard !weights.isEmpty, weights.allSatisfy(\.isFinite) else { return nil }
        if total == 0 { return weights.map { _ in 0 } }
        let largest = weights.reduce(0) { max($0, abs($1)) }
        guard largest > 0 else { return nil }
        // Scaling twice keeps the power of two in range for the smallest and the largest numbers.
        let scale = Int(61) - Int(largest.exponent)
        let half = scale / 2
        var counts = weights.map {
            Int128((($0 * power(of: half)) * power(of: scale - half)).rounded())
        }
        var whole = counts.reduce(0, +)
        if whole < 0 {
            counts = counts.map { -$0 }
            whole = -whole
        }
        guard whole > 0 else { return nil }

        var parts: [Int128] = []
        var remainders: [UInt128] = []
        for count in counts {
            let divisor = whole.magnitude
            let (high, low) = total.magnitude.multipliedFullWidth(by: count.magnitude)
            guard high < divisor else { return nil }
            var (quotient, remainder) = divisor.dividingFullWidth((high, low))
            let isNegative = (total < 0) != (count < 0) && count != 0
            if isNegative, remainder != 0 {
                // Down is away from zero here.
                quotient += 1
                remainder = divisor - remainder
            }
            guard quotient <= (isNegative ? Int128.min : Int128.max).magnitude else { return nil }
            parts.append(Int128(truncatingIfNeeded: isNegative ? 0 &- quotient : quotient))
            remainders.append(remainder)
        }
        return handedOut(parts, total, remainders)
    }

    /// Parts that are known but for rounding, made to add up to a whole that they add up to roughly. What the parts of
    /// large numbers miss beyond one unit each is spread over them by their size. Nil without parts, for one that is not
    /// finite, and where something does not fit.
    package static func round(_ parts: [Double], to total: Int128) -> [Int128]? {
        guard !parts.isEmpty, parts.allSatisfy(\.isFinite) else { return nil }
        var whole: [Int128] = []
        var remainders: [Double] = []
        for part in parts {
            let floor = part.rounded(.down)
            guard let value = Int128(exactly: floor) else { return nil }
            whole.append(value)
            remainders.append(part - floor)
        }
        guard let left = difference(total, whole) else { return nil }
        if left >= 0, left <= Int128(whole.count) { return handedOut(whole, total, remainders) }
        let sizes = parts.map(abs)
        let weights = sizes.contains { $0 > 0 } ? sizes : sizes.map { _ in 1 }
        guard let corrections = split(total: left, weights: weights) else { return nil }
        var result: [Int128] = []
        for (value, correction) in zip(whole, corrections) {
            let (sum, overflow) = value.addingReportingOverflow(correction)
            if overflow { return nil }
            result.append(sum)
        }
        return result
    }

    /// Gives one unit each to the parts with the largest remainders, until the parts add up to the total.
    static func handedOut<Remainder: Comparable>(
        _ parts: [Int128], _ total: Int128, _ remainders: [Remainder]
    ) -> [Int128]? {
        guard let left = difference(total, parts), left >= 0, left <= Int128(parts.count) else { return nil }
        let order = parts.indices.sorted {
            remainders[$0] == remainders[$1] ? $0 < $1 : remainders[$0] > remainders[$1]
        }
        var parts = parts
        for index in order.prefix(Int(left)) {
            let (sum, overflow) = parts[index].addingReportingOverflow(1)
            if overflow { return nil }
            parts[index] = sum
        }
        return parts
    }

    /// The total less the parts. Sums on the way may be out of range; only the last one matters, and it wraps back.
    private static func difference(_ total: Int128, _ parts: [Int128]) -> Int128? {
        var left = total
        var turns = 0
        for part in parts {
            let (rest, overflow) = left.subtractingReportingOverflow(part)
            if overflow { turns += part < 0 ? 1 : -1 }
            left = rest
        }
        return turns == 0 ? left : nil
    }

    private static func power(of exponent: Int) -> Double {
        Double(sign: .plus, exponent: exponent, significand: 1)
    }
}
