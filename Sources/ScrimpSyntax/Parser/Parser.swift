import ScrimpDiagnostics

/// Recursive descent over the tokens of one text; builds the nodes in post-order.
///
/// Errors are reported once for each token at which something goes wrong, and not at all where the lexer has spoken
/// already. After an error the parser goes on at the next field, rule, block or item.
struct Parser {
    /// How many brackets and operators may be inside each other.
    static let deepest = 256

    let source: SourceText
    let tokens: [Token]
    var nodes: [SyntaxNode] = []
    var diagnostics: SyntaxDiagnostics
    /// The token to look at, never trivia.
    var position = 0
    /// One past the last token taken.
    var previousEnd = 0
    var current: TokenKind = .endOfText
    var depth = 0
    /// Inside `(` or `[`, where a line may begin with a binary `-`.
    var continuesLines = false
    /// In the condition of a rule, where `:` and `=>` stand for the arrow.
    var inCondition = false
    /// In the value of a constant, behind which the next item may follow.
    var inConstant = false
    /// The `-` on a line of its own that the value of the field being read began with, until it has been spoken of.
    var listOfLines: Int?
    /// Whether the value being read has been reported as a list in lines.
    var isListOfLines = false
    var lastReported = -1
    var openBrackets: [Int] = []

    init(source: SourceText, tokens: [Token], diagnostics: SyntaxDiagnostics) {
        self.source = source
        self.tokens = tokens
        self.diagnostics = diagnostics
        nodes.reserveCapacity(tokens.count / 2)
        openBrackets.reserveCapacity(64)
        position = skippingTrivia(0)
        current = tokens[position].kind
    }
}

// MARK: - Tokens

extension Parser {
    var token: Token { tokens[position] }

    func skippingTrivia(_ index: Int) -> Int {
        var index = index
        while tokens[index].kind.isTrivia { index += 1 }
        return index
    }

    /// The index of the token after the current one.
    var nextPosition: Int { current == .endOfText ? position : skippingTrivia(position + 1) }

    var next: TokenKind { tokens[nextPosition].kind }

    mutating func advance() {
        guard current != .endOfText else { return }
        previousEnd = position + 1
        position = skippingTrivia(previousEnd)
        current = tokens[position].kind
    }

    mutating func take(_ kind: TokenKind) -> Bool {
        guard current == kind else { return false }
        advance()
        return true
    }

    /// Whether nothing stands between two tokens.
    func touches(_ index: Int) -> Bool { index > 0 && !tokens[index - 1].kind.isTrivia }

    func range(of index: Int) -> ByteRange {
        ByteRange(tokens[index].start, tokens[min(index + 1, tokens.count - 1)].start)
    }

    func text(of index: Int) -> String { source.text(in: range(of: index)) }

    /// The text of a token for a message: a long one is cut.
    func shortText(of index: Int) -> String {
        let range = range(of: index)
        guard range.count > 40 else { return source.text(in: range) }
        return source.text(in: ByteRange(range.start, range.start + 39)) + "…"
    }

    var currentRange: ByteRange { range(of: position) }
    var currentText: String { text(of: position) }

    /// The offset right after the last token taken: where something missing is missing.
    var previousOffset: UInt32 { tokens[previousEnd].start }
    var gap: ByteRange { ByteRange(previousOffset, previousOffset) }

    /// The current token as a message names it.
    var found: String {
        switch current {
        case .endOfText: "the end of the text"
        default: "`\(shortText(of: position))`"
        }
    }
}

// MARK: - Nodes

extension Parser {
    struct Mark {
        let token: Int
        let node: Int
    }

    func open() -> Mark { Mark(token: position, node: nodes.count) }

    mutating func close(_ mark: Mark, _ kind: NodeKind) {
        var first = UInt32(truncatingIfNeeded: mark.token)
        if mark.node < nodes.count {
            first = min(first, nodes[mark.node].first)
        } else if previousEnd <= mark.token {
            first = UInt32(truncatingIfNeeded: previousEnd)
        }
        nodes.append(
            SyntaxNode(
                first: first, end: max(first, UInt32(truncatingIfNeeded: previousEnd)),
                size: UInt32(truncatingIfNeeded: nodes.count - mark.node + 1), kind: kind))
    }

    /// A node over the current token.
    mutating func leaf(_ kind: NodeKind) {
        nodes.append(
            SyntaxNode(
                first: UInt32(truncatingIfNeeded: position), end: UInt32(truncatingIfNeeded: position + 1), size: 1,
                kind: kind))
        advance()
    }

    mutating func missing() {
        let place = UInt32(truncatingIfNeeded: previousEnd)
        nodes.append(SyntaxNode(first: place, end: place, size: 1, kind: .missing))
    }
}

// MARK: - Diagnostics

extension Parser {
    /// Reports unless the current token has been spoken of.
    mutating func report(
        _ code: DiagnosticCode, _ message: String, _ range: ByteRange? = nil, caption: String = "",
        label: (range: ByteRange, text: String)? = nil, help: String? = nil,
        fix: Diagnostic.Fix? = nil
    ) {
        guard lastReported != position else { return }
        lastReported = position
        if token.isMalformed { return }
        diagnostics.report(
            code, message, range ?? currentRange, caption: caption, label: label, help: help, fix: fix)
    }

    /// Reports a mistake that is repaired on the spot, so that a later one may be told at the same token.
    mutating func reportRepaired(
        _ code: DiagnosticCode, _ message: String, _ range: ByteRange, caption: String = "",
        label: (range: ByteRange, text: String)? = nil, help: String? = nil, fix: Diagnostic.Fix? = nil
    ) {
        diagnostics.report(code, message, range, caption: caption, label: label, help: help, fix: fix)
    }
}

// MARK: - Nesting

extension Parser {
    /// Goes one level deeper; at the limit it reports once, skips what is inside, and says no.
    mutating func enter() -> Bool {
        guard depth < Self.deepest else {
            report(
                .nestingTooDeep, "more than \(Self.deepest) levels inside each other",
                help: "give an inner part a name with `let`")
            skipNested()
            return false
        }
        depth += 1
        return true
    }

    /// Skips to the closing bracket that belongs to what is open, or to the end of the value.
    mutating func skipNested() {
        let mark = open()
        var open = 0
        skip: while current != .endOfText {
            switch current {
            case .leftBrace, .leftBracket, .leftParenthesis: open += 1
            case .rightBrace, .rightBracket, .rightParenthesis:
                if open == 0 { break skip }
                open -= 1
            case .comma, .arrow, .let, .use, .import, .when, .otherwise:
                if open == 0 { break skip }
            case .field:
                if open == 0, token.beginsLine { break skip }
            default: break
            }
            advance()
        }
        close(mark, .error)
        lastReported = position
    }
}
