package import ScrimpQuantities

/// A number with the exact text that it was written with, in JSON's notation.
package struct JSONNumber: Sendable {
    package let text: String

    /// The caller vouches that the text is a number in JSON's notation.
    package init(uncheckedText text: String) { self.text = text }

    package init(_ value: Int64) { text = String(value) }
    package init(_ value: Int128) { text = String(value) }

    /// The nearest binary fraction in its shortest notation; nil for infinity and what is no number.
    package init?(_ value: Double) {
        guard value.isFinite else { return nil }
        text = String(describing: value)
    }

    /// The exact value, nil where it has more than 36 significant digits.
    package var decimal: Decimal? { Decimal(ascii: text.utf8) }

    /// The value where it is whole and fits 64 bits: `1e3` and `1000.0` are a thousand.
    package var int64: Int64? {
        if let value = Int64(text) { return value }
        guard let whole = decimal?.rational?.whole else { return nil }
        return Int64(exactly: whole)
    }

    /// The nearest binary fraction; infinite where the number is too large for one.
    package var double: Double { Double(text) ?? .nan }
}

extension JSONNumber {
    /// Reads a number in JSON's notation; nil for any other text.
    package init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard JSONNumber.end(in: bytes[...], from: 0) == .end(bytes.count) else { return nil }
        self.text = text
    }

    /// Where a number ends that begins at an offset, or where it stops to be one.
    enum Scan: Equatable {
        case end(Int)
        case malformed(at: Int)
    }

    /// Follows RFC 8259, section 6.
    static func end(in bytes: ArraySlice<UInt8>, from start: Int) -> Scan {
        var position = start
        func digits() -> Bool {
            let first = position
            while position < bytes.endIndex, isDigit(bytes[position]) { position += 1 }
            return position > first
        }
        if position < bytes.endIndex, bytes[position] == UInt8(ascii: "-") { position += 1 }
        let whole = position
        guard digits() else { return .malformed(at: position) }
        if bytes[whole] == UInt8(ascii: "0"), position > whole + 1 { return .malformed(at: whole) }
        if position < bytes.endIndex, bytes[position] == UInt8(ascii: ".") {
            position += 1
            guard digits() else { return .malformed(at: position) }
        }
        if position < bytes.endIndex, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.endIndex, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
                position += 1
            }
            guard digits() else { return .malformed(at: position) }
        }
        return .end(position)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
}
