import ScrimpQuantities
package import ScrimpTestSupport

/// Writes random sentences of a grammar.
package struct SentenceGenerator {
    package let grammar: Grammar
    package var random: SeededGenerator
    private var result = ""
    private var budget = 0
    private var brackets: [Character] = []
    private var touchNext = false

    package init(_ grammar: Grammar, seed: UInt64) {
        self.grammar = grammar
        random = SeededGenerator(seed: seed)
    }

    /// A text of about as many tokens as `size` says, more where the grammar asks for them.
    package mutating func sentence(size: Int) -> String {
        result = ""
        budget = size
        brackets = []
        expand(.reference("file"), depth: 0)
        return result
    }

    private mutating func expand(_ expression: Grammar.Expression, depth: Int) {
        let frugal = budget <= 0 || depth > 60
        switch expression {
        case .literal(let text): emit(text)
        case .exception(let base, let except):
            guard case .reference(let name) = base else { return }
            emit(name, not: Set(grammar.literals(except)))
        case .reference(let name):
            if Grammar.isLexical(name) {
                emit(name, not: [])
            } else if let rule = grammar.rules[name] {
                expand(rule, depth: depth + 1)
            }
        case .sequence(let parts): for part in parts { expand(part, depth: depth) }
        case .optional(let inner): if !frugal, Bool.random(using: &random) { expand(inner, depth: depth + 1) }
        case .repetition(let inner):
            if depth == 1 {
                while budget > 0 { expand(inner, depth: depth + 1) }
            } else {
                while budget > 0, depth < 60, Int.random(in: 0..<3, using: &random) == 0 {
                    expand(inner, depth: depth + 1)
                }
            }
        case .choice(let choices):
            let choice = frugal ? choices.min { weight($0, 0) < weight($1, 0) } : choices.randomElement(using: &random)
            if let choice { expand(choice, depth: depth + 1) }
        case .words: break
        }
    }

    /// A measure of how much text the shortest expansion has; deep recursion counts as very much.
    private func weight(_ expression: Grammar.Expression, _ depth: Int) -> Int {
        if depth > 16 { return 1_000 }
        switch expression {
        case .literal, .exception: return 1
        case .reference(let name):
            if Grammar.isLexical(name) { return 1 }
            return grammar.rules[name].map { weight($0, depth + 1) + 1 } ?? 1
        case .sequence(let parts): return parts.reduce(0) { min(10_000, $0 + weight($1, depth + 1)) }
        case .choice(let choices): return choices.map { weight($0, depth + 1) }.min() ?? 0
        case .optional, .repetition, .words: return 0
        }
    }

    // MARK: - Tokens

    private mutating func emit(_ literal: String) {
        // What touches or follows on the same line is decided by the token before and by a few rules of layout.
        separate(canBreak: literal != ":")
        result += literal
        budget -= 1
        track(literal)
    }

    private mutating func track(_ literal: String) {
        guard let character = literal.first, literal.count == 1 else { return }
        if "([{".contains(character) { brackets.append(character) }
        if ")]}".contains(character) { _ = brackets.popLast() }
    }

    private mutating func separate(canBreak: Bool, mustBreak: Bool = false) {
        if touchNext {
            touchNext = false
            return
        }
        if mustBreak {
            result += Bool.random(using: &random) ? "\n" : " // why\n  "
        } else if canBreak, Int.random(in: 0..<6, using: &random) == 0 {
            result += "\n"
        } else {
            result += Bool.random(using: &random) ? " " : "\t "
        }
    }

    private mutating func emit(_ token: String, not except: Set<String>) {
        let inBrackets = brackets.last == "(" || brackets.last == "["
        separate(
            canBreak: token != "MINUS" || inBrackets,
            mustBreak: token == "LINE_FIELD" || token == "LINE_ATTRIBUTE")
        var text = spell(token)
        while except.contains(text) || isAmbiguous(text, token) { text = spell(token) }
        result += text
        budget -= 1
        touchNext = token == "CALL_NAME" || token == "SPLIT_NAME"
    }

    /// A name that reads like a unit or a time behind a number.
    private func isAmbiguous(_ text: String, _ token: String) -> Bool {
        guard token.hasSuffix("NAME") else { return false }
        return Unit.named(Array(text.utf8)) != nil || ["am", "pm"].contains(text.lowercased())
    }

    /// A random spelling of a lexical rule.
    private mutating func spell(_ rule: String) -> String {
        if rule == "CHARACTER" {
            return ["a", "Z", " ", "é", "→", "\t", "'", "/", "{", "😀", "0"].randomElement(using: &random) ?? "a"
        }
        guard let expression = grammar.rules[rule] else { return "" }
        return spell(expression)
    }

    private mutating func spell(_ expression: Grammar.Expression) -> String {
        switch expression {
        case .literal(let text): return text
        case .reference(let name): return spell(name)
        case .sequence(let parts):
            var text = ""
            for part in parts { text += spell(part) }
            return text
        case .choice(let choices): return choices.randomElement(using: &random).map { spell($0) } ?? ""
        case .optional(let inner): return Bool.random(using: &random) ? spell(inner) : ""
        case .repetition(let inner):
            var text = ""
            for _ in 0..<Int.random(in: 0..<4, using: &random) { text += spell(inner) }
            return text
        case .exception(let base, let except):
            var text = spell(base)
            let excluded = exclusions(except)
            while excluded.contains(text) { text = spell(base) }
            return text
        case .words: return ""
        }
    }

    private func exclusions(_ expression: Grammar.Expression) -> [String] {
        if case .reference(let name) = expression { return grammar.literals(name) }
        return grammar.literals(expression)
    }
}
