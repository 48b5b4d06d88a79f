import Glibc

/// A distribution of numbers. Everything but `pert` is drawn by inverting the cumulative distribution at one uniform
/// number of the row, so that a reader in another language needs one line for each.
package enum Distribution: Sendable, Equatable {
    case constant(Double)
    /// Between two bounds, all equally likely.
    case uniform(low: Double, high: Double)
    case normal(mean: Double, deviation: Double)
    /// `exp` of a normal number with mean `ln median` and deviation `sigma`.
    case lognormal(median: Double, sigma: Double)
    case exponential(mean: Double)
    case triangular(low: Double, mode: Double, high: Double)
    /// Beta on [low, high] with α = 1 + 4(mode − low)/(high − low), β = 1 + 4(high − mode)/(high − low).
    case pert(low: Double, mode: Double, high: Double)
    /// One of the measured values, all equally likely.
    case empirical([Double])

    /// A lognormal distribution by what people know about lengths: half lie below `median`, 95 % below `percentile95`.
    package static func lognormal(median: Double, percentile95: Double) -> Distribution {
        .lognormal(median: median, sigma: log(percentile95 / median) / standardNormalQuantile(0.95))
    }

    /// A lognormal distribution by its own mean and standard deviation: σ² = ln(1 + (sd/mean)²), median = mean·e^(−σ²/2).
    package static func lognormal(mean: Double, deviation: Double) -> Distribution {
        let variance = log1p((deviation / mean) * (deviation / mean))
        return .lognormal(median: mean * exp(-variance / 2), sigma: variance.squareRoot())
    }

    /// What is wrong with the parameters, as a sentence, or nil.
    package var defect: String? {
        switch self {
        case .constant(let value):
            return value.isFinite ? nil : "a constant must be a finite number"
        case .uniform(let low, let high):
            return low.isFinite && high.isFinite && low <= high
                ? nil : "`uniform` needs low <= high, got \(low) and \(high)"
        case .normal(let mean, let deviation):
            return mean.isFinite && deviation.isFinite && deviation >= 0
                ? nil : "`normal` needs a deviation of 0 or more, got \(deviation)"
        case .lognormal(let median, let sigma):
            return median.isFinite && median > 0 && sigma.isFinite && sigma >= 0
                ? nil : "`lognormal` needs a median above 0 and a spread of 0 or more, got \(median) and \(sigma)"
        case .exponential(let mean):
            return mean.isFinite && mean > 0 ? nil : "`exponential` needs a mean above 0, got \(mean)"
        case .triangular(let low, let mode, let high):
            return low.isFinite && high.isFinite && low <= mode && mode <= high && low < high
                ? nil : "`triangular` needs low <= mode <= high and low < high, got \(low), \(mode), \(high)"
        case .pert(let low, let mode, let high):
            return low.isFinite && high.isFinite && low <= mode && mode <= high && low < high
                ? nil : "`pert` needs low <= mode <= high and low < high, got \(low), \(mode), \(high)"
        case .empirical(let values):
            if values.isEmpty { return "`empirical` needs at least one value" }
            return values.allSatisfy(\.isFinite) ? nil : "`empirical` holds a value that is not a finite number"
        }
    }

    /// The number of row `index`. The parameters must have no `defect`.
    package func sample(_ generator: CounterGenerator, _ index: UInt64) -> Double {
        let unit = generator.unit(index)
        switch self {
        case .constant(let value):
            return value
        case .uniform(let low, let high):
            return low + unit * (high - low)
        case .normal(let mean, let deviation):
            return mean + deviation * Self.standardNormalQuantile(unit)
        case .lognormal(let median, let sigma):
            return median * exp(sigma * Self.standardNormalQuantile(unit))
        case .exponential(let mean):
            return -mean * log1p(-unit)
        case .triangular(let low, let mode, let high):
            let cut = (mode - low) / (high - low)
            if unit < cut { return low + ((high - low) * (mode - low) * unit).squareRoot() }
            return high - ((high - low) * (high - mode) * (1 - unit)).squareRoot()
        case .pert(let low, let mode, let high):
            var draw: UInt64 = 1
            let first = Self.gamma(1 + 4 * (mode - low) / (high - low), generator, index, &draw)
            let second = Self.gamma(1 + 4 * (high - mode) / (high - low), generator, index, &draw)
            return low + (high - low) * (first / (first + second))
        case .empirical(let values):
            guard !values.isEmpty else { return 0 }
            return values[min(Int(unit * Double(values.count)), values.count - 1)]
        }
    }
}

extension Distribution {
    /// Mean and variance in closed form; PERT: R. Vose, "Risk Analysis": μ = (a+4m+b)/6, variance (μ−a)(b−μ)/7.
    package var moments: (mean: Double, variance: Double) {
        switch self {
        case .constant(let value): return (value, 0)
        case .uniform(let low, let high): return ((low + high) / 2, (high - low) * (high - low) / 12)
        case .normal(let mean, let deviation): return (mean, deviation * deviation)
        case .lognormal(let median, let sigma):
            let mean = median * exp(sigma * sigma / 2)
            return (mean, expm1(sigma * sigma) * mean * mean)
        case .exponential(let mean): return (mean, mean * mean)
        case .triangular(let low, let mode, let high):
            let squares = low * low + mode * mode + high * high
            return ((low + mode + high) / 3, (squares - low * mode - low * high - mode * high) / 18)
        case .pert(let low, let mode, let high):
            let mean = (low + 4 * mode + high) / 6
            return (mean, (mean - low) * (high - mean) / 7)
        case .empirical(let values):
            let count = Double(max(values.count, 1))
            let mean = values.reduce(0, +) / count
            return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count)
        }
    }

    /// A gamma number of scale 1 and `shape` ≥ 1: G. Marsaglia, W. W. Tsang, "A simple method for generating gamma
    /// variables", 2000. Every try takes two draws of the row, a normal and a uniform one; `draw` is the next unused one.
    private static func gamma(
        _ shape: Double, _ generator: CounterGenerator, _ index: UInt64, _ draw: inout UInt64
    ) -> Double {
        let offset = shape - 1.0 / 3.0
        let scale = 1 / (9 * offset).squareRoot()
        // A try fails with a chance below 5 %: 200 failures in a row do not happen, but the bound keeps it total.
        for _ in 0..<200 {
            let normal = standardNormalQuantile(generator.unit(index, draw: draw))
            let unit = generator.unit(index, draw: draw + 1)
            draw += 2
            let root = 1 + scale * normal
            let cube = root * root * root
            if cube > 0, log(unit) < 0.5 * normal * normal + offset - offset * cube + offset * log(cube) {
                return offset * cube
            }
        }
        return offset
    }
}
