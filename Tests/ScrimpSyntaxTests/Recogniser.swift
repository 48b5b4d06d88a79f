import ScrimpDiagnostics
import ScrimpGenerators
import ScrimpSyntax

/// An Earley recogniser: says whether tokens are a sentence of a grammar, with no care for speed or for mistakes.
///
/// J. Earley, An Efficient Context-Free Parsing Algorithm, 1970; with the treatment of rules that may be empty by J. Aycock and
/// R. N. Horspool, Practical Earley Parsing, 2002.
struct Recogniser: Sendable {
    /// A token as the grammar sees it.
    struct Input {
        let kind: TokenKind
        let text: String
        let beginsLine: Bool
        let touchesParenthesis: Bool
        let isInBrackets: Bool
        let isMalformed: Bool
    }

    private enum Symbol: Sendable {
        case rule(Int)
        case token(String, except: Set<String>)
        case literal(String)
    }

    private struct Item: Hashable {
        let production: Int
        let dot: Int
        let origin: Int
    }

    private var productions: [(rule: Int, symbols: [Symbol])] = []
    private var productionsOfRule: [[Int]] = []
    private var ruleNames: [String: Int] = [:]
    private var nullable: Set<Int> = []

    init(_ grammar: Grammar) {
        for name in grammar.order where !Grammar.isLexical(name) {
            ruleNames[name] = productionsOfRule.count
            productionsOfRule.append([])
        }
        for name in grammar.order {
            guard let rule = ruleNames[name], let expression = grammar.rules[name] else { continue }
            add(expression, to: rule, grammar)
        }
        findNullable()
    }

    private mutating func add(_ expression: Grammar.Expression, to rule: Int, _ grammar: Grammar) {
        if case .choice(let choices) = expression {
            for choice in choices { add(choice, to: rule, grammar) }
            return
        }
        let parts: [Grammar.Expression] = if case .sequence(let parts) = expression { parts } else { [expression] }
        let symbols = parts.map { symbol($0, grammar) }
        productionsOfRule[rule].append(productions.count)
        productions.append((rule, symbols))
    }

    private mutating func newRule() -> Int {
        productionsOfRule.append([])
        return productionsOfRule.count - 1
    }

    private mutating func symbol(_ expression: Grammar.Expression, _ grammar: Grammar) -> Symbol {
        switch expression {
        case .literal(let text): return .literal(text)
        case .reference(let name):
            if let rule = ruleNames[name] { return .rule(rule) }
            return .token(name, except: [])
        case .exception(let base, let except):
            guard case .reference(let name) = base else { return .literal("") }
            return .token(name, except: Set(grammar.literals(except)))
        case .optional(let inner):
            let rule = newRule()
            add(inner, to: rule, grammar)
            add(.sequence([]), to: rule, grammar)
            return .rule(rule)
        case .repetition(let inner):
            let rule = newRule()
            add(.sequence([]), to: rule, grammar)
            let element = symbol(inner, grammar)
            productionsOfRule[rule].append(productions.count)
            productions.append((rule, [.rule(rule), element]))
            return .rule(rule)
        default:
            let rule = newRule()
            add(expression, to: rule, grammar)
            return .rule(rule)
        }
    }

    private mutating func findNullable() {
        var changed = true
        while changed {
            changed = false
            for production in productions where !nullable.contains(production.rule) {
                let empties = production.symbols.allSatisfy {
                    if case .rule(let rule) = $0 { nullable.contains(rule) } else { false }
                }
                if empties {
                    nullable.insert(production.rule)
                    changed = true
                }
            }
        }
    }

    // MARK: - Recognition

    func accepts(_ tokens: [Input]) -> Bool {
        guard let start = ruleNames["file"] else { return false }
        var sets: [[Item]] = [[]]
        var seen: Set<Item> = []
        for production in productionsOfRule[start] {
            let item = Item(production: production, dot: 0, origin: 0)
            sets[0].append(item)
            seen.insert(item)
        }
        for position in 0...tokens.count {
            var next: [Item] = []
            var index = 0
            while index < sets[position].count {
                let item = sets[position][index]
                index += 1
                let symbols = productions[item.production].symbols
                guard item.dot < symbols.count else {
                    let rule = productions[item.production].rule
                    for waiting in sets[item.origin] {
                        let symbols = productions[waiting.production].symbols
                        if waiting.dot < symbols.count, case .rule(rule) = symbols[waiting.dot] {
                            let moved = Item(
                                production: waiting.production, dot: waiting.dot + 1, origin: waiting.origin)
                            if seen.insert(moved).inserted { sets[position].append(moved) }
                        }
                    }
                    continue
                }
                switch symbols[item.dot] {
                case .rule(let rule):
                    for production in productionsOfRule[rule] {
                        let predicted = Item(production: production, dot: 0, origin: position)
                        if seen.insert(predicted).inserted { sets[position].append(predicted) }
                    }
                    if nullable.contains(rule) {
                        let moved = Item(production: item.production, dot: item.dot + 1, origin: item.origin)
                        if seen.insert(moved).inserted { sets[position].append(moved) }
                    }
                case let terminal:
                    if position < tokens.count, matches(terminal, tokens[position]) {
                        next.append(Item(production: item.production, dot: item.dot + 1, origin: item.origin))
                    }
                }
            }
            if position == tokens.count {
                return sets[position].contains {
                    productions[$0.production].rule == start && $0.origin == 0
                        && $0.dot == productions[$0.production].symbols.count
                }
            }
            if next.isEmpty { return false }
            seen = Set(next)
            sets.append(Array(seen))
        }
        return false
    }

    private func matches(_ symbol: Symbol, _ token: Input) -> Bool {
        if token.isMalformed { return false }
        switch symbol {
        case .rule: return false
        case .literal(let text): return token.text == text && token.kind != .field && token.kind != .string
        case .token(let name, let except):
            if except.contains(token.text) { return false }
            switch name {
            case "NAME": return token.kind == .name && !token.touchesParenthesis
            case "CALL_NAME": return token.kind == .name && token.touchesParenthesis
            case "SPLIT_NAME": return token.kind == .name && token.touchesParenthesis && token.text == "split"
            case "FIELD": return token.kind == .field
            case "LINE_FIELD": return token.kind == .field && token.beginsLine
            case "ATTRIBUTE": return token.kind == .field && !token.text.contains(".")
            case "LINE_ATTRIBUTE": return token.kind == .field && !token.text.contains(".") && token.beginsLine
            case "MINUS": return token.kind == .minus && (!token.beginsLine || token.isInBrackets)
            case "NUMBER": return token.kind == .number
            case "QTY": return token.kind == .quantity
            case "PERCENT": return token.kind == .quantity && token.text.hasSuffix("%")
            case "MONEY": return token.kind == .money
            case "TIME": return token.kind == .time
            case "STRING": return token.kind == .string
            default: return false
            }
        }
    }
}

extension Recogniser {
    /// The tokens of a text without trivia.
    static func inputs(_ tree: SyntaxTree) -> [Input] {
        var result: [Input] = []
        var brackets: [TokenKind] = []
        for index in tree.tokens.indices.dropLast() {
            let token = tree.tokens[index]
            if token.kind.isTrivia { continue }
            result.append(
                Input(
                    kind: token.kind, text: tree.text(ofToken: index), beginsLine: token.beginsLine,
                    touchesParenthesis: tree.tokens[index + 1].kind == .leftParenthesis,
                    isInBrackets: brackets.last == .leftParenthesis || brackets.last == .leftBracket,
                    isMalformed: token.isMalformed))
            switch token.kind {
            case .leftBrace, .leftBracket, .leftParenthesis: brackets.append(token.kind)
            case .rightBrace, .rightBracket, .rightParenthesis: _ = brackets.popLast()
            default: break
            }
        }
        return result
    }
}
