/// Each player's part in what all of them achieve together (L. Shapley, "A value for n-person games", 1953): what it adds,
/// averaged over all orders in which they could have come. Players are levers that are switched on; a set of them is a
/// number whose k-th bit is player k.
package enum Shapley {
    /// Beyond, `exact` would ask for more than 65,536 values.
    package static let mostExact = 16

    /// The exact parts, from the value of every set, each asked for once, by rising number. They add up to the value of all
    /// less that of none, but for rounding. Nil for a negative number of players, or more than `mostExact`.
    package static func exact<Failure: Error>(
        players: Int, value: (UInt64) throws(Failure) -> Double
    ) throws(Failure) -> [Double]? {
        guard players >= 0, players <= mostExact else { return nil }
        var values: [Double] = []
        for set in 0..<UInt64(1) << UInt64(players) { values.append(try value(set)) }
        let weights = shareOfOrders(players)
        return (0..<players).map { player in
            var sum = 0.0
            for set in values.indices where set >> player & 1 == 0 {
                sum += weights[set.nonzeroBitCount] * (values[set | 1 << player] - values[set])
            }
            return sum
        }
    }

    /// The most players for whom the orders, n!, and their products with amounts of money are certain to be exact.
    package static let mostAmounts = 10

    /// The same for amounts: the parts are exact fractions with the denominator n!, rounded so that they add up exactly to
    /// the amount of all less that of none. Nil for more than `mostAmounts` players, and where a sum does not fit.
    package static func exactAmounts<Failure: Error>(
        players: Int, value: (UInt64) throws(Failure) -> Int128
    ) throws(Failure) -> [Int128]? {
        guard players >= 0, players <= mostAmounts else { return nil }
        var values: [Int128] = []
        for set in 0..<UInt64(1) << UInt64(players) { values.append(try value(set)) }
        guard let none = values.first, let all = values.last else { return nil }
        let (total, overflow) = all.subtractingReportingOverflow(none)
        if overflow { return nil }
        if players == 0 { return [] }

        var factorials: [Int128] = [1]
        for factor in 1...players { factorials.append(factorials[factor - 1] * Int128(factor)) }
        var parts: [Int128] = []
        var remainders: [Int128] = []
        for player in 0..<players {
            var sum: Int128 = 0
            for set in values.indices where set >> player & 1 == 0 {
                let size = set.nonzeroBitCount
                let (gain, first) = values[set | 1 << player].subtractingReportingOverflow(values[set])
                let (term, second) = gain.multipliedReportingOverflow(
                    by: factorials[size] * factorials[players - 1 - size])
                let (next, third) = sum.addingReportingOverflow(term)
                if first || second || third { return nil }
                sum = next
            }
            var (quotient, remainder) = sum.quotientAndRemainder(dividingBy: factorials[players])
            if remainder < 0 {
                quotient -= 1
                remainder += factorials[players]
            }
            parts.append(quotient)
            remainders.append(remainder)
        }
        return LargestRemainder.handedOut(parts, total, remainders)
    }

    /// |S|!(n − |S| − 1)!/n!, by the size of S.
    private static func shareOfOrders(_ players: Int) -> [Double] {
        var weights: [Double] = []
        // 1/(n · (n − 1 over s)), the binomial from the one before.
        var binomial = 1.0
        for size in 0..<max(players, 0) {
            weights.append(1 / (Double(players) * binomial))
            binomial = binomial * Double(players - 1 - size) / Double(size + 1)
        }
        return weights
    }
}
