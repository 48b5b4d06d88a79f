import ScrimpTestSupport

/// Whether two numbers agree to a share of the larger one; equal ones do, infinite ones too.
func agree(_ left: Double?, _ right: Double, within tolerance: Double = 1e-12) -> Bool {
    guard let left else { return false }
    return left == right || abs(left - right) <= tolerance * max(abs(left), abs(right))
}

/// Numbers that formulas must survive.
let nastyNumbers: [Double] = [
    .nan, .infinity, -.infinity, 0, -0.0, 1, -1, 0.5, -0.5, 0x1p-1070, 1e308, -1e308, .greatestFiniteMagnitude,
    .leastNonzeroMagnitude, .ulpOfOne, 3, 1e9,
]

extension SeededGenerator {
    /// Evenly spread over a range.
    mutating func number(_ range: ClosedRange<Double>) -> Double {
        range.lowerBound + Double(next() >> 11) * 0x1p-53 * (range.upperBound - range.lowerBound)
    }
}
