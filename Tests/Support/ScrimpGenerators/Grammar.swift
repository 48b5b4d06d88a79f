/// A grammar as its file has it. What is in capitals is lexical.
package struct Grammar: Sendable {
    package indirect enum Expression: Sendable {
        case literal(String)
        case reference(String)
        case words
        case sequence([Expression])
        case choice([Expression])
        case optional(Expression)
        case repetition(Expression)
        case exception(Expression, Expression)
    }

    package private(set) var rules: [String: Expression] = [:]
    package private(set) var order: [String] = []

    package static func isLexical(_ name: String) -> Bool { name.utf8.allSatisfy { !(97...122).contains($0) } }

    /// The texts of a rule that is a choice of literals.
    package func literals(_ name: String) -> [String] { rules[name].map(literals) ?? [] }

    package func literals(_ expression: Expression) -> [String] {
        switch expression {
        case .literal(let text): [text]
        case .choice(let choices): choices.flatMap(literals)
        default: []
        }
    }

    package init(bytes: [UInt8]) {
        var reader = Reader(tokens: Self.tokens(String(decoding: bytes, as: UTF8.self)))
        while let name = reader.next(), reader.next() == "=" {
            rules[name] = reader.choice()
            order.append(name)
            _ = reader.next()
        }
    }

    /// Words, punctuation, and literals, which keep their opening quote.
    private static func tokens(_ text: String) -> [String] {
        var result: [String] = []
        var rest = Substring(text)
        while let first = rest.first {
            if rest.hasPrefix("(*") {
                rest = rest.split(separator: "*)", maxSplits: 1, omittingEmptySubsequences: false).last ?? ""
            } else if first == "\"" || first == "'" || first == "?" {
                let end = rest.dropFirst().firstIndex(of: first) ?? rest.endIndex
                result.append(String(rest[..<end]))
                rest = rest[end...].dropFirst()
            } else if first.isLetter {
                let word = rest.prefix { $0.isLetter || $0 == "_" }
                result.append(String(word))
                rest = rest.dropFirst(word.count)
            } else {
                if !first.isWhitespace { result.append(String(first)) }
                rest = rest.dropFirst()
            }
        }
        return result
    }

    private struct Reader {
        var tokens: [String]
        var position = 0

        var peek: String? { position < tokens.count ? tokens[position] : nil }

        mutating func next() -> String? {
            defer { position += 1 }
            return peek
        }

        mutating func choice() -> Expression {
            var choices = [sequence()]
            while peek == "|" {
                position += 1
                choices.append(sequence())
            }
            return choices.count == 1 ? choices[0] : .choice(choices)
        }

        private mutating func sequence() -> Expression {
            var parts: [Expression] = []
            while let token = peek, !["|", ";", ")", "]", "}"].contains(token) {
                let part = primary()
                if peek == "-" {
                    position += 1
                    parts.append(.exception(part, primary()))
                } else {
                    parts.append(part)
                }
            }
            return parts.count == 1 ? parts[0] : .sequence(parts)
        }

        private mutating func primary() -> Expression {
            guard let token = next() else { return .sequence([]) }
            switch token.first {
            case "\"", "'": return .literal(String(token.dropFirst()))
            case "?": return .words
            case "(", "[", "{":
                let inner = choice()
                position += 1
                return token == "(" ? inner : token == "[" ? .optional(inner) : .repetition(inner)
            default: return .reference(token)
            }
        }
    }
}
