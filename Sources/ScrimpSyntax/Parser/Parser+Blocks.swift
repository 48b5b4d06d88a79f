import ScrimpDiagnostics

extension Parser {
    /// The fields of a block or the attributes of a request, up to `}`, which stays.
    mutating func parseEntries(_ opening: Int, _ kind: NodeKind) {
        while current != .rightBrace, current != .endOfText {
            switch current {
            case .field: parseEntry(kind)
            default:
                if endsUnclosedBlock(opening) { return }
                parseDeviantEntry(opening, kind)
            }
            takeSeparator(opening)
        }
    }

    private mutating func parseEntry(_ kind: NodeKind) {
        let mark = open()
        leaf(.fieldPath)
        advance()
        if kind == .attribute {
            finishAttribute(mark)
        } else {
            let before = listOfLines
            let wasList = isListOfLines
            listOfLines = nil
            isListOfLines = false
            parseValue()
            listOfLines = before
            isListOfLines = wasList
            close(mark, .field)
        }
    }

    /// `,`, or the next field on a new line, or `}`.
    private mutating func takeSeparator(_ opening: Int) {
        switch current {
        case .comma: takeComma(opening)
        case .rightBrace, .endOfText: break
        case .field:
            if !token.beginsLine {
                report(
                    .missingSeparator, "no `,` before the field \(found)", gap, caption: "`,` is missing here",
                    help: "write `,` or begin a new line",
                    fix: .insert(",", at: previousOffset, "write `,`"))
            }
        case .name, .string, .leftBrace:
            if !token.beginsLine { parseAfterValue(opening) }
        case _ where current.isReservedWord && token.beginsLine: break
        default: parseAfterValue(opening)
        }
    }

    private mutating func takeComma(_ opening: Int) {
        advance()
        if current == .comma {
            report(.unexpectedToken, "a second `,`", help: "remove it", fix: .remove(currentRange, "remove it"))
            while current == .comma { advance() }
        } else if current == .number, touches(position), !token.beginsLine,
            Lexer.isGroup(source.bytes, Int(token.start)), isNumber(position - 2)
        {
            parseThousands()
            if current == .comma { advance() }
        }
    }

    private func isNumber(_ index: Int) -> Bool { index >= 0 && tokens[index].kind == .number }

    /// `100,000` as the value of a field.
    private mutating func parseThousands() {
        var first = position - 2
        let mark = open()
        advance()
        while current == .comma, touches(position), tokens[position + 1].kind == .number,
            Lexer.isGroup(source.bytes, Int(tokens[position + 1].start))
        {
            advance()
            advance()
        }
        while first > 0, tokens[first - 1].kind == .money { first -= 1 }
        close(mark, .error)
        let whole = range(of: first).union(range(of: previousEnd - 1))
        let plain = source.text(in: whole).split(separator: ",").joined(separator: "_")
        reportRepaired(
            .thousandsComma, "`,` separates values, not groups of digits", whole, help: "write `\(plain)`",
            fix: .replace(whole, by: plain, "write `\(plain)`"))
    }

    /// Something follows a value where a separator should be.
    private mutating func parseAfterValue(_ opening: Int) {
        switch current {
        case .rightParenthesis, .rightBracket:
            takeStrayBracket()
            if current != .comma, current != .field { skipToField(opening) }
            if current == .comma { advance() }
        case .equals:
            report(.unexpectedToken, "`=` does not continue the value before it", help: "remove it")
            skipToField(opening)
            if current == .comma { advance() }
        default:
            report(
                .unexpectedToken, "\(found) does not continue the value before it",
                help: "write an operator between two values, and `,` or a new line between two fields")
            skipToField(opening)
            if current == .comma { advance() }
        }
    }

    /// Something that is no field where a field should be.
    private mutating func parseDeviantEntry(_ opening: Int, _ kind: NodeKind) {
        switch current {
        case .comma:
            report(
                .unexpectedToken, "a `,` with no field before it", help: "remove it",
                fix: .remove(currentRange, "remove it"))
            leaf(.error)
        case .rightParenthesis, .rightBracket: takeStrayBracket()
        case .string where next == .colon: parseQuotedField(kind)
        case .name where next == .comma || next == .rightBracket:
            report(
                .expectedField, "\(found) is no field", help: "a list is written in brackets: `[a, b]`")
            skipToField(opening)
        case .name: parseFieldWithoutColon(opening, kind)
        case _ where current.isReservedWord && next == .equals: parseFieldWithoutColon(opening, kind)
        default:
            report(.expectedField, "\(found) begins no field", help: "a field is a word, `:` and a value")
            let before = position
            skipToField(opening)
            if position == before { leaf(.error) }
        }
    }

    /// `"owner": …`, as in JSON.
    private mutating func parseQuotedField(_ kind: NodeKind) {
        let mark = open()
        let range = currentRange
        let content = source.bytes[Int(range.start) + 1..<Int(range.end) - 1]
        let isName =
            content.first.map(ByteClass.beginsName) ?? false
            && content.allSatisfy { ByteClass.continuesName($0) || $0 == UInt8(ascii: ".") }
        let plain = String(decoding: content, as: UTF8.self)
        report(
            .quotedField, "the field \(found) is in quotes", help: "remove the quotes",
            fix: isName ? .replace(range, by: plain, "remove the quotes") : nil)
        leaf(isName && !tokens[mark.token].isMalformed ? .fieldPath : .error)
        advance()
        finishField(mark, kind)
    }

    private mutating func finishField(_ mark: Mark, _ kind: NodeKind) {
        if kind == .attribute { return finishAttribute(mark) }
        parseValue()
        close(mark, .field)
    }

    /// `owner = "ml"`, `owner "ml"`, `uncertain { … }`, `rate-limit: …`.
    private mutating func parseFieldWithoutColon(_ opening: Int, _ kind: NodeKind) {
        let mark = open()
        let first = position
        advance()
        while current == .dot, tokens[nextPosition].kind == .name {
            advance()
            advance()
        }
        takeHyphenatedName(from: first)
        close(mark, .fieldPath)
        if tokens[previousEnd - 1].kind == .field, current == .colon {
            advance()
            return finishField(mark, kind)
        }
        let field = source.text(in: range(of: first).union(range(of: previousEnd - 1)))
        switch current {
        case .colon: advance()
        case .equals, .equal:
            if !tokens[first].isMalformed {
                reportRepaired(
                    .equalsForColon, "the field `\(field)` has \(found) instead of `:`", currentRange,
                    help: "write `:`",
                    fix: .replace(ByteRange(previousOffset, currentRange.end), by: ":", "write `:`"))
            }
            advance()
        case .rightBrace, .endOfText, .comma:
            report(
                .missingColon, "the field `\(field)` has no value", gap, help: "write `\(field): value`")
        default:
            guard beginsExpression || current == .leftBrace, !token.beginsLine || current == .leftBrace else {
                report(.missingColon, "the field `\(field)` has no `:`", gap, help: "write `\(field): value`")
                skipToField(opening)
                return close(mark, .field)
            }
            if !tokens[first].isMalformed {
                reportRepaired(
                    .missingColon, "the field `\(field)` has no `:`", gap, caption: "`:` is missing here",
                    help: "write `:`", fix: .insert(":", at: previousOffset, "write `:`"))
            }
        }
        finishField(mark, kind)
    }

    /// A block or an amount.
    mutating func parseValue() {
        guard current == .leftBrace else {
            if current == .minus, token.beginsLine, !continuesLines { listOfLines = position }
            if current == .field, !token.beginsLine, previousEnd > 0, tokens[previousEnd - 1].kind == .colon,
                closesBraceOnLine
            {
                return parseBlockWithoutBrace()
            }
            parseAmount()
            return
        }
        let mark = open()
        guard enter() else { return }
        let opening = position
        let outerLines = continuesLines
        let outerCondition = inCondition
        let outerConstant = inConstant
        inConstant = false
        continuesLines = false
        inCondition = false
        openBrackets.append(opening)
        advance()
        parseEntries(opening, .field)
        closeBracket(opening, .rightBrace, "}")
        continuesLines = outerLines
        inCondition = outerCondition
        inConstant = outerConstant
        depth -= 1
        close(mark, .block)
    }

    /// Whether this line closes a brace that it does not open. Looks a thousand tokens ahead at most.
    private var closesBraceOnLine: Bool {
        guard let outer = openBrackets.last, !isOnLine(of: outer) else { return false }
        var open = 0
        for index in position..<min(position + 1_000, tokens.count) {
            let token = tokens[index]
            if index > position, token.beginsLine { return false }
            switch token.kind {
            case .leftBrace: open += 1
            case .rightBrace:
                if open == 0 { return true }
                open -= 1
            default: break
            }
        }
        return false
    }

    private func isOnLine(of index: Int) -> Bool {
        let start = max(index + 1, position - 1_000)
        guard start <= position, start == index + 1 else { return false }
        return !tokens[start...position].contains { $0.beginsLine }
    }

    /// `given: task: summary }`.
    private mutating func parseBlockWithoutBrace() {
        let mark = open()
        guard enter() else { return }
        report(
            .expectedBlock, "a field in the place of a value", gap, caption: "`{` is missing here", help: "write `{`",
            fix: .insert(" {", at: previousOffset, "write `{`"))
        let opening = position
        openBrackets.append(opening)
        parseEntries(opening, .field)
        closeBracket(opening, .rightBrace, "}")
        depth -= 1
        close(mark, .block)
    }
}
