/// The rate per period at which the present value of flows is zero.
package enum InternalRate: Sendable, Equatable {
    case unique(Double)
    /// Several rates, rising: none of them is "the" rate, and the present value should be reported instead.
    case notUnique([Double])
    /// Flows of one sign, or flows whose present value is zero at no rate above −100 %.
    case none
}

extension Cashflow {
    /// Every rate above −100 % at which the present value is zero, so that none is overlooked.
    ///
    /// With x = 1/(1 + r) the present value is a polynomial in x. Its roots between 0 and 1 are the rates from 0 up, and
    /// those of the reversed polynomial in 1 + r the rates below; both are found between the roots of the derivative.
    package static func internalRate(_ flows: [Double]) -> InternalRate {
        let largest = flows.reduce(0) { max($0, abs($1)) }
        guard largest > 0, largest.isFinite, flows.allSatisfy(\.isFinite) else { return .none }
        let scaled = flows.map { $0 / largest }
        var rates: [Double] = []
        for factor in UnitPolynomial(scaled).roots where factor > 0 { rates.append(1 / factor - 1) }
        for growth in UnitPolynomial(scaled.reversed()).roots where growth > 0 && growth < 1 {
            rates.append(growth - 1)
        }
        rates.sort()
        var distinct: [Double] = []
        for rate in rates {
            if let last = distinct.last, rate - last <= 1e-9 * (1 + abs(rate)) { continue }
            distinct.append(rate)
        }
        switch distinct.count {
        case 0: return .none
        case 1: return .unique(distinct[0])
        default: return .notUnique(distinct)
        }
    }
}

/// A polynomial on 0 … 1, coefficients from the lowest power.
struct UnitPolynomial {
    private let coefficients: [Double]

    init(_ coefficients: [Double]) {
        var trimmed = coefficients
        while trimmed.last == 0 { trimmed.removeLast() }
        self.coefficients = trimmed
    }

    /// The roots in 0 < x ≤ 1, rising. One that the curve only touches counts where the value there cannot be told from
    /// zero.
    var roots: [Double] {
        // A factor x has its root at 0, which is not asked for.
        var lowest = coefficients.drop { $0 == 0 }[...]
        let largest = lowest.reduce(0) { max($0, abs($1)) }
        guard largest > 0, largest.isFinite, lowest.count > 1 else { return [] }
        lowest = ArraySlice(lowest.map { $0 / largest })
        let variations = Self.signChanges(lowest)
        // Descartes: as many positive roots as changes of sign, or fewer by an even number.
        if variations == 0 { return [] }
        let polynomial = Array(lowest)
        var marks: [Double] = [0]
        if variations > 1 { marks += UnitPolynomial(Self.derivative(polynomial)).roots.filter { $0 < 1 } }
        marks.append(1)

        var found: [Double] = []
        var left = 0.0
        var leftValue = Self.settled(polynomial, 0)
        for mark in marks.dropFirst() {
            let value = Self.settled(polynomial, mark)
            if leftValue * value < 0 { found.append(Self.bisect(polynomial, left, mark, rising: value > 0)) }
            if value == 0 { found.append(mark) }
            left = mark
            leftValue = value
        }
        return found
    }

    private static func signChanges(_ coefficients: ArraySlice<Double>) -> Int {
        var count = 0
        var last = 0.0
        for coefficient in coefficients where coefficient != 0 {
            if last != 0, (coefficient < 0) != (last < 0) { count += 1 }
            last = coefficient
        }
        return count
    }

    private static func derivative(_ coefficients: [Double]) -> [Double] {
        coefficients.enumerated().dropFirst().map { Double($0.offset) * $0.element }
    }

    /// The value, and zero where it is within what rounding can have made of zero.
    private static func settled(_ coefficients: [Double], _ x: Double) -> Double {
        var value = 0.0
        var size = 0.0
        for coefficient in coefficients.reversed() {
            value = value * x + coefficient
            size = size * x + abs(coefficient)
        }
        return abs(value) <= 8 * Double.ulpOfOne * size ? 0 : value
    }

    private static func bisect(_ coefficients: [Double], _ low: Double, _ high: Double, rising: Bool) -> Double {
        var low = low
        var high = high
        for _ in 0..<1100 {
            let middle = low + (high - low) / 2
            guard middle > low, middle < high else { break }
            let value = coefficients.reversed().reduce(0) { $0 * middle + $1 }
            if value == 0 { return middle }
            if (value > 0) == rising { high = middle } else { low = middle }
        }
        return low + (high - low) / 2
    }
}
