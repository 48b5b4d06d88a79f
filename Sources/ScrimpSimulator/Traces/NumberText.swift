import ScrimpQuantities

/// Reads decimal numbers into fixed point.
enum NumberText {
    enum Reading {
        case value(Int64)
        case notANumber
        case outOfRange
    }

    /// `[+-]digits[.digits][e[+-]digits]`, times the format's fraction, rounded half away from zero.
    static func read(_ bytes: RawSpan, _ start: Int, _ end: Int, as format: NumberFormat) -> Reading {
        var cursor = start
        var negative = false
        if cursor < end, bytes.byte(at: cursor) == 0x2D || bytes.byte(at: cursor) == 0x2B {
            negative = bytes.byte(at: cursor) == 0x2D
            cursor += 1
        }
        var mantissa: UInt64 = 0
        var significant = 0
        var digits = 0
        var decimals = 0
        var point = false
        while cursor < end {
            let byte = bytes.byte(at: cursor)
            let digit = byte &- 0x30
            if digit < 10 {
                digits += 1
                if significant > 0 || digit > 0 { significant += 1 }
                if significant > 18 { return exact(bytes, start, end, format) }
                mantissa = mantissa &* 10 &+ UInt64(digit)
                if point { decimals += 1 }
            } else if byte == 0x2E, !point {
                point = true
            } else if byte | 0x20 == 0x65, digits > 0 {
                return exact(bytes, start, end, format)
            } else {
                return .notANumber
            }
            cursor += 1
        }
        guard digits > 0 else { return .notANumber }
        if decimals > 18 { return exact(bytes, start, end, format) }
        return scaled(mantissa, decimals, negative, format)
    }

    private static func scaled(
        _ mantissa: UInt64, _ decimals: Int, _ negative: Bool, _ format: NumberFormat
    ) -> Reading {
        let (high, product) = mantissa.multipliedFullWidth(by: UInt64(format.numerator))
        if decimals == 0, format.denominator == 1 {
            return high == 0 ? signed(UInt128(product), negative) : .outOfRange
        }
        var divisor = UInt128(format.denominator)
        for _ in 0..<decimals { divisor *= 10 }
        if high == 0, product < 1 << 62, divisor < 1 << 62 {
            let small = UInt64(divisor)
            return signed(UInt128((product &* 2 &+ small) / (small &* 2)), negative)
        }
        let (quotient, remainder) = (UInt128(high) << 64 | UInt128(product)).quotientAndRemainder(dividingBy: divisor)
        return signed(remainder * 2 >= divisor ? quotient + 1 : quotient, negative)
    }

    private static func signed(_ magnitude: UInt128, _ negative: Bool) -> Reading {
        guard magnitude <= UInt128(Int64.max) else { return .outOfRange }
        return .value(negative ? -Int64(magnitude) : Int64(magnitude))
    }

    /// Numbers with an exponent or more than 18 digits, in fractions. Digits beyond the 36th and decimals beyond the 38th
    /// are cut off, which cannot move a result across a half.
    private static func exact(_ bytes: RawSpan, _ start: Int, _ end: Int, _ format: NumberFormat) -> Reading {
        guard end - start <= 1_000 else { return .outOfRange }
        let text = (start..<end).map { bytes.byte(at: $0) }
        guard hasShape(text) else { return .notANumber }
        let parts = text.split(maxSplits: 1) { $0 | 0x20 == 0x65 }
        var digits: Int128 = 0
        var exponent = 0
        var significant = 0
        var point = false
        for byte in parts.first ?? [] {
            if byte == 0x2E { point = true }
            guard byte &- 0x30 < 10 else { continue }
            if significant > 0 || byte != 0x30 { significant += 1 }
            if significant <= 36 {
                digits = digits * 10 + Int128(byte &- 0x30)
                if point { exponent -= 1 }
            } else if !point {
                exponent += 1
            }
        }
        if parts.count == 2 { exponent += power(parts[1]) }
        while exponent < -38, digits != 0 {
            digits /= 10
            exponent += 1
        }
        if digits == 0 { return .value(0) }
        guard let number = Decimal(digits: text.first == 0x2D ? -digits : digits, exponent: exponent).rational,
            let scale = Rational(Int128(format.numerator), Int128(format.denominator)),
            let value = Int64(exactly: number.multiplied(by: scale)?.rounded ?? Int128.max)
        else { return .outOfRange }
        return .value(value)
    }

    /// The exponent's value, held within a million: what lies beyond is zero or out of range anyhow.
    private static func power(_ text: ArraySlice<UInt8>) -> Int {
        var magnitude = 0
        for byte in text where byte &- 0x30 < 10 { magnitude = min(magnitude * 10 + Int(byte &- 0x30), 1_000_000) }
        return text.first == 0x2D ? -magnitude : magnitude
    }

    /// Whether the text has the shape that `read` describes, whatever its size.
    private static func hasShape(_ text: [UInt8]) -> Bool {
        var rest = text[...]
        if rest.first == 0x2D || rest.first == 0x2B { rest.removeFirst() }
        let whole = rest.prefix { $0 &- 0x30 < 10 }
        rest.removeFirst(whole.count)
        var decimals = 0
        if rest.first == 0x2E {
            rest.removeFirst()
            decimals = rest.prefix { $0 &- 0x30 < 10 }.count
            rest.removeFirst(decimals)
        }
        guard whole.count + decimals > 0 else { return false }
        guard let mark = rest.first else { return true }
        guard mark | 0x20 == 0x65 else { return false }
        rest.removeFirst()
        if rest.first == 0x2D || rest.first == 0x2B { rest.removeFirst() }
        return !rest.isEmpty && rest.allSatisfy { $0 &- 0x30 < 10 }
    }
}
