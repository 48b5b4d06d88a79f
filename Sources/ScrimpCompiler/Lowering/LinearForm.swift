import ScrimpQuantities

/// A sum of features, each times a fraction, and a constant: what linear arithmetic comes to, in base units.
struct LinearForm {
    /// By feature; none is zero.
    private(set) var coefficients: [Int: Rational] = [:]
    private(set) var constant: Rational = .zero

    init(constant: Rational) { self.constant = constant }

    init(feature: Int, coefficient: Rational) { coefficients = [feature: coefficient] }

    var isConstant: Bool { coefficients.isEmpty }
    var features: [Int] { coefficients.keys.sorted() }

    /// Nil where a number leaves 128 bits.
    func adding(_ other: LinearForm, times factor: Rational = .one) -> LinearForm? {
        guard let scaled = other.scaled(by: factor), let constant = constant.adding(scaled.constant) else { return nil }
        var result = self
        result.constant = constant
        for feature in scaled.features {
            guard let added = scaled.coefficients[feature],
                let sum = (coefficients[feature] ?? .zero).adding(added)
            else { return nil }
            result.coefficients[feature] = sum == .zero ? nil : sum
        }
        return result
    }

    func scaled(by factor: Rational) -> LinearForm? {
        guard let constant = constant.multiplied(by: factor) else { return nil }
        var result = LinearForm(constant: constant)
        for feature in features {
            guard let product = coefficients[feature]?.multiplied(by: factor) else { return nil }
            result.coefficients[feature] = product == .zero ? nil : product
        }
        return result
    }

    /// The same form with coprime whole coefficients, the first of them positive, and the factor that made them so. Nil where one of
    /// them leaves 64 bits.
    func normalised() -> (terms: [(feature: Int, coefficient: Int64)], constant: Rational, factor: Rational)? {
        var denominators: Int128 = 1
        for feature in features {
            guard let coefficient = coefficients[feature] else { return nil }
            let step = coefficient.denominator / Self.commonDivisor(denominators, coefficient.denominator)
            let (product, overflow) = denominators.multipliedReportingOverflow(by: step)
            guard !overflow else { return nil }
            denominators = product
        }
        guard let whole = scaled(by: Rational(whole: denominators)) else { return nil }
        var divisor: Int128 = 0
        for feature in features { divisor = Self.commonDivisor(divisor, whole.coefficients[feature]?.numerator ?? 0) }
        guard divisor != 0, let first = features.first, let leading = whole.coefficients[first] else { return nil }
        let sign: Int128 = leading.numerator < 0 ? -1 : 1
        guard let factor = Rational(sign * denominators, divisor), let scaled = scaled(by: factor) else { return nil }
        var terms: [(feature: Int, coefficient: Int64)] = []
        for feature in features {
            guard let number = scaled.coefficients[feature]?.whole, let coefficient = Int64(exactly: number) else {
                return nil
            }
            terms.append((feature, coefficient))
        }
        return (terms, scaled.constant, factor)
    }

    private static func commonDivisor(_ first: Int128, _ second: Int128) -> Int128 {
        var (larger, smaller) = (first < 0 ? -first : first, second < 0 ? -second : second)
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        return larger
    }
}

extension Rational {
    /// The greatest whole number that is not above.
    var floor: Int128 {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The least whole number that is not below.
    var ceiling: Int128 {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        return remainder > 0 ? quotient + 1 : quotient
    }
}
