/// An exact fraction in lowest terms, with a positive denominator.
///
/// Constant arithmetic of policies is done in fractions: `500 req/min` has no finite decimal per second. Every
/// operation says so where its result would not fit 128 bits; nothing wraps and nothing traps.
public struct Rational: Hashable, Sendable {
    /// With the sign; without common factors with the denominator.
    public let numerator: Int128
    /// Above zero.
    public let denominator: Int128

    /// 0
    public static let zero = Rational(whole: 0)
    /// 1
    public static let one = Rational(whole: 1)

    /// `Int128.min`, which has no counterpart above zero, is taken as its neighbour: no part of a fraction is ever
    /// `Int128.min`, so that every fraction can be negated.
    public init(whole: Int128) {
        numerator = max(whole, -Int128.max)
        denominator = 1
    }

    /// Reduces the fraction. Returns nil for a zero denominator or a value outside 128 bits.
    public init?(_ numerator: Int128, _ denominator: Int128) {
        guard denominator != 0, numerator != .min, denominator != .min else { return nil }
        let divisor = Self.greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
        let sign: Int128 = denominator < 0 ? -1 : 1
        self.numerator = sign * numerator / Int128(divisor)
        self.denominator = sign * denominator / Int128(divisor)
    }

    private static func greatestCommonDivisor(_ first: UInt128, _ second: UInt128) -> UInt128 {
        var (larger, smaller) = (first, second)
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        return larger
    }

    /// The value as a whole number, or nil where it has a fraction.
    public var whole: Int128? { denominator == 1 ? numerator : nil }

    /// The nearest whole number; halves go away from zero.
    public var rounded: Int128 {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        let twice = remainder.magnitude.multipliedReportingOverflow(by: 2)
        guard twice.overflow || twice.partialValue >= denominator.magnitude else { return quotient }
        return numerator < 0 ? quotient - 1 : quotient + 1
    }

    /// The sum, exact; nil where it does not fit.
    public func adding(_ other: Rational) -> Rational? {
        // Over the least common denominator, and reduced before the denominators are multiplied: D. E. Knuth, "The Art
        // of Computer Programming", volume 2, section 4.5.1.
        let common = Int128(Self.greatestCommonDivisor(denominator.magnitude, other.denominator.magnitude))
        let left = numerator.multipliedReportingOverflow(by: other.denominator / common)
        let right = other.numerator.multipliedReportingOverflow(by: denominator / common)
        let top = left.partialValue.addingReportingOverflow(right.partialValue)
        guard !left.overflow, !right.overflow, !top.overflow else { return nil }
        guard top.partialValue != 0 else { return .zero }
        let shared = Int128(Self.greatestCommonDivisor(top.partialValue.magnitude, common.magnitude))
        let bottom = (denominator / common).multipliedReportingOverflow(by: other.denominator / shared)
        guard !bottom.overflow else { return nil }
        return Rational(top.partialValue / shared, bottom.partialValue)
    }

    /// The difference, exact; nil where it does not fit.
    public func subtracting(_ other: Rational) -> Rational? { adding(other.negated) }

    /// The product, exact; nil where it does not fit.
    public func multiplied(by other: Rational) -> Rational? {
        // Reduced crosswise first, so that only a result that is really too large is refused.
        guard let left = Rational(numerator, other.denominator), let right = Rational(other.numerator, denominator)
        else { return nil }
        let top = left.numerator.multipliedReportingOverflow(by: right.numerator)
        let bottom = left.denominator.multipliedReportingOverflow(by: right.denominator)
        guard !top.overflow, !bottom.overflow else { return nil }
        return Rational(top.partialValue, bottom.partialValue)
    }

    /// Nil for a division by zero, and where the result does not fit.
    public func divided(by other: Rational) -> Rational? {
        guard let inverse = Rational(other.denominator, other.numerator) else { return nil }
        return multiplied(by: inverse)
    }

    /// Never overflows: neither part is ever `Int128.min`.
    public var negated: Rational { Rational(reduced: -numerator, denominator) }

    private init(reduced numerator: Int128, _ denominator: Int128) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// The nearest binary fraction; for display and for statistics, never for money.
    public var approximate: Double { Double(numerator) / Double(denominator) }
}

extension Rational: Comparable {
    public static func < (left: Rational, right: Rational) -> Bool {
        // Whole parts first, then the fractions turned over: exact without a wider type.
        var (a, b, swapped) = (left, right, false)
        while true {
            let (wholeA, restA) = a.floorAndRest
            let (wholeB, restB) = b.floorAndRest
            if wholeA != wholeB { return (wholeA < wholeB) != swapped }
            if restA == 0 || restB == 0 {
                if restA == restB { return false }
                return (restA == 0) != swapped
            }
            a = Rational(reduced: a.denominator, restA)
            b = Rational(reduced: b.denominator, restB)
            swapped.toggle()
        }
    }

    private var floorAndRest: (Int128, Int128) {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        return remainder < 0 ? (quotient - 1, remainder + denominator) : (quotient, remainder)
    }
}

extension Rational {
    /// The value as a finite decimal (`0.35`), or nil where it has none of at most 30 places.
    public var decimalText: String? {
        var denominator = self.denominator
        var places = 0
        while denominator % 10 == 0 {
            denominator /= 10
            places += 1
        }
        while denominator % 2 == 0 {
            denominator /= 2
            places += 1
        }
        while denominator % 5 == 0 {
            denominator /= 5
            places += 1
        }
        guard denominator == 1, places <= 30, let scale = Int128.powerOfTen(places),
            let scaled = multiplied(by: Rational(whole: scale))?.whole
        else { return nil }
        var digits: [UInt8] = []
        var rest = scaled.magnitude
        repeat {
            if digits.count == places, places > 0 { digits.append(UInt8(ascii: ".")) }
            digits.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0 || digits.count < places
        if digits.count == places, places > 0 { digits += [UInt8(ascii: "."), UInt8(ascii: "0")] }
        if scaled < 0 { digits.append(UInt8(ascii: "-")) }
        digits.reverse()
        var text = digits
        if places > 0 {
            while text.last == UInt8(ascii: "0") { text.removeLast() }
            if text.last == UInt8(ascii: ".") { text.removeLast() }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
