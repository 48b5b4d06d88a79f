/// An exact amount of US dollars, in pico-dollars (1e-12 USD).
///
/// One token of the cheapest model costs some ten thousand pico-dollars; 128 bits hold 1.7e26 dollars. Amounts that
/// come from outside are added with `adding`, which says so where the sum does not fit.
public struct Money: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Pico-dollars: millionths of a millionth of a dollar.
    public var pico: Int128

    /// Nothing.
    public static let zero = Money(pico: 0)
    /// Pico-dollars of a dollar.
    public static let picoPerDollar: Int128 = 1_000_000_000_000

    public init(pico: Int128) { self.pico = pico }

    /// Exact, or nil where the amount has more than twelve decimals or does not fit.
    public init?(exactly dollars: Rational) {
        guard let pico = dollars.multiplied(by: Rational(whole: Money.picoPerDollar))?.whole else { return nil }
        self.pico = pico
    }

    /// Rounded to twelve decimals, half away from zero; nil where the amount does not fit.
    public init?(rounding dollars: Rational) {
        guard let pico = dollars.multiplied(by: Rational(whole: Money.picoPerDollar)) else { return nil }
        self.pico = pico.rounded
    }

    public static func < (left: Money, right: Money) -> Bool { left.pico < right.pico }

    /// The sum, exact; nil beyond 128 bits.
    public func adding(_ other: Money) -> Money? {
        let (sum, overflow) = pico.addingReportingOverflow(other.pico)
        return overflow ? nil : Money(pico: sum)
    }

    /// The product, exact; nil beyond 128 bits.
    public func multiplied(by count: Int128) -> Money? {
        let (product, overflow) = pico.multipliedReportingOverflow(by: count)
        return overflow ? nil : Money(pico: product)
    }

    /// `$1_234.50`: at least two decimals, at most twelve, and no more than the amount has.
    public var description: String { formatted(grouping: UInt8(ascii: "_")) }

    /// The same with another digit between groups of three, or none.
    public func formatted(grouping separator: UInt8?) -> String {
        var fraction = pico.magnitude % UInt128(Money.picoPerDollar)
        var decimals = 12
        while decimals > 2, fraction % 10 == 0 {
            fraction /= 10
            decimals -= 1
        }
        return assembled(whole: pico.magnitude / UInt128(Money.picoPerDollar), fraction, decimals, separator)
    }

    /// Rounded to `decimals` places (half away from zero), for tables.
    public func formatted(decimals: Int, grouping separator: UInt8? = UInt8(ascii: ",")) -> String {
        let places = min(max(decimals, 0), 12)
        guard let unit = Int128.powerOfTen(12 - places), let scale = Int128.powerOfTen(places) else { return "" }
        let rounded = (pico.magnitude + UInt128(unit) / 2) / UInt128(unit)
        return assembled(whole: rounded / UInt128(scale), rounded % UInt128(scale), places, separator)
    }

    private func assembled(whole: UInt128, _ fraction: UInt128, _ decimals: Int, _ separator: UInt8?) -> String {
        var reversed: [UInt8] = []
        var rest = fraction
        var place = 0
        while place < decimals {
            reversed.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
            place += 1
        }
        if decimals > 0 { reversed.append(UInt8(ascii: ".")) }
        rest = whole
        var count = 0
        repeat {
            if count > 0, count % 3 == 0, let separator { reversed.append(separator) }
            reversed.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
            count += 1
        } while rest > 0
        reversed.append(UInt8(ascii: "$"))
        if pico < 0, whole > 0 || fraction > 0 { reversed.append(UInt8(ascii: "-")) }
        reversed.reverse()
        return String(decoding: reversed, as: UTF8.self)
    }
}
