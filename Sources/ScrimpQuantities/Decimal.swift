/// An exact decimal number: `digits × 10^exponent`.
///
/// Literals and imported prices are read into decimals, so that `0.1` is one tenth and never its binary neighbour.
public struct Decimal: Sendable {
    /// All digits, as one whole number with its sign.
    public var digits: Int128
    /// Power of ten that the digits are multiplied with.
    public var exponent: Int

    public init(digits: Int128, exponent: Int = 0) {
        self.digits = digits
        self.exponent = exponent
    }

    /// Reads `[±]digits[.digits][e[±]digits]`, with single `_` between digits allowed; digits may be missing on one
    /// side of the point, as data files have them (`.5`).
    ///
    /// Returns nil where the text is no number, has more than 36 significant digits or an exponent beyond ±9999.
    public init?(ascii text: some Sequence<UInt8>) {
        var digits: Int128 = 0
        var exponent = 0
        var isNegative = false
        var seenPoint = false
        var seenDigit = false
        var significant = 0
        var scientific: Int?
        var scientificIsNegative = false
        var previous: UInt8 = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let value = Int(byte - UInt8(ascii: "0"))
                if let power = scientific {
                    scientific = power * 10 + value
                    guard power < 1_000 else { return nil }
                } else {
                    seenDigit = true
                    if significant > 0 || value > 0 { significant += 1 }
                    guard significant <= 36 else { return nil }
                    digits = digits * 10 + Int128(value)
                    if seenPoint { exponent -= 1 }
                }
            case UInt8(ascii: "-"), UInt8(ascii: "+"):
                guard previous == 0 || previous == UInt8(ascii: "e") else { return nil }
                if scientific == nil {
                    isNegative = byte == UInt8(ascii: "-")
                } else {
                    scientificIsNegative = byte == UInt8(ascii: "-")
                }
            case UInt8(ascii: "_"):
                guard Self.isDigit(previous) else { return nil }
            case UInt8(ascii: "."):
                guard !seenPoint, scientific == nil, previous != UInt8(ascii: "_") else { return nil }
                seenPoint = true
            case UInt8(ascii: "e"), UInt8(ascii: "E"):
                guard seenDigit, scientific == nil, previous != UInt8(ascii: "_") else { return nil }
                scientific = 0
            default:
                return nil
            }
            if previous == UInt8(ascii: "_"), !Self.isDigit(byte) { return nil }
            previous = byte == UInt8(ascii: "E") ? UInt8(ascii: "e") : byte
        }
        guard seenDigit, Self.isDigit(previous) || previous == UInt8(ascii: ".") else { return nil }
        if let power = scientific { exponent += scientificIsNegative ? -power : power }
        self.digits = isNegative ? -digits : digits
        self.exponent = exponent
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// The same value as a fraction in lowest terms, or nil where it does not fit 128 bits.
    public var rational: Rational? {
        var digits = digits
        var exponent = exponent
        if digits == 0 { return .zero }
        while exponent < 0, digits % 10 == 0 {
            digits /= 10
            exponent += 1
        }
        guard exponent >= -38, exponent <= 38, let power = Int128.powerOfTen(abs(exponent)) else { return nil }
        if exponent < 0 { return Rational(digits, power) }
        let (product, overflow) = digits.multipliedReportingOverflow(by: power)
        return overflow ? nil : Rational(product, 1)
    }
}

extension Int128 {
    /// `10^exponent`, or nil where it is negative or beyond 128 bits.
    package static func powerOfTen(_ exponent: Int) -> Int128? {
        guard exponent >= 0, exponent <= 38 else { return nil }
        var result: Int128 = 1
        var step = 0
        while step < exponent {
            result *= 10
            step += 1
        }
        return result
    }
}
