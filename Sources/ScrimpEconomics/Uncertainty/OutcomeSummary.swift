/// What draws say about one outcome.
package struct OutcomeSummary: Sendable, Equatable {
    /// Draws with a value; infinite ones (a payback that never comes) count.
    package let count: Int
    /// Draws without one: NaN.
    package let undefined: Int
    package let mean: Double
    /// The standard deviation, with n − 1; zero for a single draw.
    package let deviation: Double
    package let p10: Double
    package let p50: Double
    package let p90: Double
    /// The share of draws below zero: of an outcome that is a gain, the chance of losing money.
    package let shareBelowZero: Double
    /// All values, rising.
    package let sorted: [Double]

    /// Nil where no draw has a value.
    package init?(_ values: [Double]) {
        let sorted = values.filter { !$0.isNaN }.sorted()
        guard !sorted.isEmpty else { return nil }
        let number = Double(sorted.count)
        let mean = sorted.reduce(0, +) / number
        let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        count = sorted.count
        undefined = values.count - sorted.count
        self.mean = mean
        deviation = sorted.count > 1 ? (squares / (number - 1)).squareRoot() : 0
        p10 = SortedSample.quantile(of: sorted, 0.1)
        p50 = SortedSample.quantile(of: sorted, 0.5)
        p90 = SortedSample.quantile(of: sorted, 0.9)
        self.sorted = sorted
        shareBelowZero = Double(Self.countBelow(0, sorted)) / number
    }

    /// Straight lines between neighbouring values (definition 7 of R. Hyndman and Y. Fan, 1996); nil for a share that is
    /// not in 0 … 1.
    package func quantile(_ probability: Double) -> Double? {
        guard probability >= 0, probability <= 1 else { return nil }
        return SortedSample.quantile(of: sorted, probability)
    }

    /// The share of draws strictly below a number; nil for NaN.
    package func share(below limit: Double) -> Double? {
        limit.isNaN ? nil : Double(Self.countBelow(limit, sorted)) / Double(count)
    }

    private static func countBelow(_ limit: Double, _ sorted: [Double]) -> Int {
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = low + (high - low) / 2
            if sorted[middle] < limit { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
