/// Reads a page as strictly as XML wants it: every element ends where it should, attributes are quoted and said once, and text
/// holds no markup. Knows the few things that a page of ours may hold, and nothing else.
struct StrictMarkup {
    struct Problem: Error, CustomStringConvertible {
        var description: String
    }

    struct Node {
        var name: String
        var attributes: [String: String]
        /// Texts of itself and of all within, as they stand in the page.
        var text: String
    }

    /// In the order in which they end.
    private(set) var nodes: [Node] = []
    private var open: [Node] = []
    private var rest: Substring

    init(_ page: String) throws(Problem) {
        let start = "<!DOCTYPE html>\n"
        guard page.hasPrefix(start) else { throw Problem(description: "no document type") }
        rest = page.dropFirst(start.count)
        while !rest.isEmpty { try next() }
        guard open.isEmpty else { throw Problem(description: "\(open.map(\.name)) never end") }
    }

    private mutating func next() throws(Problem) {
        guard rest.first == "<" else {
            let text = rest.prefix { $0 != "<" }
            rest = rest.dropFirst(text.count)
            return try addText(text)
        }
        rest = rest.dropFirst()
        if rest.first == "/" {
            let name = rest.dropFirst().prefix { $0 != ">" }
            rest = rest.dropFirst(name.count + 2)
            guard let last = open.popLast(), last.name == name else {
                throw Problem(description: "</\(name)> ends \(open.last?.name ?? "nothing")")
            }
            return close(last)
        }
        let name = rest.prefix { $0.isLetter || $0.isNumber }
        guard !name.isEmpty else { throw Problem(description: "`<` before \(rest.prefix(20))") }
        rest = rest.dropFirst(name.count)
        var node = Node(name: String(name), attributes: [:], text: "")
        while rest.first == " " {
            rest = rest.dropFirst()
            let key = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" }
            guard !key.isEmpty, rest.dropFirst(key.count).hasPrefix("=\"") else {
                throw Problem(description: "an attribute of \(name) without quotes: \(rest.prefix(30))")
            }
            rest = rest.dropFirst(key.count + 2)
            let value = rest.prefix { $0 != "\"" }
            rest = rest.dropFirst(value.count + 1)
            try checkText(value)
            guard node.attributes.updateValue(String(value), forKey: String(key)) == nil else {
                throw Problem(description: "\(name) has two \(key)")
            }
        }
        if rest.hasPrefix("/>") {
            rest = rest.dropFirst(2)
            close(node)
        } else if rest.first == ">" {
            rest = rest.dropFirst()
            open.append(node)
        } else {
            throw Problem(description: "\(name) does not end: \(rest.prefix(30))")
        }
    }

    private mutating func close(_ node: Node) {
        nodes.append(node)
        if !open.isEmpty { open[open.count - 1].text += node.text }
    }

    private mutating func addText(_ text: Substring) throws(Problem) {
        try checkText(text)
        guard !open.isEmpty else {
            guard text.allSatisfy(\.isWhitespace) else {
                throw Problem(description: "text outside: \(text.prefix(30))")
            }
            return
        }
        open[open.count - 1].text += text
    }

    /// Every `&` begins one of the five names, and no character is one that hides or reorders others.
    private func checkText(_ text: Substring) throws(Problem) {
        var rest = text
        while let place = rest.firstIndex(of: "&") {
            rest = rest[place...]
            guard ["&amp;", "&lt;", "&gt;", "&quot;", "&#39;"].contains(where: rest.hasPrefix) else {
                throw Problem(description: "`&` before \(rest.prefix(10))")
            }
            rest = rest.dropFirst()
        }
        let hidden = text.unicodeScalars.first { $0.value < 0x20 && $0 != "\n" || 0x202a...0x202e ~= $0.value }
        if let hidden { throw Problem(description: "character \(hidden.value) in text") }
    }
}
