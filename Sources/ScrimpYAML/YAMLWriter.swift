package import ScrimpJSON

/// Writes a tree as YAML in block style: two spaces a level, members in the order in which they are given.
///
/// The same tree gives the same bytes, and `YAMLReader` gives the tree back.
package struct YAMLWriter {
    private var lines: [String] = []

    /// A whole document, ending with a new line.
    package static func text(_ value: JSONValue) -> String {
        var writer = YAMLWriter()
        if let inline = Self.inline(value) {
            writer.lines.append(inline)
        } else {
            writer.block(value, indent: 0, first: "")
        }
        return writer.lines.joined(separator: "\n") + "\n"
    }

    /// Writes the members or elements of a collection that is not empty. `first` stands before the first line in place
    /// of its indentation.
    private mutating func block(_ value: JSONValue, indent: Int, first: String) {
        let margin = String(repeating: " ", count: indent)
        var lead = first.isEmpty ? margin : first
        switch value {
        case .object(let members):
            for member in members {
                var key = Self.scalar(member.key)
                if key.unicodeScalars.count > Self.simpleKeyLimit {
                    lines.append("\(lead)? \(key)")
                    (lead, key) = (margin, "")
                }
                if let inline = Self.inline(member.value.value) {
                    lines.append("\(lead)\(key): \(inline)")
                } else {
                    lines.append("\(lead)\(key):")
                    block(member.value.value, indent: indent + 2, first: "")
                }
                lead = margin
            }
        case .array(let elements):
            for element in elements {
                if let inline = Self.inline(element.value) {
                    lines.append("\(lead)- \(inline)")
                } else {
                    block(element.value, indent: indent + 2, first: lead + "- ")
                }
                lead = margin
            }
        default: break
        }
    }

    /// What fits on the line of its key: everything but collections that are not empty.
    private static func inline(_ value: JSONValue) -> String? {
        switch value {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .number(let number): number.text
        case .string(let text): scalar(text)
        case .array(let elements): elements.isEmpty ? "[]" : nil
        case .object(let members): members.isEmpty ? "{}" : nil
        }
    }

    /// A string without quotes where every reader takes it for one, else as JSON writes it.
    private static func scalar(_ text: String) -> String {
        isPlain(text) ? text : escaped(text)
    }

    /// YAML reads at most 1,024 characters as a key that nothing announces.
    private static let simpleKeyLimit = 1_000

    private static let truthWords: Set<String> = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"]

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.utf8.first, let last = text.utf8.last, last != UInt8(ascii: " ") else { return false }
        guard isLetter(first) || isDigit(first) || first == UInt8(ascii: "$") || first == UInt8(ascii: "_") else {
            return false
        }
        guard text.utf8.allSatisfy({ isLetter($0) || isDigit($0) || Self.inner.contains($0) }) else { return false }
        guard !truthWords.contains(text.lowercased()) else { return false }
        // Readers of YAML 1.1 take `1_000` and `0o17` for numbers.
        guard isDigit(first), text.utf8.allSatisfy({ isDigit($0) || $0 == UInt8(ascii: "_") }) else {
            if case .value(.string) = YAMLScalar.resolve(text) { return true }
            return false
        }
        return false
    }

    private static let inner = Set(" $_./%-+@()".utf8)

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- UInt8(ascii: "a") < 26 }
    private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

    /// JSON's quoting, with the characters escaped that YAML does not print or takes for a line end.
    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in JSONWriter.text(.string(text)).unicodeScalars {
            switch scalar.value {
            case 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
