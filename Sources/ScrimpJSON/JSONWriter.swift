package import ScrimpQuantities

/// Writes JSON in the order in which it is told: the same calls give the same bytes.
///
/// Numbers go out exactly: whole numbers of any width as digits, decimals as the text of their exact value, money as a
/// string of dollars. A binary fraction that JSON cannot hold becomes `null`.
package struct JSONWriter {
    package enum Layout: Sendable {
        /// No blanks at all.
        case compact
        /// Two spaces a level, one member or element a line.
        case indented
    }

    package private(set) var bytes: [UInt8] = []
    private let layout: Layout
    /// For each open list or object, whether it holds something already.
    private var open: [Bool] = []
    private var afterKey = false

    package init(_ layout: Layout = .compact) { self.layout = layout }

    /// A whole value, indented text ending with a new line.
    package static func text(_ value: JSONValue, _ layout: Layout = .compact) -> String {
        var writer = JSONWriter(layout)
        writer.write(value)
        if layout == .indented { writer.newLine() }
        return writer.text
    }

    package var text: String { String(decoding: bytes, as: UTF8.self) }

    /// A line end between the values of JSON lines.
    package mutating func newLine() { bytes.append(UInt8(ascii: "\n")) }

    package mutating func beginObject() { begin(UInt8(ascii: "{")) }
    package mutating func endObject() { end(UInt8(ascii: "}")) }
    package mutating func beginArray() { begin(UInt8(ascii: "[")) }
    package mutating func endArray() { end(UInt8(ascii: "]")) }

    package mutating func key(_ key: String) {
        separate()
        quote(key)
        bytes.append(UInt8(ascii: ":"))
        if layout == .indented { bytes.append(UInt8(ascii: " ")) }
        afterKey = true
    }

    package mutating func null() { raw("null") }
    package mutating func bool(_ value: Bool) { raw(value ? "true" : "false") }
    package mutating func number(_ value: Int) { raw(String(value)) }
    package mutating func number(_ value: Int64) { raw(String(value)) }
    package mutating func number(_ value: Int128) { raw(String(value)) }
    package mutating func number(_ value: JSONNumber) { raw(value.text) }
    package mutating func number(_ value: Double) { raw(JSONNumber(value)?.text ?? "null") }

    package mutating func string(_ value: String) {
        separate()
        quote(value)
    }

    /// Dollars as a string, exact: `"0.00000015"`.
    package mutating func money(_ value: Money) { string(value.formatted(grouping: nil).filter { $0 != "$" }) }

    package mutating func write(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let value): bool(value)
        case .number(let value): number(value)
        case .string(let value): string(value)
        case .array(let elements):
            beginArray()
            for element in elements { write(element.value) }
            endArray()
        case .object(let members):
            beginObject()
            for member in members {
                key(member.key)
                write(member.value.value)
            }
            endObject()
        }
    }

    private mutating func begin(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        open.append(false)
    }

    private mutating func end(_ bracket: UInt8) {
        let hadContent = open.popLast() ?? false
        if hadContent { breakLine() }
        bytes.append(bracket)
    }

    private mutating func raw(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
    }

    /// What stands between this value and the one before it.
    private mutating func separate() {
        if afterKey {
            afterKey = false
            return
        }
        guard let hasContent = open.last else { return }
        if hasContent { bytes.append(UInt8(ascii: ",")) }
        open[open.count - 1] = true
        breakLine()
    }

    private mutating func breakLine() {
        guard layout == .indented else { return }
        newLine()
        for _ in open { bytes.append(contentsOf: [UInt8(ascii: " "), UInt8(ascii: " ")]) }
    }
}

extension JSONWriter {
    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                bytes.append(contentsOf: Self.escape(byte).utf8)
            } else {
                bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    static func escape(_ byte: UInt8) -> String {
        switch byte {
        case UInt8(ascii: "\""): "\\\""
        case UInt8(ascii: "\\"): "\\\\"
        case 0x08: "\\b"
        case 0x09: "\\t"
        case 0x0A: "\\n"
        case 0x0C: "\\f"
        case 0x0D: "\\r"
        default: "\\u00" + hexadecimal(byte)
        }
    }

    static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16, uppercase: true)
        return digits.utf8.count == 1 ? "0" + digits : digits
    }
}
