import Glibc

extension SpecialFunctions {
    /// The share of Student's t distribution with `degrees` of freedom (above 0, not necessarily whole) below t.
    package static func studentCumulative(_ t: Double, degrees: Double) -> Double? {
        guard !t.isNaN, isShape(degrees / 2) else { return nil }
        if t.isInfinite { return t > 0 ? 1 : 0 }
        let square = t * t
        let tail = BetaDistribution(degrees / 2, 0.5).cumulative(degrees / (degrees + square)) / 2
        return t > 0 ? 1 - tail : tail
    }

    /// The t below which a share lies; infinite for 0 and 1.
    package static func studentQuantile(_ probability: Double, degrees: Double) -> Double? {
        guard probability >= 0, probability <= 1, isShape(degrees / 2) else { return nil }
        if probability == 0.5 { return 0 }
        let tail = min(probability, 1 - probability)
        if tail == 0 { return probability == 0 ? -.infinity : .infinity }
        let sign: Double = probability < 0.5 ? -1 : 1
        // x/(1 − x) from the side on which it keeps its digits.
        let x = BetaDistribution(degrees / 2, 0.5).quantile(2 * tail)
        if x < 0.5 { return sign * (degrees * (1 - x) / x).squareRoot() }
        let y = BetaDistribution(0.5, degrees / 2).quantile(1 - 2 * tail)
        return sign * (degrees * y / (1 - y)).squareRoot()
    }
}
