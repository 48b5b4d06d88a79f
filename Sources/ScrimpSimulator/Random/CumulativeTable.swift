import Glibc

/// Picks an index by weight: the exact inverse of the cumulative weights. The pick for a uniform number u is the first
/// index whose cumulative weight is above `u × total`; a guide table finds it in about two steps, however many there are.
package struct CumulativeTable: Sendable {
    private let cumulative: [Double]
    /// For each of `buckets` equal parts of the unit interval, the first index that can be the answer in it.
    private let guide: [UInt32]
    private let buckets: Double
    private let total: Double

    /// More keys than this would take more memory than a simulation should: 12 bytes each.
    package static let maximumCount = 1 << 24

    package enum Defect: Error, Sendable, Equatable {
        case empty
        /// More than `maximumCount` weights.
        case tooMany(Int)
        /// A weight that is negative or not finite, by its index.
        case badWeight(Int)
        case allZero
        /// An exponent of a Zipf law that is negative or not finite.
        case badExponent(Double)
    }

    /// Weights are added up in the order given, in double precision.
    package init(weights: some Collection<Double>) throws(Defect) {
        if weights.isEmpty { throw .empty }
        if weights.count > Self.maximumCount { throw .tooMany(weights.count) }
        var cumulative: [Double] = []
        cumulative.reserveCapacity(weights.count)
        var sum = 0.0
        for weight in weights {
            guard weight.isFinite, weight >= 0 else { throw .badWeight(cumulative.count) }
            sum += weight
            cumulative.append(sum)
        }
        guard sum > 0, sum.isFinite else { throw .allZero }
        self.init(cumulative: cumulative, total: sum)
    }

    /// Zipf's law: the k-th most popular of `keys` keys has the weight `k^−exponent`, k = 1 … keys.
    package init(zipf keys: Int, exponent: Double) throws(Defect) {
        guard keys > 0 else { throw .empty }
        guard keys <= Self.maximumCount else { throw .tooMany(keys) }
        guard exponent.isFinite, exponent >= 0 else { throw .badExponent(exponent) }
        var cumulative: [Double] = []
        cumulative.reserveCapacity(keys)
        var sum = 0.0
        for key in 1...keys {
            sum += pow(Double(key), -exponent)
            cumulative.append(sum)
        }
        self.init(cumulative: cumulative, total: sum)
    }

    private init(cumulative: [Double], total: Double) {
        var size = 1
        while size < cumulative.count { size *= 2 }
        var guide: [UInt32] = []
        guide.reserveCapacity(size)
        var index = 0
        for bucket in 0..<size {
            let start = Double(bucket) / Double(size) * total
            while index < cumulative.count - 1, cumulative[index] <= start { index += 1 }
            guide.append(UInt32(index))
        }
        self.cumulative = cumulative
        self.guide = guide
        self.buckets = Double(size)
        self.total = total
    }

    package var count: Int { cumulative.count }

    /// The share of an index, 0 … 1.
    package func probability(of index: Int) -> Double {
        (cumulative[index] - (index == 0 ? 0 : cumulative[index - 1])) / total
    }

    /// The index for a uniform number in [0, 1).
    @inline(__always)
    package func index(at unit: Double) -> Int {
        let target = unit * total
        var index = Int(guide[min(Int(unit * buckets), guide.count - 1)])
        while index < cumulative.count - 1, cumulative[index] <= target { index += 1 }
        return index
    }
}
