/// How many cases the tests of a rule have.
///
/// A test function whose name begins with `bad` or `good` has as many cases as its `arguments:` has elements, or one.
struct RuleTestFile {
    private(set) var bad = 0
    private(set) var good = 0

    init(_ text: String) {
        for part in text.split(separator: "@Test").dropFirst() {
            guard let function = part.firstMatch(of: /func ([a-zA-Z0-9]+)\(/) else { continue }
            let attributes = part[..<function.range.lowerBound]
            let count = attributes.contains("arguments:") ? Self.elements(in: attributes) : 1
            if function.1.hasPrefix("bad") { bad += count }
            if function.1.hasPrefix("good") { good += count }
        }
    }

    /// Elements of the list that `arguments:` gives: separated by commas outside of strings and inner brackets.
    private static func elements(in attributes: Substring) -> Int {
        guard let start = attributes.firstIndex(of: "[") else { return 1 }
        var count = 0
        var depth = 0
        var isEmpty = true
        var rest = attributes[attributes.index(after: start)...]
        while let character = rest.first {
            if character == "#" || character == "\"" {
                rest = afterString(rest)
                isEmpty = false
                continue
            }
            rest.removeFirst()
            if "([{".contains(character) { depth += 1 }
            if ")]}".contains(character) {
                depth -= 1
                if depth < 0 { break }
            }
            if character == ",", depth == 0 {
                if !isEmpty { count += 1 }
                isEmpty = true
            } else if !character.isWhitespace {
                isEmpty = false
            }
        }
        return count + (isEmpty ? 0 : 1)
    }

    /// What follows a string literal of any kind.
    private static func afterString(_ text: Substring) -> Substring {
        let hashes = text.prefix { $0 == "#" }
        var rest = text.dropFirst(hashes.count)
        guard rest.hasPrefix("\"") else { return text.dropFirst() }
        let quote = rest.hasPrefix("\"\"\"") ? "\"\"\"" : "\""
        rest = rest.dropFirst(quote.count)
        let end = quote + hashes
        while !rest.isEmpty {
            if hashes.isEmpty, rest.hasPrefix("\\") {
                rest = rest.dropFirst(2)
            } else if rest.hasPrefix(end) {
                return rest.dropFirst(end.count)
            } else {
                rest.removeFirst()
            }
        }
        return rest
    }
}
