import Glibc

/// Functions that distributions stand on. What lies outside a function's domain (NaN included) gives nil; the
/// `unchecked` forms, for loops, ask the caller for valid arguments and give NaN otherwise.
package enum SpecialFunctions {
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

    /// ln B(a, b) = ln Γ(a) + ln Γ(b) − ln Γ(a + b).
    static func uncheckedLogBeta(_ a: Double, _ b: Double) -> Double {
        uncheckedLogGamma(a) + uncheckedLogGamma(b) - uncheckedLogGamma(a + b)
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
