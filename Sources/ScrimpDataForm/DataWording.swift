import ScrimpDiagnostics
import ScrimpSchema

func suggestedByDistance(_ text: String, among candidates: [String]) -> String? { suggest(text, among: candidates) }

/// What the table says of a field that decides how it is written as data.
extension FieldType {
    /// Whether a string is the text itself, and not an expression.
    package var isText: Bool {
        switch self {
        case .text: true
        case .list(let element): element.isText
        default: false
        }
    }

    /// The type of the elements of a list that stands in its place.
    func element(_ index: Int) -> FieldType? {
        switch self {
        case .list(let element): return element
        case .tuple(let types): return types.indices.contains(index) ? types[index] : nil
        case .either(let types):
            for type in types {
                if let element = type.element(index) { return element }
            }
            return nil
        default: return nil
        }
    }

    /// The fields inside, where it is a block whose fields are known.
    var fields: [FieldSpec]? {
        if case .block(let fields) = self { fields } else { nil }
    }

    /// The type of a field inside, where it is a block.
    func field(_ name: String) -> FieldType? {
        switch self {
        case .block(let fields): fields.first { $0.name == name }?.type
        case .named(let element): element
        default: nil
        }
    }

    /// Whether it is written as a block.
    var isBlock: Bool {
        switch self {
        case .block, .named, .attributeValues, .state, .attributeFills, .uncertainties: true
        default: false
        }
    }
}

/// Names of the language, by their bytes.
enum DataName {
    static func isName(_ text: String) -> Bool {
        guard let first = text.utf8.first, isLetter(first) || first == UInt8(ascii: "_") else { return false }
        return text.utf8.allSatisfy { isLetter($0) || $0 &- 48 < 10 || $0 == UInt8(ascii: "_") }
    }

    /// Names with dots between them: `cache.answers.hit_rate`.
    static func isPath(_ text: String) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { isName(String($0)) }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 32) &- 97 < 26 }

    /// A text as the language writes it, with what a text must not hold as an escape.
    static func literal(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x22, 0x5C:
                result += "\\"
                result.unicodeScalars.append(scalar)
            case 0x0A: result += "\\n"
            case 0x09: result += "\\t"
            case 0..<0x20, 0x7F..<0xA0, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
                result += "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
