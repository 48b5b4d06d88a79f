import Glibc

/// An uncertain number: a distribution with checked parameters, whose quantile function turns a uniform number into a
/// draw. Equal uniform numbers give equal draws, and larger ones no smaller draws, up to rounding.
package struct Sampler: Sendable, Equatable {
    package enum Shape: Sendable, Equatable {
        /// Always the same number.
        case constant(Double)
        /// Between two bounds, all equally likely.
        case uniform(low: Double, high: Double)
        case normal(mean: Double, deviation: Double)
        /// A number whose logarithm is normal; mean and standard deviation are those of the number itself.
        case lognormal(mean: Double, deviation: Double)
        /// Straight up from the lowest to the likeliest value and straight down to the highest.
        case triangular(low: Double, mode: Double, high: Double)
        /// Beta on [low, high] with α = 1 + 4(mode − low)/(high − low) and β = 1 + 4(high − mode)/(high − low).
        case pert(low: Double, mode: Double, high: Double)
        /// Measured values: the sample's quantiles with straight lines between (definition 7 of R. Hyndman and Y. Fan,
        /// "Sample quantiles in statistical packages", 1996).
        case empirical([Double])
    }

    package enum Defect: Error, Sendable, Equatable {
        /// A parameter, or the distance between two, is not a finite number.
        case notFinite
        /// `low ≤ mode ≤ high` does not hold.
        case unordered(low: Double, mode: Double, high: Double)
        case negativeDeviation(Double)
        /// A lognormal number is above zero, and so is its mean.
        case meanNotPositive(Double)
        /// No measured value.
        case empty
    }

    package let shape: Shape
    let method: Method

    /// The shape with everything worked out that does not depend on the draw.
    enum Method: Sendable, Equatable {
        case constant(Double)
        case uniform(low: Double, width: Double)
        case normal(mean: Double, deviation: Double)
        case lognormal(logMedian: Double, sigma: Double)
        case triangular(low: Double, mode: Double, high: Double)
        case pert(low: Double, width: Double, PertQuantile)
        case empirical(sorted: [Double])
    }

    package init(_ shape: Shape) throws(Defect) {
        self.shape = shape
        method = try Self.method(of: shape)
    }

    private static func method(of shape: Shape) throws(Defect) -> Method {
        switch shape {
        case .constant(let value):
            guard value.isFinite else { throw .notFinite }
            return .constant(value)
        case .uniform(let low, let high):
            try check(low, low, high)
            return low == high ? .constant(low) : .uniform(low: low, width: high - low)
        case .normal(let mean, let deviation):
            try check(mean: mean, deviation)
            return deviation == 0 ? .constant(mean) : .normal(mean: mean, deviation: deviation)
        case .lognormal(let mean, let deviation):
            try check(mean: mean, deviation)
            guard mean > 0 else { throw .meanNotPositive(mean) }
            let ratio = deviation / mean
            let variance = log1p(ratio * ratio)
            guard variance.isFinite else { throw .notFinite }
            if deviation == 0 { return .constant(mean) }
            return .lognormal(logMedian: log(mean) - variance / 2, sigma: variance.squareRoot())
        case .triangular(let low, let mode, let high):
            try check(low, mode, high)
            return low == high ? .constant(low) : .triangular(low: low, mode: mode, high: high)
        case .pert(let low, let mode, let high):
            try check(low, mode, high)
            if low == high { return .constant(low) }
            let lean = 4 * ((mode - low) / (high - low))
            return .pert(low: low, width: high - low, PertQuantile(BetaDistribution(1 + lean, 5 - lean)))
        case .empirical(let values):
            guard !values.isEmpty else { throw .empty }
            guard values.allSatisfy(\.isFinite) else { throw .notFinite }
            let sorted = values.sorted()
            guard let low = sorted.first, let high = sorted.last, (high - low).isFinite else { throw .notFinite }
            return low == high ? .constant(low) : .empirical(sorted: sorted)
        }
    }

    private static func check(_ low: Double, _ mode: Double, _ high: Double) throws(Defect) {
        guard low.isFinite, mode.isFinite, high.isFinite, (high - low).isFinite else { throw .notFinite }
        guard low <= mode, mode <= high else { throw .unordered(low: low, mode: mode, high: high) }
    }

    private static func check(mean: Double, _ deviation: Double) throws(Defect) {
        guard mean.isFinite, deviation.isFinite else { throw .notFinite }
        guard deviation >= 0 else { throw .negativeDeviation(deviation) }
    }
}
