import Glibc

extension SpecialFunctions {
    /// The regularized incomplete beta function I_x(a, b), 0 ≤ x ≤ 1, a and b above 0: the share of a beta distribution
    /// below x. To about 1e-13 relative for a and b up to some thousands; nil for
    /// shapes above `largestShape`.
    package static func incompleteBeta(_ x: Double, _ a: Double, _ b: Double) -> Double? {
        guard x >= 0, x <= 1, isShape(a), isShape(b) else { return nil }
        return BetaDistribution(a, b).cumulative(x)
    }

    /// The x for which I_x(a, b) is a probability.
    package static func inverseIncompleteBeta(_ probability: Double, _ a: Double, _ b: Double) -> Double? {
        guard probability >= 0, probability <= 1, isShape(a), isShape(b) else { return nil }
        return BetaDistribution(a, b).quantile(probability)
    }
}

/// The beta distribution on [0, 1] with what does not depend on the argument worked out beforehand.
struct BetaDistribution: Sendable, Equatable {
    let a: Double
    let b: Double
    private let logBeta: Double
    /// I at the mean: quantiles below are looked for from the left, others from the right.
    private let atMean: Double

    /// Both parameters must be finite and above 0.
    init(_ a: Double, _ b: Double) {
        self.a = a
        self.b = b
        logBeta = SpecialFunctions.uncheckedLogBeta(a, b)
        let mean = a / (a + b)
        atMean = Self.lower(mean, a, b, logBeta)
    }

    func density(_ x: Double) -> Double {
        guard x > 0, x < 1 else { return 0 }
        return exp((a - 1) * log(x) + (b - 1) * log1p(-x) - logBeta)
    }

    func cumulative(_ x: Double) -> Double {
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        return Self.lower(x, a, b, logBeta)
    }

    /// Small shares keep their relative accuracy at both ends of the interval.
    func quantile(_ probability: Double) -> Double {
        if probability <= 0 { return 0 }
        if probability >= 1 { return 1 }
        if probability <= atMean { return Self.inverse(probability, a, b, logBeta) }
        return 1 - Self.inverse(1 - probability, b, a, logBeta)
    }

    /// The root on the lower side of the mean, in ln x: there the function is close to a straight line, x^a / (a B).
    private static func inverse(_ probability: Double, _ a: Double, _ b: Double, _ logBeta: Double) -> Double {
        let target = log(probability)
        let ceiling = log(a / (a + b)) + 1e-12
        let start = max(min((target + log(a) + logBeta) / a, ceiling), smallestLogarithm + 1)
        let root = SpecialFunctions.increasingRoot(
            from: start, low: smallestLogarithm, high: ceiling, tolerance: 1e-16
        ) { logarithm in
            let x = min(exp(logarithm), 1)
            let share = lower(x, a, b, logBeta)
            if share <= 0 { return (-1, 1 / a) }
            let slope = exp(a * logarithm + (b - 1) * log1p(-x) - logBeta) / share
            return (log(share) - target, slope)
        }
        return min(exp(root), 1)
    }

    private static func lower(_ x: Double, _ a: Double, _ b: Double, _ logBeta: Double) -> Double {
        if x <= 0 { return 0 }
        if x >= 1 { return 1 }
        let front = exp(a * log(x) + b * log1p(-x) - logBeta)
        if x <= (a + 1) / (a + b + 2) { return min(front * fraction(x, a, b) / a, 1) }
        return max(1 - front * fraction(1 - x, b, a) / b, 0)
    }

    /// The continued fraction of I_x (M. Abramowitz, I. Stegun, "Handbook of Mathematical Functions", 26.5.8), evaluated by
    /// Lentz's method.
    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        func away(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / away(1 - (a + b) * x / (a + 1))
        var result = d
        var step = 1.0
        while step <= 100_000 {
            let twice = 2 * step
            let even = step * (b - step) * x / ((a + twice - 1) * (a + twice))
            d = 1 / away(1 + even * d)
            c = away(1 + even / c)
            result *= d * c
            let odd = -(a + step) * (a + b + step) * x / ((a + twice) * (a + twice + 1))
            d = 1 / away(1 + odd * d)
            c = away(1 + odd / c)
            result *= d * c
            if abs(d * c - 1) < 1e-16 { break }
            step += 1
        }
        return result
    }
}
