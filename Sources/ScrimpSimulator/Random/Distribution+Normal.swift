import Glibc

extension Distribution {
    /// The standard normal number below which a share `probability` (0 < p < 1) lies, to about 1e-16.
    ///
    /// Coefficients: M. J. Wichura, "Algorithm AS 241: The percentage points of the normal distribution", Applied
    /// Statistics 37 (1988), PPND16. Python's `statistics.NormalDist().inv_cdf` is the same function.
    package static func standardNormalQuantile(_ probability: Double) -> Double {
        let centered = probability - 0.5
        if abs(centered) <= 0.425 {
            let r = 0.180625 - centered * centered
            let top = polynomial(
                r, 2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
                13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608)
            let bottom = polynomial(
                r, 5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
                5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1)
            return top * centered / bottom
        }
        let tail = (-log(centered <= 0 ? probability : 1 - probability)).squareRoot()
        let magnitude: Double
        if tail <= 5 {
            let r = tail - 1.6
            let top = polynomial(
                r, 7.7454501427834140764e-4, 2.27238449892691845833e-2, 0.24178072517745061177,
                1.27045825245236838258, 3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959,
                1.42343711074968357734)
            let bottom = polynomial(
                r, 1.05075007164441684324e-9, 5.475938084995344946e-4, 1.51986665636164571966e-2,
                0.14810397642748007459, 0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1)
            magnitude = top / bottom
        } else {
            let r = tail - 5
            let top = polynomial(
                r, 2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.2426609473880784386e-3,
                2.65321895265761230930e-2, 0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699,
                6.6579046435011037772)
            let bottom = polynomial(
                r, 2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5,
                7.868691311456132591e-4, 1.48753612908506148525e-2, 0.13692988092273580531, 0.59983220655588793769, 1)
            magnitude = top / bottom
        }
        return centered < 0 ? -magnitude : magnitude
    }

    /// Horner's rule for eight coefficients, highest power first.
    @inline(__always)
    private static func polynomial(
        _ r: Double, _ c7: Double, _ c6: Double, _ c5: Double, _ c4: Double, _ c3: Double, _ c2: Double, _ c1: Double,
        _ c0: Double
    ) -> Double {
        let upper = ((c7 * r + c6) * r + c5) * r + c4
        return (((upper * r + c3) * r + c2) * r + c1) * r + c0
    }
}
