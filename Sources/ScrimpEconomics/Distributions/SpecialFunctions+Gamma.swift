import Glibc

extension SpecialFunctions {
    /// The regularized lower incomplete gamma function P(a, x), a above 0 and x at least 0: the chance that a gamma number
    /// of shape a and scale 1 is at most x, and that a Poisson number of mean x is at least a.
    ///
    /// To about 1e-13 relative; shapes above `largestShape` give nil.
    package static func lowerGamma(_ a: Double, _ x: Double) -> Double? { gammaShares(a, x)?.lower }

    /// The upper one, Q(a, x) = 1 − P(a, x), with its own relative accuracy.
    package static func upperGamma(_ a: Double, _ x: Double) -> Double? { gammaShares(a, x)?.upper }

    /// The x for which P(a, x) is a probability below 1.
    package static func inverseLowerGamma(_ a: Double, _ probability: Double) -> Double? {
        guard probability >= 0, probability < 1, isShape(a) else { return nil }
        if probability == 0 { return 0 }
        // E. Wilson, M. Hilferty, 1931: the cube root of a gamma number is nearly normal.
        let ninth = 1 / (9 * a)
        let cube = 1 - ninth + uncheckedNormalQuantile(probability) * ninth.squareRoot()
        let small = exp((log(probability) + uncheckedLogGamma(a + 1)) / a)
        let start = cube > 0.2 || small == 0 ? a * cube * cube * cube : small
        let target = log(min(probability, 0.5))
        let usesUpper = probability > 0.5
        let upperTarget = log1p(-probability)
        let root = increasingRoot(
            from: log(max(start, 1e-300)), low: smallestLogarithm, high: 709, tolerance: 1e-16
        ) { logarithm in
            let x = exp(logarithm)
            guard let (lower, upper) = gammaShares(a, x) else { return (.nan, 1) }
            let density = exp(logFront(a, x)) * a
            if usesUpper {
                return upper <= 0 ? (1, 1) : (upperTarget - log(upper), density / upper)
            }
            return lower <= 0 ? (-1, 1 / a) : (log(lower) - target, density / lower)
        }
        return exp(root)
    }

    private static func gammaShares(_ a: Double, _ x: Double) -> (lower: Double, upper: Double)? {
        guard isShape(a), x >= 0 else { return nil }
        if x == 0 { return (0, 1) }
        if x == .infinity { return (1, 0) }
        let front = exp(logFront(a, x))
        if x < a + 1 {
            let lower = min(front * series(a, x), 1)
            return (lower, 1 - lower)
        }
        let upper = min(front * a * fraction(a, x), 1)
        return (1 - upper, upper)
    }

    /// ln of x^a e^−x / Γ(a + 1), the chance that a Poisson number of mean x is a. For large a by the saddle point
    /// (C. Loader, "Fast and accurate computation of binomial probabilities", 2000), where the plain form loses digits.
    private static func logFront(_ a: Double, _ x: Double) -> Double {
        if a < 15 { return a * log(x) - x - uncheckedLogGamma(a + 1) }
        let excess = (x - a) / a
        return -a * (excess - log1p(excess)) - 0.5 * log(2 * .pi * a) - stirlingError(a)
    }

    /// 1 + x/(a+1) + x²/((a+1)(a+2)) + …
    private static func series(_ a: Double, _ x: Double) -> Double {
        var term = 1.0
        var sum = 1.0
        var denominator = a
        for _ in 0..<5_000_000 {
            denominator += 1
            term *= x / denominator
            sum += term
            if term < sum * 1e-17 { break }
        }
        return sum
    }

    /// The continued fraction of Γ(a, x) e^x x^−a (M. Abramowitz, I. Stegun, 6.5.31, in its even form), by Lentz's method.
    private static func fraction(_ a: Double, _ x: Double) -> Double {
        let tiny = 1e-300
        var b = x + 1 - a
        var c = 1 / tiny
        var d = 1 / (abs(b) < tiny ? tiny : b)
        var result = d
        var step = 1.0
        while step <= 5_000_000 {
            let numerator = -step * (step - a)
            b += 2
            d = numerator * d + b
            if abs(d) < tiny { d = tiny }
            c = b + numerator / c
            if abs(c) < tiny { c = tiny }
            d = 1 / d
            result *= d * c
            if abs(d * c - 1) < 1e-16 { break }
            step += 1
        }
        return result
    }
}
