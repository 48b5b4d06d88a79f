package import ScrimpQuantities

/// One way to answer the traffic: what its calls cost, and how good its answers are, where that is recorded.
package struct QualityPoint: Hashable, Sendable {
    /// Of the calls alone, without what is paid by the hour.
    package var cost: Money
    /// Requests that a model answers.
    package var answered: Int64
    /// Of these, those whose answer by that model has a recorded quality.
    package var graded: Int64
    /// Sum of their qualities, in billionths.
    package var sum: Int128

    package init(cost: Money = .zero, answered: Int64 = 0, graded: Int64 = 0, sum: Int128 = 0) {
        self.cost = cost
        self.answered = answered
        self.graded = graded
        self.sum = sum
    }

    package init(_ tally: ReplayTally) {
        self.init(cost: tally.cost)
        for part in tally.byTarget {
            answered &+= part.requests
            graded &+= part.graded
            sum &+= part.quality
        }
    }

    static let scale = Int128(NumberFormat.ratio.numerator)

    /// The mean of what is recorded, 0…1; nil where nothing is.
    package var quality: Double? {
        // Both are whole numbers, so that the quotient is the nearest binary fraction of the exact one.
        graded > 0 ? Double(sum) / Double(Int128(graded) * Self.scale) : nil
    }

    /// Of all graded answers, how many would have to be perfect to give the sum: of ones and zeros the number of ones.
    package var right: Rational? { Rational(sum, Self.scale) }

    /// Whether this costs no more and is no worse, and is better in one of the two.
    package func dominates(_ other: QualityPoint) -> Bool {
        let order = compareQuality(to: other)
        return cost <= other.cost && order >= 0 && (cost < other.cost || order > 0)
    }

    /// −1, 0 or 1, exactly; what is not graded is worse than anything.
    package func compareQuality(to other: QualityPoint) -> Int {
        guard graded > 0, other.graded > 0 else { return (graded > 0 ? 1 : 0) - (other.graded > 0 ? 1 : 0) }
        guard let mine = Rational(sum, Int128(graded)), let theirs = Rational(other.sum, Int128(other.graded)) else {
            return 0
        }
        return mine == theirs ? 0 : mine < theirs ? -1 : 1
    }
}
