import Glibc

extension Sampler {
    /// The number below which a share lies; nil for a share that is not in 0 … 1. The ends of normal and lognormal numbers
    /// are infinite.
    package func quantile(_ probability: Double) -> Double? {
        guard probability >= 0, probability <= 1 else { return nil }
        return value(at: probability)
    }

    /// The same without the check, for loops over draws.
    func value(at unit: Double) -> Double {
        switch method {
        case .constant(let value): return value
        case .uniform(let low, let width): return low + unit * width
        case .normal(let mean, let deviation):
            return mean + deviation * SpecialFunctions.uncheckedNormalQuantile(unit)
        case .lognormal(let logMedian, let sigma):
            return exp(logMedian + sigma * SpecialFunctions.uncheckedNormalQuantile(unit))
        case .triangular(let low, let mode, let high):
            let width = high - low
            let cut = (mode - low) / width
            if unit < cut { return low + (unit * width).squareRoot() * (mode - low).squareRoot() }
            return high - ((1 - unit) * width).squareRoot() * (high - mode).squareRoot()
        case .pert(let low, let width, let beta): return low + width * beta.value(at: unit)
        case .empirical(let sorted): return SortedSample.quantile(of: sorted, unit)
        }
    }

    /// The number for a normal score: `quantile` of its share, with fewer steps where the number is normal itself.
    func value(atScore score: Double) -> Double {
        switch method {
        case .normal(let mean, let deviation): return mean + deviation * score
        case .lognormal(let logMedian, let sigma): return exp(logMedian + sigma * score)
        case .constant(let value): return value
        case .uniform, .triangular, .pert, .empirical:
            return value(at: SpecialFunctions.uncheckedNormalCumulative(score))
        }
    }

    /// The share of draws at most `x`; nil for NaN.
    package func cumulative(_ x: Double) -> Double? {
        guard !x.isNaN else { return nil }
        switch method {
        case .constant(let value): return x < value ? 0 : 1
        case .uniform(let low, let width): return min(max((x - low) / width, 0), 1)
        case .normal(let mean, let deviation):
            return SpecialFunctions.uncheckedNormalCumulative((x - mean) / deviation)
        case .lognormal(let logMedian, let sigma):
            return x <= 0 ? 0 : SpecialFunctions.uncheckedNormalCumulative((log(x) - logMedian) / sigma)
        case .triangular(let low, let mode, let high):
            if x <= low { return 0 }
            if x >= high { return 1 }
            let width = high - low
            return x < mode
                ? (x - low) / width * ((x - low) / (mode - low)) : 1 - (high - x) / width * ((high - x) / (high - mode))
        case .pert(let low, let width, let quantile): return quantile.beta.cumulative((x - low) / width)
        case .empirical(let sorted): return SortedSample.cumulative(of: sorted, x)
        }
    }
}

/// Quantiles of sorted numbers with straight lines between neighbours (definition 7 of R. Hyndman and Y. Fan, 1996): the
/// k-th of n numbers, from 0, is the quantile of k/(n − 1).
enum SortedSample {
    /// The sample must not be empty; infinite numbers at its ends are kept as such.
    static func quantile(of sorted: [Double], _ probability: Double) -> Double {
        guard let last = sorted.last, probability == probability else { return .nan }
        let position = min(max(probability, 0), 1) * Double(sorted.count - 1)
        let index = Int(position)
        guard index + 1 < sorted.count else { return last }
        let low = sorted[index]
        let high = sorted[index + 1]
        let part = position - Double(index)
        return part == 0 || low == high || low == -.infinity ? low : low + part * (high - low)
    }

    /// The largest share whose quantile is at most `x`.
    static func cumulative(of sorted: [Double], _ x: Double) -> Double {
        guard let first = sorted.first, let last = sorted.last, x >= first else { return 0 }
        if x >= last { return 1 }
        var low = 0
        var high = sorted.count
        while low < high {
            let middle = low + (high - low) / 2
            if sorted[middle] <= x { low = middle + 1 } else { high = middle }
        }
        let below = sorted[low - 1]
        return (Double(low - 1) + (x - below) / (sorted[low] - below)) / Double(sorted.count - 1)
    }
}
