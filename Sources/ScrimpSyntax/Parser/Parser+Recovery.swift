import ScrimpDiagnostics

extension Parser {
    /// Whether the current token begins a line and reads like `kind name {`, `let`, `use` or `import`.
    var looksLikeItem: Bool {
        guard token.beginsLine else { return false }
        switch current {
        case .let, .use, .import: return true
        case .name:
            let second = nextPosition
            switch tokens[second].kind {
            case .leftBrace: return true
            case .name, .string:
                let third = tokens[second].kind == .endOfText ? second : skippingTrivia(second + 1)
                return tokens[third].kind == .leftBrace || tokens[third].word == .for || tokens[second].word == .for
            default: return false
            }
        default: return false
        }
    }

    /// How far a token is from the start of its line, in bytes.
    func column(of index: Int) -> UInt32 {
        let start = tokens[index].start
        return start - source.lineStarts[source.lineIndex(at: start)]
    }

    /// How far the line of a token is indented.
    ///
    /// Looks back a thousand tokens at most, so that a file of one line costs no more than others.
    func indentation(of index: Int) -> UInt32 {
        let lowest = max(0, index - 1_000)
        var index = index
        while index > lowest, !tokens[index].beginsLine { index -= 1 }
        return column(of: index)
    }

    /// Whether an item begins here although a block is open: its closing brace is missing.
    func endsUnclosedBlock(_ opening: Int) -> Bool {
        looksLikeItem && column(of: position) <= indentation(of: opening)
    }

    /// Skips to where a file may go on.
    mutating func skipToItem() {
        let mark = open()
        var open = 0
        repeat {
            switch current {
            case .leftBrace: open += 1
            case .rightBrace: open = max(0, open - 1)
            default: break
            }
            advance()
            if open == 0, looksLikeItem { break }
            if looksLikeItem, column(of: position) == 0 { break }
        } while current != .endOfText
        close(mark, .error)
    }

    /// Skips to the next field, the end of the block, or where a block that is not closed must have ended.
    mutating func skipToField(_ opening: Int) {
        let mark = open()
        var open = 0
        skip: while current != .endOfText {
            switch current {
            case .leftBrace, .leftBracket, .leftParenthesis: open += 1
            case .rightBrace:
                if open == 0 { break skip }
                open -= 1
            case .rightBracket, .rightParenthesis: open = max(0, open - 1)
            case .field:
                if token.beginsLine, open == 0 || position > mark.token { break skip }
                if open == 0, position > mark.token, previousEnd > 0, tokens[previousEnd - 1].kind == .comma {
                    break skip
                }
            case .comma:
                if open == 0, next == .field { break skip }
            default: break
            }
            if position > mark.token, endsUnclosedBlock(opening) { break }
            advance()
        }
        if position > mark.token { close(mark, .error) }
    }

    /// A `}`, `]` or `)` is missing at the end of what was read.
    mutating func reportUnclosed(_ opening: Int, _ closing: String) {
        let bracket = text(of: opening)
        // A `,` at the end separates what comes next, not what is in the bracket.
        let followsComma = previousEnd > 0 && tokens[previousEnd - 1].kind == .comma && closing != "}"
        let place = followsComma ? tokens[previousEnd - 1].start : previousOffset
        report(
            .unclosedBracket, "`\(bracket)` is not closed", ByteRange(place, place),
            caption: "`\(closing)` is missing here",
            label: (range(of: opening), "opened here"), help: "write `\(closing)`",
            fix: .insert(
                closing == "}" ? "\n}" : closing, at: place, "close it with `\(closing)`", isSafe: false))
    }

    /// A bracket that closes nothing: reports and takes it.
    mutating func takeStrayBracket() {
        report(
            .strayBracket, "\(found) closes nothing", help: "remove it",
            fix: .remove(currentRange, "remove it", isSafe: false))
        leaf(.error)
    }

    static func opening(of closing: TokenKind) -> TokenKind? {
        switch closing {
        case .rightParenthesis: .leftParenthesis
        case .rightBracket: .leftBracket
        case .rightBrace: .leftBrace
        default: nil
        }
    }

    /// Whether a bracket further out is waiting for the current token.
    var closesOuterBracket: Bool {
        guard let opening = Self.opening(of: current) else { return false }
        return openBrackets.dropLast().contains { tokens[$0].kind == opening }
    }

    /// Takes the bracket that closes `opening`; reports where it is missing or another one stands in its place.
    mutating func closeBracket(_ opening: Int, _ kind: TokenKind, _ text: String) {
        if current == kind {
            advance()
        } else if Self.opening(of: current) != nil, !closesOuterBracket {
            report(
                .mismatchedBracket, "`\(self.text(of: opening))` is closed by \(found)",
                label: (range(of: opening), "opened here"), help: "write `\(text)`",
                fix: .replace(currentRange, by: text, "write `\(text)`"))
            advance()
        } else {
            reportUnclosed(opening, text)
        }
        openBrackets.removeLast()
    }

    /// `my-model`: takes the rest of a name that is joined with `-`, and reports it. Call it after the name was taken.
    mutating func takeHyphenatedName(from first: Int) {
        guard current == .minus, touches(position) else { return }
        var last = position
        var end = position
        while tokens[end].kind == .minus, !tokens[end + 1].kind.isTrivia,
            [.name, .number, .quantity, .field].contains(tokens[end + 1].kind) || tokens[end + 1].kind.isReservedWord
        {
            last = end + 1
            end = last + 1
            while tokens[end].kind == .dot || (tokens[end].kind == .name && touches(end)) {
                last = end
                end += 1
            }
            if tokens[last].kind == .field { break }
        }
        guard last > position else { return }
        let whole = range(of: first).union(range(of: last))
        let name = source.text(in: whole)
        let joined = String(name.map { $0 == "-" || $0 == "." ? "_" : $0 })
        let isReported = tokens[position...last].contains(where: \.isMalformed)
        if !isReported {
            reportHyphenatedName(name, joined, whole)
        }
        while position <= last { advance() }
    }

    private mutating func reportHyphenatedName(_ name: String, _ joined: String, _ whole: ByteRange) {
        report(
            .hyphenatedName, "the name `\(name)` has a `-`", whole, help: "write `\(joined)`",
            fix: .replace(whole, by: joined, "write `\(joined)`"))
    }
}
