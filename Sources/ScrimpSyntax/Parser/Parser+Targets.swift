import ScrimpDiagnostics

extension Parser {
    /// `90%: target`.
    mutating func parseArm() {
        let mark = open()
        let text = currentText
        if current == .number {
            report(
                .armShare, "the share `\(text)` is not in percent", help: "write `\(text)%`",
                fix: .insert("%", at: currentRange.end, "write `\(text)%`"))
        } else if !text.hasSuffix("%") {
            report(.armShare, "the share `\(text)` is not in percent", help: "write a ratio such as `90%`")
        }
        leaf(.quantity)
        if current == .colon {
            advance()
        } else {
            report(
                .missingColon, "the share `\(text)` has no `:`", gap, caption: "`:` is missing here", help: "write `:`",
                fix: .insert(":", at: previousOffset, "write `:`"))
        }
        parseTarget()
        close(mark, .arm)
    }

    /// A name, a call, or `split(…)`.
    mutating func parseTarget() {
        let mark = open()
        let first = position
        switch current {
        case .name:
            if tokens[position + 1].kind == .leftParenthesis {
                if token.word == .split { return parseSplit() }
                parseCall()
                return close(mark, .targetCall)
            }
            if next == .leftParenthesis, !tokens[nextPosition].beginsLine {
                reportBlankBeforeParenthesis()
                if token.word == .split { return parseSplit() }
                parseCall()
                return close(mark, .targetCall)
            }
            advance()
            takeDottedTarget(first)
            takeHyphenatedName(from: first)
            close(mark, .targetName)
        case .string: parseQuotedTarget()
        case .leftParenthesis where tokens[nextPosition].kind == .quantity:
            report(
                .expectedName, "`(` has no `split` before it", help: "write `split(…)`",
                fix: .insert("split", at: token.start, "write `split`"))
            parseSplit()
        case .leftBracket, .leftParenthesis: parseBracketedTargets()
        case .when, .otherwise, .rightBrace, .endOfText, .comma, .field, .rightParenthesis, .colon:
            report(.expectedName, "a target is missing", gap, help: "write the name of a model")
        case .true, .false, .not, .and, .or, .in, .let, .use, .import:
            if token.beginsLine {
                report(.expectedName, "a target is missing", gap, help: "write the name of a model")
            } else {
                reportReserved()
                leaf(.error)
            }
        default:
            report(.expectedName, "\(found) is not a target", help: "write the name of a model")
            if !token.beginsLine { leaf(.error) }
        }
    }

    private mutating func takeDottedTarget(_ first: Int) {
        guard current == .dot, next == .name else { return }
        while current == .dot, next == .name {
            advance()
            advance()
        }
        let whole = range(of: first).union(range(of: previousEnd - 1))
        reportRepaired(
            .expectedName, "the target `\(source.text(in: whole))` has a dotted name", whole,
            help: "a target is a single name")
    }

    private mutating func parseQuotedTarget() {
        let mark = open()
        let content = currentText.dropFirst().dropLast()
        let isName =
            content.utf8.first.map(ByteClass.beginsName) ?? false && content.utf8.allSatisfy(ByteClass.continuesName)
        report(
            .needlessBrackets, "the target \(found) is in quotes", help: "write the name of a declared model",
            fix: isName ? .replace(currentRange, by: String(content), "remove the quotes") : nil)
        advance()
        close(mark, .error)
    }

    /// `-> [a, b]`.
    private mutating func parseBracketedTargets() {
        let mark = open()
        let opening = position
        var closing: Int?
        var open = 0
        skip: while current != .endOfText {
            switch current {
            case .leftBracket, .leftParenthesis: open += 1
            case .rightBracket, .rightParenthesis:
                open -= 1
                if open == 0 { closing = position }
            case .when, .otherwise, .arrow, .leftBrace, .rightBrace: break skip
            default: break
            }
            advance()
            if open == 0 { break }
        }
        let whole = range(of: opening).union(range(of: previousEnd - 1))
        reportRepaired(
            .needlessBrackets, "targets are not written in brackets", whole, help: "write the names without brackets",
            fix: closing.map {
                Diagnostic.Fix("remove the brackets", [.init(range(of: opening), ""), .init(range(of: $0), "")])
            })
        lastReported = position
        close(mark, .error)
    }

    /// `split(90%: a, 10%: b)`.
    private mutating func parseSplit() {
        let mark = open()
        guard enter() else { return close(mark, .targetSplit) }
        if current == .name { advance() }
        let opening = position
        openBrackets.append(opening)
        advance()
        var arms: [ClosedRange<Int>] = []
        while true {
            let first = position
            if beginsArm {
                parseArm()
                arms.append(first...max(first, previousEnd - 1))
            } else if current == .name {
                report(
                    .armShare, "the arm \(found) has no share",
                    help: "write the share first, such as `10%: \(currentText)`")
                parseTarget()
            } else if current == .rightParenthesis, previousEnd > 0, tokens[previousEnd - 1].kind == .comma {
                let comma = range(of: previousEnd - 1)
                report(.trailingComma, "no arm behind `,`", comma, help: "remove it", fix: .remove(comma, "remove `,`"))
            } else {
                report(.expectedName, "an arm is missing", gap, help: "write an arm such as `10%: mini`")
            }
            if current == .comma {
                advance()
                continue
            }
            guard current == .quantity || current == .number || current == .name, !token.beginsLine, position > first
            else { break }
            report(
                .missingSeparator, "no `,` before \(found)", gap, caption: "`,` is missing here", help: "write `,`",
                fix: .insert(",", at: previousOffset, "write `,`"))
        }
        if arms.count == 1, lastReported < opening, current == .rightParenthesis {
            reportRepaired(
                .loneArm, "a split has at least two arms",
                range(of: arms[0].lowerBound).union(range(of: arms[0].upperBound)),
                help: "name the target alone, or add another arm")
        }
        closeBracket(opening, .rightParenthesis, ")")
        depth -= 1
        close(mark, .targetSplit)
    }

    mutating func reportBlankBeforeParenthesis() {
        let blank = ByteRange(currentRange.end, tokens[nextPosition].start)
        report(
            .blankBeforeParenthesis, "a blank between `\(currentText)` and `(`", blank, help: "remove the blank",
            fix: .remove(blank, "remove the blank"))
    }
}
