/// An exact decimal number: `digits × 10^exponent`.
///
/// Literals and imported prices are read into decimals, so that `0.1` is one tenth and never its binary neighbour.
public struct Decimal: Sendable {
    public var digits: Int128
    public var exponent: Int

    public init(digits: Int128, exponent: Int = 0) {
        self.digits = digits
        self.exponent = exponent
    }

    /// Reads `[-]digits[.digits][e[±]digits]`, with `_` between digits allowed.
    ///
    /// Returns nil where the text is no number or has more than 36 significant digits.
    public init?(ascii text: some Sequence<UInt8>) {
        var digits: Int128 = 0
        var exponent = 0
        var negative = false
        var seenDigit = false
        var seenPoint = false
        var scientific: Int?
        var scientificNegative = false
        var significant = 0
        var position = 0
        for byte in text {
            defer { position += 1 }
            switch byte {
            case UInt8(ascii: "-") where position == 0:
                negative = true
            case UInt8(ascii: "+") where position == 0:
                break
            case UInt8(ascii: "-") where scientific == 0:
                scientificNegative = true
            case UInt8(ascii: "+") where scientific == 0:
                break
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                let value = Int(byte - UInt8(ascii: "0"))
                if let power = scientific {
                    guard power < 10_000 else { return nil }
                    scientific = power * 10 + value
                    continue
                }
                seenDigit = true
                if significant > 0 || value > 0 { significant += 1 }
                guard significant <= 36 else { return nil }
                digits = digits * 10 + Int128(value)
                if seenPoint { exponent -= 1 }
            case UInt8(ascii: "_") where seenDigit && scientific == nil:
                break
            case UInt8(ascii: ".") where !seenPoint && scientific == nil:
                seenPoint = true
            case UInt8(ascii: "e") where seenDigit && scientific == nil,
                UInt8(ascii: "E") where seenDigit && scientific == nil:
                scientific = 0
            default:
                return nil
            }
        }
        guard seenDigit else { return nil }
        if let power = scientific { exponent += scientificNegative ? -power : power }
        self.digits = negative ? -digits : digits
        self.exponent = exponent
    }

    /// The same value as a fraction in lowest terms, or nil where it does not fit 128 bits.
    public var rational: Rational? {
        var digits = digits
        var exponent = exponent
        if digits == 0 { return .zero }
        while exponent < 0, digits % 10 == 0 {
            digits /= 10
            exponent += 1
        }
        guard let power = Int128.powerOfTen(exponent < 0 ? -exponent : exponent) else { return nil }
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
