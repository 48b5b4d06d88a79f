package import ScrimpDiagnostics
package import ScrimpQuantities

package struct Name: Sendable {
    package let text: String
    package let range: ByteRange

    package init(text: String, range: ByteRange) {
        self.text = text
        self.range = range
    }
}

/// A text in quotes, with its escapes resolved.
package struct StringLiteral: Sendable {
    package let value: String
    package let range: ByteRange
}

package struct NumberLiteral: Sendable {
    package let decimal: Decimal
    package let range: ByteRange
}

/// `$3/Mtok`: an amount of US dollars, per the units in `per`.
package struct MoneyLiteral: Sendable {
    package let decimal: Decimal
    package let per: [String]
    package let range: ByteRange
}

/// `500 req/min`: a number with the symbol of a unit or `%`, per the units in `per`.
package struct QuantityLiteral: Sendable {
    package let decimal: Decimal
    package let unit: String
    package let per: [String]
    package let range: ByteRange
}

/// A time of day, in minutes since midnight: `0...1440`.
package struct TimeLiteral: Sendable {
    package let minutes: Int
    package let range: ByteRange
}

extension SyntaxTree {
    private func bytes(ofToken token: Int) -> ArraySlice<UInt8> {
        let range = range(ofToken: token)
        return source.bytes[Int(range.start)..<Int(range.end)]
    }

    func name(ofToken token: Int) -> Name { Name(text: text(ofToken: token), range: range(ofToken: token)) }

    /// The string of a token, or nil where it is not closed or has an escape that means nothing.
    package func stringLiteral(ofToken token: Int) -> StringLiteral? {
        guard tokens[token].kind == .string, !tokens[token].isMalformed else { return nil }
        let content = bytes(ofToken: token).dropFirst().dropLast()
        var value: [UInt8] = []
        value.reserveCapacity(content.count)
        var index = content.startIndex
        while index < content.endIndex {
            let byte = content[index]
            index += 1
            guard byte == UInt8(ascii: "\\"), index < content.endIndex else {
                value.append(byte)
                continue
            }
            switch content[index] {
            case UInt8(ascii: "n"): value.append(UInt8(ascii: "\n"))
            case UInt8(ascii: "t"): value.append(UInt8(ascii: "\t"))
            case UInt8(ascii: "u"):
                var scalar: UInt32 = 0
                index += 1
                while index + 1 < content.endIndex, let digit = ByteClass.hexadecimal(content[index + 1]) {
                    scalar = scalar << 4 | digit
                    index += 1
                }
                index += 1
                if let scalar = Unicode.Scalar(scalar) { value += Array(String(Character(scalar)).utf8) }
            default: value.append(content[index])
            }
            index += 1
        }
        return StringLiteral(value: String(decoding: value, as: UTF8.self), range: range(ofToken: token))
    }

    func numberLiteral(ofToken token: Int) -> NumberLiteral? {
        guard let parts = numericParts(ofToken: token) else { return nil }
        return NumberLiteral(decimal: parts.decimal, range: range(ofToken: token))
    }

    func moneyLiteral(ofToken token: Int) -> MoneyLiteral? {
        guard let parts = numericParts(ofToken: token) else { return nil }
        return MoneyLiteral(decimal: parts.decimal, per: parts.units, range: range(ofToken: token))
    }

    func quantityLiteral(ofToken token: Int) -> QuantityLiteral? {
        guard tokens[token].kind == .quantity, let parts = numericParts(ofToken: token), let unit = parts.units.first
        else { return nil }
        return QuantityLiteral(
            decimal: parts.decimal, unit: unit, per: Array(parts.units.dropFirst()), range: range(ofToken: token))
    }

    /// `[$] number blanks unit/unit…`, or nil for a token that a diagnostic speaks of.
    private func numericParts(ofToken token: Int) -> (decimal: Decimal, units: [String])? {
        guard !tokens[token].isMalformed else { return nil }
        var content = bytes(ofToken: token)
        if tokens[token].kind == .money { content = content.dropFirst() }
        let digits = content.prefix { ByteClass.isDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") }
        guard let decimal = Decimal(ascii: digits) else { return nil }
        let rest = content[digits.endIndex...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
        let units = rest.split(separator: UInt8(ascii: "/")).map { String(decoding: $0, as: UTF8.self) }
        return (decimal, units)
    }

    func timeLiteral(ofToken token: Int) -> TimeLiteral? {
        let content = bytes(ofToken: token)
        guard !tokens[token].isMalformed, content.count == 5 else { return nil }
        let digits = content.map { Int($0) - Int(UInt8(ascii: "0")) }
        return TimeLiteral(
            minutes: (digits[0] * 10 + digits[1]) * 60 + digits[3] * 10 + digits[4], range: range(ofToken: token))
    }
}
