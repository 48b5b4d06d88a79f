/// XML as programs read it: elements, attributes and texts, escaped, an element a line.
///
/// Characters that no XML may hold are written as U+FFFD.
package struct XMLWriter: Sendable {
    package private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    private var open: [String] = []

    package init() {}

    /// Begins an element that holds others.
    package mutating func begin(_ name: String, _ attributes: [(name: String, value: String)] = []) {
        text += indentation + tag(name, attributes) + ">\n"
        open.append(name)
    }

    package mutating func end() {
        guard let name = open.popLast() else { return }
        text += indentation + "</\(name)>\n"
    }

    /// An element that holds nothing, or a text, which is written as it is.
    package mutating func element(
        _ name: String, _ attributes: [(name: String, value: String)] = [], text content: String? = nil
    ) {
        guard let content else {
            text += indentation + tag(name, attributes) + "/>\n"
            return
        }
        text += indentation + tag(name, attributes) + ">\(Self.escaped(content, isAttribute: false))</\(name)>\n"
    }

    private var indentation: String { String(repeating: "  ", count: open.count) }

    private func tag(_ name: String, _ attributes: [(name: String, value: String)]) -> String {
        attributes.reduce("<\(name)") { $0 + " \($1.name)=\"\(Self.escaped($1.value, isAttribute: true))\"" }
    }

    private static func escaped(_ text: String, isAttribute: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"" where isAttribute: result += "&quot;"
            case "\n" where isAttribute, "\t" where isAttribute: result += "&#\(scalar.value);"
            case "\n", "\t": result.unicodeScalars.append(scalar)
            case "\r": result += "&#13;"
            default:
                let isAllowed = scalar.value >= 0x20 && scalar.value != 0xFFFE && scalar.value != 0xFFFF
                result.unicodeScalars.append(isAllowed ? scalar : "\u{FFFD}")
            }
        }
        return result
    }
}
