import ScrimpDiagnostics

extension Parser {
    mutating func parseFile() {
        while current != .endOfText {
            switch current {
            case .use, .import: parseUse()
            case .let: parseConstant()
            case .name: parseNamedItem()
            case .field: parseItemWithMark()
            case .rightBrace, .rightBracket, .rightParenthesis: takeStrayBracket()
            default:
                report(
                    .expectedItem, "\(found) begins no part of a policy",
                    help:
                        "write a block such as `model mini { from: \"…\" }`, or `let`, `use`, `import`, `request` or `route`"
                )
                skipToItem()
            }
        }
        previousEnd = tokens.count - 1
        nodes.append(
            SyntaxNode(
                first: 0, end: UInt32(truncatingIfNeeded: tokens.count - 1),
                size: UInt32(truncatingIfNeeded: nodes.count + 1), kind: .file))
    }

    private mutating func parseNamedItem() {
        switch token.word {
        case .request: parseSingleton(.request)
        case .route: parseSingleton(.route)
        default: parseDeclaration()
        }
    }

    /// `use "catalog.yaml"`.
    private mutating func parseUse() {
        let mark = open()
        let word = currentText
        advance()
        if current == .colon { takeNeedlessMark() }
        if current == .string {
            leaf(.string)
        } else if current == .name || current == .field, !token.beginsLine {
            let inner = open()
            let first = position
            while !token.beginsLine, current != .endOfText, current != .leftBrace { advance() }
            let path = range(of: first).union(range(of: previousEnd - 1))
            close(inner, .error)
            reportRepaired(
                .expectedString, "`\(word)` names a file in quotes", path,
                help: "write `\"\(source.text(in: path))\"`",
                fix: .replace(path, by: "\"\(source.text(in: path))\"", "write it in quotes"))
        } else {
            report(
                .expectedString, "`\(word)` lacks the name of a file", gap,
                help: "write the name in quotes, such as `\(word) \"catalog.yaml\"`")
        }
        close(mark, .use)
    }

    /// `let name = expression`.
    private mutating func parseConstant() {
        let mark = open()
        advance()
        let first = position
        switch current {
        case .name:
            leaf(.declaredName)
            takeHyphenatedName(from: first)
        case .field: leaf(.declaredName)
        default:
            if current.isReservedWord, next == .equals || next == .colon {
                reportReserved()
                leaf(.error)
            } else {
                report(.expectedName, "a constant needs a name", gap, help: "write `let name = value`")
            }
        }
        switch current {
        case .equals: advance()
        case .colon, .equal:
            let written = currentText
            reportRepaired(
                .colonForEquals, "a constant has `=`, not `\(written)`", currentRange, help: "write `=`",
                fix: .replace(
                    currentRange, by: written == ":" && touches(position) ? " =" : "=", "write `=`"))
            advance()
        default:
            report(
                .expectedValue, "the constant has no value", gap, help: "write `=` and a value",
                fix: beginsExpression ? .insert(" =", at: previousOffset, "write `=`") : nil)
        }
        inConstant = true
        parseExpression()
        inConstant = false
        close(mark, .constant)
        takeAfterConstant()
    }

    /// What follows a value on its line and is no item: reports it and skips to the next item.
    private mutating func takeAfterConstant() {
        switch current {
        case .endOfText, .use, .import, .let, .name: return
        case .comma where token.isMalformed:
            leaf(.error)
        case _ where token.beginsLine && current != .comma && current != .dot: return
        case .rightBrace, .rightBracket, .rightParenthesis: return
        case .field: return
        default:
            report(
                .unexpectedToken, "\(found) does not continue the value before it",
                help: "write an operator between two values, and the next item on a line of its own")
            skipToItem()
        }
    }

    /// `request { … }` and `route { … }`.
    private mutating func parseSingleton(_ kind: NodeKind) {
        let mark = open()
        let word = currentText
        leaf(.declaredKind)
        if current == .name || current == .string || current == .field, next == .leftBrace || next == .colon {
            let name = currentRange
            reportRepaired(
                .needlessName, "`\(word)` has no name", name, help: "remove \(found)",
                fix: .remove(ByteRange(previousOffset, name.end), "remove the name"))
            leaf(.error)
        }
        takeNeedlessMark()
        let opening = position
        guard openBlock(after: word) else { return close(mark, kind) }
        if kind == .request {
            parseEntries(opening, .attribute)
        } else {
            parseRules(opening)
        }
        closeBlock(opening)
        close(mark, kind)
    }

    /// `kind name for subject { … }`.
    private mutating func parseDeclaration() {
        let mark = open()
        let first = position
        leaf(.declaredKind)
        takeHyphenatedName(from: first)
        parseDeclarationName()
        if current == .name, token.word == .for {
            advance()
            let subject = position
            if current == .name || current == .field {
                leaf(.subject)
                takeHyphenatedName(from: subject)
            } else {
                report(.expectedName, "`for` lacks a name", gap, help: "write the name of a policy")
                if current == .string || current.isReservedWord { leaf(.error) }
            }
        }
        finishDeclaration(mark, first)
    }

    private mutating func parseDeclarationName() {
        let first = position
        switch current {
        case .name where token.word == .for:
            // `for` is a name only where no subject can follow it.
            if next == .leftBrace { return leaf(.declaredName) }
            if next == .name, tokens[nextPosition].word == .for {
                let third = skippingTrivia(nextPosition + 1)
                if tokens[third].kind == .name { leaf(.declaredName) }
            }
        case .name where token.beginsLine && next != .leftBrace && tokens[nextPosition].word != .for && looksLikeItem:
            break
        case .name, .field:
            leaf(.declaredName)
            takeHyphenatedName(from: first)
        case .string: leaf(.title)
        case _ where current.isReservedWord && next == .leftBrace:
            reportReserved()
            leaf(.error)
        case .number, .quantity, .money:
            if !token.beginsLine {
                let begin = position
                let mark = open()
                advance()
                while current == .name, touches(position) { advance() }
                close(mark, .error)
                let whole = range(of: begin).union(range(of: previousEnd - 1))
                if !tokens[begin].isMalformed {
                    reportRepaired(
                        .expectedName, "`\(source.text(in: whole))` is not a name", whole,
                        help: "a name begins with a letter")
                }
            }
        default: break
        }
    }

    private mutating func finishDeclaration(_ mark: Mark, _ first: Int) {
        takeNeedlessMark()
        let opening = position
        let described = source.text(in: range(of: first).union(range(of: previousEnd - 1)))
        if openBlock(after: described) {
            let block = Mark(token: opening, node: nodes.count)
            parseEntries(opening, .field)
            closeBlock(opening)
            close(block, .block)
        }
        close(mark, .declaration)
    }

    /// `budget: {` or `budget daily: {` outside of any block.
    private mutating func parseItemWithMark() {
        let colon = nextPosition
        let afterColon = skippingTrivia(min(colon + 1, tokens.count - 1))
        if tokens[afterColon].kind == .leftBrace {
            let mark = open()
            if token.word == .request { return parseSingleton(.request) }
            if token.word == .route { return parseSingleton(.route) }
            let first = position
            leaf(.declaredKind)
            return finishDeclaration(mark, first)
        }
        if token.word == .use || token.word == .import, tokens[afterColon].kind == .string {
            return parseUse()
        }
        report(
            .expectedItem, "the field \(found) is outside of any block",
            help: "put it into a block: `kind name { \(currentText): … }`")
        skipToItem()
    }

    /// `:` or `=` before `{`.
    private mutating func takeNeedlessMark() {
        guard current == .colon || current == .equals, next == .leftBrace || next == .string else { return }
        reportRepaired(
            .needlessMark, "a block has no \(found) before it", currentRange, help: "remove \(found)",
            fix: .remove(currentRange, "remove \(found)"))
        advance()
    }

    mutating func reportReserved() {
        report(
            .reservedWord, "\(found) is a reserved word", help: "choose another name, such as `\(currentText)_`")
    }

    /// Takes `{`. Where it is missing but fields follow, reads on as if it were there.
    private mutating func openBlock(after described: String) -> Bool {
        if current == .leftBrace {
            openBrackets.append(position)
            advance()
            depth += 1
            return true
        }
        report(
            .expectedBlock, "`\(described)` lacks its block", gap, caption: "`{` is missing here",
            help: "write `{`, the fields, and `}`",
            fix: current == .field ? .insert(" {", at: previousOffset, "write `{`") : nil)
        if current == .field || (current == .when && token.beginsLine) {
            openBrackets.append(position)
            depth += 1
            return true
        }
        if current != .endOfText, !looksLikeItem, Self.opening(of: current) == nil { skipToItem() }
        return false
    }

    private mutating func closeBlock(_ opening: Int) {
        depth -= 1
        openBrackets.removeLast()
        if current == .rightBrace {
            advance()
        } else {
            reportUnclosed(opening, "}")
        }
    }
}
