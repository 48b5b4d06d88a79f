import Glibc

extension Sampler {
    package struct Moments: Sendable, Equatable {
        package var mean: Double
        package var variance: Double
        package var deviation: Double { variance.squareRoot() }

        package init(mean: Double, variance: Double) {
            self.mean = mean
            self.variance = variance
        }
    }

    /// Mean and variance in closed form. PERT: D. Vose, "Risk Analysis": μ = (a + 4m + b)/6, variance (μ − a)(b − μ)/7,
    /// which is not the textbook's ((b − a)/6)². Measured values: of the straight lines between them, which is what is
    /// drawn.
    package var moments: Moments {
        switch shape {
        case .constant(let value): return Moments(mean: value, variance: 0)
        case .uniform(let low, let high):
            return Moments(mean: low + (high - low) / 2, variance: (high - low) * (high - low) / 12)
        case .normal(let mean, let deviation), .lognormal(let mean, let deviation):
            return Moments(mean: mean, variance: deviation * deviation)
        case .triangular(let low, let mode, let high):
            // (a² + m² + b² − am − ab − mb)/18, in differences, which keep their digits far from zero.
            let (left, width) = (mode - low, high - low)
            return Moments(
                mean: low + (left + width) / 3, variance: max(left * left + width * width - left * width, 0) / 18)
        case .pert(let low, let mode, let high):
            let mean = low + (4 * (mode - low) + (high - low)) / 6
            return Moments(mean: mean, variance: (mean - low) * (high - mean) / 7)
        case .empirical: return interpolatedMoments
        }
    }

    private var interpolatedMoments: Moments {
        guard case .empirical(let sorted) = method, let first = sorted.first, sorted.count > 1 else {
            guard case .constant(let value) = method else { return Moments(mean: .nan, variance: .nan) }
            return Moments(mean: value, variance: 0)
        }
        let pieces = Double(sorted.count - 1)
        var mean = 0.0
        for (low, high) in zip(sorted, sorted.dropFirst()) { mean += ((low - first) + (high - first)) / 2 / pieces }
        var variance = 0.0
        for (low, high) in zip(sorted, sorted.dropFirst()) {
            let (left, right) = (low - first - mean, high - first - mean)
            variance += (left * left + left * right + right * right) / 3 / pieces
        }
        return Moments(mean: first + mean, variance: variance)
    }
}
