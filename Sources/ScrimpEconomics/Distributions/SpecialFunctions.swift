import Glibc

/// Functions that distributions stand on. What lies outside a function's domain (NaN included) gives nil; the
/// `unchecked` forms, for loops, ask the caller for valid arguments and give NaN otherwise.
package enum SpecialFunctions {
    /// The largest parameter of a beta or gamma distribution: beyond, sums would take millions of terms.
    package static let largestShape = 1e10

    /// Whether a number can be a parameter of a beta or gamma distribution. Far below the least of these everything is at
    /// the ends of the range.
    static func isShape(_ value: Double) -> Bool { value >= 1e-100 && value <= largestShape }

    /// The natural logarithm of Γ(x), for x above 0.
    package static func logGamma(_ x: Double) -> Double? {
        guard x.isFinite, x > 0 else { return nil }
        return uncheckedLogGamma(x)
    }

    /// The form of the C library that writes no global sign, so that threads do not meet.
    static func uncheckedLogGamma(_ x: Double) -> Double {
        var sign: Int32 = 0
        return unsafe lgamma_r(x, &sign)
    }

    /// ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b); for large a and b by Stirling's series, since the plain form loses
    /// digits there.
    static func uncheckedLogBeta(_ a: Double, _ b: Double) -> Double {
        guard min(a, b) >= 15 else { return uncheckedLogGamma(a) + uncheckedLogGamma(b) - uncheckedLogGamma(a + b) }
        let correction = stirlingError(a) + stirlingError(b) - stirlingError(a + b)
        let share = min(a, b) / (a + b)
        return 0.5 * log(2 * .pi / max(a, b)) + correction + (min(a, b) - 0.5) * log(share) + max(a, b) * log1p(-share)
    }

    /// What Stirling's formula lacks of ln Γ(x + 1), x from 15 on.
    static func stirlingError(_ x: Double) -> Double {
        let square = 1 / (x * x)
        return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - square / 1680) * square) * square) / x
    }

    /// A zero of an increasing function between two bounds: Newton's steps, and the middle of the bracket wherever a step
    /// would leave it. `gap` gives the function's value at a point and its slope there. Ends where a step is no longer than
    /// `tolerance` or the spacing of the numbers there.
    static func increasingRoot(
        from start: Double, low: Double, high: Double, tolerance: Double = 0,
        _ gap: (Double) -> (value: Double, slope: Double)
    ) -> Double {
        var low = low
        var high = high
        var point = start
        for _ in 0..<200 {
            let (value, slope) = gap(point)
            if value == 0 || value.isNaN { return point }
            if value < 0 { low = point } else { high = point }
            var next = point - value / slope
            if !(next > low && next < high) { next = low + (high - low) / 2 }
            if abs(next - point) <= max(2 * point.ulp, tolerance) || next == low || next == high { return next }
            point = next
        }
        return point
    }
}

/// Logarithms of the smallest numbers: below, e^x is zero.
let smallestLogarithm = -745.0
