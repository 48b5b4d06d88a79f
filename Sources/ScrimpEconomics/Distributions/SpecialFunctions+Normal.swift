import Glibc

extension SpecialFunctions {
    /// The share of the standard normal distribution below a number; 0 and 1 at the infinities.
    package static func normalCumulative(_ x: Double) -> Double? {
        x.isNaN ? nil : uncheckedNormalCumulative(x)
    }

    @inline(__always)
    static func uncheckedNormalCumulative(_ x: Double) -> Double { 0.5 * erfc(-x * 0.5.squareRoot()) }

    /// The standard normal number below which a share lies, to about 1e-16; infinite for 0 and 1.
    package static func normalQuantile(_ probability: Double) -> Double? {
        guard probability >= 0, probability <= 1 else { return nil }
        return uncheckedNormalQuantile(probability)
    }

    /// Coefficients: M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied
    /// Statistics 37 (1988), PPND16.
    static func uncheckedNormalQuantile(_ probability: Double) -> Double {
        let centered = probability - 0.5
        if abs(centered) <= 0.425 {
            let r = 0.180625 - centered * centered
            return centered * polynomial(r, middleTop) / polynomial(r, middleBottom)
        }
        let share = centered < 0 ? probability : 1 - probability
        guard share > 0 else { return share == 0 ? (centered < 0 ? -.infinity : .infinity) : .nan }
        let tail = (-log(share)).squareRoot()
        let magnitude =
            tail <= 5
            ? polynomial(tail - 1.6, sideTop) / polynomial(tail - 1.6, sideBottom)
            : polynomial(tail - 5, farTop) / polynomial(tail - 5, farBottom)
        return centered < 0 ? -magnitude : magnitude
    }

    private typealias Coefficients = (Double, Double, Double, Double, Double, Double, Double, Double)

    private static let middleTop: Coefficients = (
        2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
        13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608
    )
    private static let middleBottom: Coefficients = (
        5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
        5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1
    )
    private static let sideTop: Coefficients = (
        7.7454501427834140764e-4, 2.27238449892691845833e-2, 0.24178072517745061177, 1.27045825245236838258,
        3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734
    )
    private static let sideBottom: Coefficients = (
        1.05075007164441684324e-9, 5.475938084995344946e-4, 1.51986665636164571966e-2, 0.14810397642748007459,
        0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1
    )
    private static let farTop: Coefficients = (
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.2426609473880784386e-3, 2.65321895265761230930e-2,
        0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772
    )
    private static let farBottom: Coefficients = (
        2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
        1.48753612908506148525e-2, 0.13692988092273580531, 0.59983220655588793769, 1
    )

    /// Horner's rule, highest power first.
    @inline(__always)
    private static func polynomial(_ r: Double, _ c: Coefficients) -> Double {
        let upper = ((c.0 * r + c.1) * r + c.2) * r + c.3
        return (((upper * r + c.4) * r + c.5) * r + c.6) * r + c.7
    }
}
