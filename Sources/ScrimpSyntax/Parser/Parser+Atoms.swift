import ScrimpDiagnostics

extension Parser {
    /// Whether the current token can begin an expression.
    var beginsExpression: Bool {
        switch current {
        case .money, .quantity, .number, .time, .string, .true, .false, .name, .leftBracket, .leftParenthesis, .minus,
            .not:
            true
        default: false
        }
    }

    mutating func parseAtom() -> Int {
        switch current {
        case .name: return parseNamed()
        case .quantity: leaf(.quantity)
        case .money: leaf(.money)
        case .number: parseNumber()
        case .string: leaf(.string)
        case .time: leaf(.time)
        case .true, .false: leaf(.boolean)
        case .leftParenthesis: return parseParenthesized()
        case .leftBracket: return parseList()
        case .not: return parseMisplacedNot()
        case .field where inCondition && !continuesLines && !token.beginsLine: leaf(.path)
        case .leftBrace: parseMisplacedBlock()
        case .plus: return parsePlus()
        case .dots: parseOpenRange()
        case .unknown:
            leaf(.missing)
            lastReported = position
        default: reportMissingOperand()
        }
        return 1
    }

    private mutating func reportMissingOperand() {
        let place = gap
        if previousEnd > 0, BinaryOperator(tokens[previousEnd - 1].kind) != nil {
            report(.expectedValue, "nothing follows `\(text(of: previousEnd - 1))`", place, help: "write a value")
        } else if previousEnd > 0, tokens[previousEnd - 1].kind == .colon {
            report(.expectedValue, "the field has no value", place, help: "write a value behind the `:`")
        } else if BinaryOperator(current) != nil {
            report(.expectedValue, "nothing is on the left of \(found)", help: "write a value before it")
        } else {
            report(.expectedValue, "a value is missing", place, caption: "before \(found)", help: "write a value")
        }
        missing()
        if current.isReservedWord, !token.beginsLine, BinaryOperator(current) == nil, current != .when,
            current != .otherwise
        {
            leaf(.error)
        }
    }

    /// `+5`.
    private mutating func parsePlus() -> Int {
        report(
            .foreignOperator, "`+` has nothing on its left", help: "remove it",
            fix: .remove(currentRange, "remove `+`"))
        while current == .plus { advance() }
        lastReported = position
        return parseAtom()
    }

    private mutating func parseOpenRange() {
        report(.expectedValue, "the range has no beginning", help: "write both ends, such as `1..4`")
        missing()
    }

    /// A number, and a word behind it that was meant as its unit.
    private mutating func parseNumber() {
        let number = position
        leaf(.number)
        guard current == .name, !token.beginsLine, !token.word.isSuffix, !tokens[number].isMalformed else { return }
        let following = tokens[nextPosition].kind
        if inConstant, !continuesLines, following == .name || following == .string || following == .leftBrace { return }
        if inCondition, token.word == .then { return }
        if following == .leftParenthesis, tokens[position + 1].kind == .leftParenthesis { return }
        guard lastReported != position else { return }
        lastReported = position
        if !token.isMalformed {
            let whole = range(of: number).union(currentRange)
            UnitSuggestion.report(
                currentText, number: text(of: number), unit: currentRange, whole: whole, in: &diagnostics)
        }
        nodes.removeLast()
        let mark = Mark(token: number, node: nodes.count)
        advance()
        close(mark, .missing)
    }

    /// A path or a call.
    private mutating func parseNamed() -> Int {
        if tokens[position + 1].kind == .leftParenthesis { return parseCall() }
        let mark = open()
        if next == .leftParenthesis, !tokens[nextPosition].beginsLine {
            reportBlankBeforeParenthesis()
            return parseCall()
        }
        advance()
        while current == .dot {
            advance()
            if current == .name {
                advance()
            } else if current.isReservedWord, touches(position) {
                reportReserved()
                advance()
            } else {
                report(.expectedName, "a name is missing after `.`", gap, help: "write a name, or remove the `.`")
                if current == .number, touches(position) { advance() }
                break
            }
        }
        close(mark, .path)
        return 1
    }

    private mutating func parseParenthesized() -> Int {
        let mark = open()
        guard enter() else { return 1 }
        let outer = continuesLines
        continuesLines = true
        let opening = position
        openBrackets.append(opening)
        advance()
        var levels = 1
        var kind = NodeKind.parenthesized
        if current == .field, !token.beginsLine {
            report(
                .expectedName, "`(` has no name before it", range(of: opening), help: "write the name of a function")
            parseArguments(opening)
            kind = .missing
        } else {
            levels = parseExpression() + 1
            skipToParenthesis()
        }
        closeBracket(opening, .rightParenthesis, ")")
        continuesLines = outer
        depth -= 1
        close(mark, kind)
        return levels
    }

    /// Inside parentheses: reports and skips what follows the expression on its line, up to the closing one.
    private mutating func skipToParenthesis() {
        guard Self.opening(of: current) == nil, !token.beginsLine else { return }
        switch current {
        case .endOfText, .field, .arrow, .when, .otherwise, .leftBrace: return
        case .name where token.word == .then: return
        default: break
        }
        guard let closing = parenthesisOnLine else { return }
        if current == .comma {
            report(
                .unexpectedToken, "parentheses hold one value",
                help: "write the name of a function before `(`, or a list in `[` and `]`")
        } else {
            report(
                .unexpectedToken, "\(found) does not continue the value before it",
                help: "write an operator between two values")
        }
        let mark = open()
        while position < closing { advance() }
        close(mark, .error)
        lastReported = position
    }

    /// The `)` on this line that closes the innermost parenthesis. Looks a thousand tokens ahead at most.
    private var parenthesisOnLine: Int? {
        var open = 0
        for index in position..<min(position + 1_000, tokens.count) {
            if index > position, tokens[index].beginsLine { return nil }
            switch tokens[index].kind {
            case .leftParenthesis, .leftBracket: open += 1
            case .rightParenthesis:
                if open == 0 { return index }
                open -= 1
            case .rightBracket:
                if open == 0 { return nil }
                open -= 1
            case .leftBrace, .rightBrace, .arrow: return nil
            default: break
            }
        }
        return nil
    }

    /// `a == not b`.
    private mutating func parseMisplacedNot() -> Int {
        let place = token.start
        let isMalformed = token.isMalformed
        let mark = open()
        let notRange = currentRange
        guard enter() else { return 1 }
        let reported = lastReported
        advance()
        let levels = parseUnary() + 1
        depth -= 1
        if reported != mark.token, lastReported < mark.token, !isMalformed {
            reportRepaired(
                .misplacedNot, "`not` is inside a comparison or a sum", notRange,
                help: "put it in parentheses: `(not …)`",
                fix: Diagnostic.Fix(
                    "put it in parentheses",
                    [.init(ByteRange(place, place), "("), .init(gap, ")")]))
        }
        close(mark, .not)
        return levels
    }

    /// `{ … }` where only a value may stand.
    private mutating func parseMisplacedBlock() {
        let mark = open()
        report(
            .blockInValue, "a block stands where only a value may stand",
            help: "a block is the value of a field; a list holds values")
        parseValue()
        close(mark, .missing)
    }
}
