import Glibc

/// How often each key is asked for, as shares of all requests that add up to 1.
package struct Popularity: Sendable, Equatable {
    package let shares: [Double]

    /// More keys would take more memory than a model should.
    package static let mostKeys = 1 << 24

    /// Any weights; nil where there are none or too many, one is negative or not finite, or all are zero.
    package init?(weights: [Double]) {
        guard !weights.isEmpty, weights.count <= Self.mostKeys, weights.allSatisfy({ $0 >= 0 && $0.isFinite }) else {
            return nil
        }
        let total = weights.reduce(0, +)
        guard total > 0, total.isFinite else { return nil }
        shares = weights.map { $0 / total }
    }

    /// Zipf's law: the k-th most popular key has the weight k^−exponent. Nil for an exponent that is negative or not
    /// finite, and for no or too many keys.
    package init?(zipf keys: Int, exponent: Double) {
        guard keys > 0, keys <= Self.mostKeys, exponent >= 0, exponent.isFinite else { return nil }
        self.init(weights: (1...keys).map { pow(Double($0), -exponent) })
    }
}
