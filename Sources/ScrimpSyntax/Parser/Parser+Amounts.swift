import ScrimpDiagnostics

extension Parser {
    /// An expression and what a sentence adds to it: `$25 per tenant per day`. Returns how many levels it has.
    @discardableResult
    mutating func parseAmount() -> Int {
        let mark = open()
        let levels = parseExpression()
        while true {
            if current == .name, token.word.isSuffix {
                parseSuffix()
            } else if current == .field, token.word.isSuffix, !token.beginsLine, tokens[previousEnd - 1].kind != .colon
            {
                reportSuffixWithColon()
                parseSuffix()
            } else {
                break
            }
        }
        close(mark, .amount)
        return levels + 1
    }

    /// `24 h from: insert`.
    private mutating func reportSuffixWithColon() {
        let colon = range(of: nextPosition)
        report(
            .suffixWithColon, "`\(currentText)` continues the amount and has no `:`", colon, help: "remove the `:`",
            fix: .remove(colon, "remove the `:`"))
    }

    private mutating func parseSuffix() {
        let mark = open()
        let word = token.word
        let written = currentText
        let isField = current == .field
        advance()
        if isField { advance() }
        switch word {
        case .per, .by:
            if current == .name {
                leaf(.name)
            } else if current == .field, !token.beginsLine {
                report(
                    .missingColon, "a field in the place of a name after `\(written)`", help: "write a name")
            } else {
                report(
                    .expectedName, "`\(written)` lacks a name", gap,
                    help: word == .per
                        ? "write an attribute or a window, such as `per tenant per day`"
                        : "write the name of an attribute")
                if current == .quantity || current == .number || current == .string
                    || (current.isReservedWord && !token.beginsLine && current != .and && current != .or)
                {
                    leaf(.error)
                }
            }
            close(mark, word == .per ? .per : .by)
        case .over, .every:
            if current == .quantity {
                leaf(.quantity)
            } else {
                report(
                    .expectedQuantity, "`\(written)` lacks a quantity", currentIsValue ? currentRange : gap,
                    help: "write how long, such as `\(written) 24 h`")
                if currentIsValue { leaf(.error) }
            }
            close(mark, word == .over ? .over : .every)
        case .of:
            parseExpression()
            close(mark, .of)
        default:
            parseAnchor()
            close(mark, .from)
        }
    }

    private var currentIsValue: Bool {
        !token.beginsLine && [.number, .name, .money, .time, .string].contains(current)
    }

    /// `insert` or `last hit`.
    private mutating func parseAnchor() {
        if current == .name, token.word == .insert { return advance() }
        if current == .name, token.word == .last {
            advance()
            if current == .name, token.word == .hit { return advance() }
            report(
                .expectedAnchor, "`last` lacks `hit`", gap, help: "write `from last hit`",
                fix: .insert(" hit", at: previousOffset, "write `last hit`"))
            return
        }
        report(
            .expectedAnchor, "`from` lacks what it counts from", currentIsValue ? currentRange : gap,
            help: "write `from insert` or `from last hit`")
        if currentIsValue { leaf(.error) }
    }

    /// `[a, b]`.
    mutating func parseList() -> Int {
        let mark = open()
        guard enter() else { return 1 }
        let outer = continuesLines
        continuesLines = true
        let opening = position
        openBrackets.append(opening)
        advance()
        var levels = 1
        while current != .rightBracket {
            let before = position
            if current == .comma {
                reportExtraComma()
                continue
            }
            if current == .field, tokens[previousEnd - 1].kind == .comma { break }
            guard beginsElement else { break }
            if current == .field || current == .colon {
                parseNamedElement()
            } else {
                levels = max(levels, parseAmount())
            }
            if !continueSequence(.rightBracket, opening) || position == before { break }
        }
        closeBracket(opening, .rightBracket, "]")
        continuesLines = outer
        depth -= 1
        close(mark, .list)
        return levels + 1
    }

    private mutating func reportExtraComma() {
        report(
            .unexpectedToken, "a `,` with nothing before it", help: "remove it",
            fix: .remove(currentRange, "remove it"))
        advance()
    }

    /// `[a: 1]`.
    private mutating func parseNamedElement() {
        let mark = open()
        report(.blockInValue, "the field \(found) inside a list", help: "a list holds values; write `{ … }` for fields")
        if current == .field { advance() }
        advance()
        parseValue()
        close(mark, .error)
    }

    /// Whether an element or an argument may begin here, or something that is reported as one.
    private var beginsElement: Bool {
        switch current {
        case .endOfText, .rightBrace, .rightParenthesis, .rightBracket, .arrow, .when, .otherwise, .let, .use, .import:
            false
        case .field: !token.beginsLine || (previousEnd > 0 && tokens[previousEnd - 1].kind != .colon)
        default: true
        }
    }

    /// After an element or an argument: takes `,`, or reports its absence; says whether another one may follow.
    private mutating func continueSequence(_ closing: TokenKind, _ opening: Int) -> Bool {
        if current == .comma {
            advance()
            return true
        }
        if current == closing || Self.opening(of: current) != nil || current == .endOfText { return false }
        if current == .field, token.beginsLine { return false }
        if looksLikeItem, column(of: position) <= indentation(of: opening) { return false }
        guard beginsExpression || current == .field || current == .leftBrace else {
            if token.beginsLine || current == .arrow { return false }
            report(
                .unexpectedToken, "\(found) does not continue the value before it",
                help: "write an operator between two values, or `,`")
            skipToSeparator()
            return take(.comma)
        }
        report(
            .missingSeparator, "no `,` before \(found)", gap, caption: "`,` is missing here", help: "write `,`",
            fix: .insert(",", at: previousOffset, "write `,`"))
        return true
    }

    /// Skips to the next `,` or closing bracket of the sequence.
    private mutating func skipToSeparator() {
        let mark = open()
        var open = 0
        skip: while current != .endOfText {
            switch current {
            case .leftBrace, .leftBracket, .leftParenthesis: open += 1
            case .rightBrace, .rightBracket, .rightParenthesis:
                if open == 0 { break skip }
                open -= 1
            case .comma, .arrow, .when, .otherwise: if open == 0 { break skip }
            case .field: if open == 0, token.beginsLine { break skip }
            default: break
            }
            advance()
        }
        if position > mark.token { close(mark, .error) }
        lastReported = position
    }
}

// MARK: - Calls

extension Parser {
    /// `name(a, b, key: c)`. Returns how many levels it has.
    @discardableResult
    mutating func parseCall() -> Int {
        let mark = open()
        advance()
        guard enter() else {
            close(mark, .call)
            return 1
        }
        let outerLines = continuesLines
        continuesLines = true
        let opening = position
        openBrackets.append(opening)
        advance()
        let levels = parseArguments(opening)
        closeBracket(opening, .rightParenthesis, ")")
        continuesLines = outerLines
        depth -= 1
        close(mark, .call)
        return levels + 1
    }

    /// The arguments of a call, up to `)`, which stays.
    @discardableResult
    mutating func parseArguments(_ opening: Int) -> Int {
        var levels = 1
        var named: Int?
        while current != .rightParenthesis {
            let before = position
            if current == .comma {
                reportExtraComma()
                continue
            }
            guard beginsElement else { break }
            levels = max(levels, parseArgument(&named))
            if !continueSequence(.rightParenthesis, opening) || position == before { break }
        }
        return levels
    }

    private mutating func parseArgument(_ named: inout Int?) -> Int {
        let mark = open()
        var levels = 1
        if current == .field {
            named = named ?? position
            leaf(.fieldPath)
            advance()
            parseValue()
        } else if current == .string, next == .colon {
            report(
                .quotedField, "the argument \(found) is named in quotes", help: "remove the quotes")
            named = named ?? position
            leaf(.fieldPath)
            advance()
            parseValue()
        } else if current == .name, next == .equals {
            let equals = range(of: nextPosition)
            named = named ?? position
            let name = currentText
            leaf(.fieldPath)
            reportRepaired(
                .equalsForColon, "the argument `\(name)` has `=` instead of `:`", equals, help: "write `\(name): …`",
                fix: .replace(ByteRange(previousOffset, equals.end), by: ":", "write `:`"))
            advance()
            parseValue()
        } else if current == .colon {
            report(.expectedName, "an argument has no name before `:`", help: "write a name, or remove the `:`")
            advance()
            parseValue()
        } else {
            if let named {
                report(
                    .positionalAfterNamed, "an argument without a name after one with a name",
                    label: (range(of: named), "this one has a name"), help: "write it first, or give it its name")
            }
            levels = parseAmount()
        }
        close(mark, .argument)
        return levels
    }
}
