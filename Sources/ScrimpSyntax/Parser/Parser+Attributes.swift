import ScrimpDiagnostics

extension Parser {
    /// `type [= expression]`, after the name and the colon.
    mutating func finishAttribute(_ mark: Mark) {
        let path = tokens[mark.token]
        let name = text(of: mark.token)
        if path.kind == .field, name.utf8.contains(UInt8(ascii: ".")) {
            let joined = String(name.map { $0 == "." ? "_" : $0 })
            reportRepaired(
                .dottedAttribute, "the attribute `\(name)` has a dotted name", range(of: mark.token),
                help: "write `\(joined)`", fix: .replace(range(of: mark.token), by: joined, "write `\(joined)`"))
        }
        parseType()
        if current == .equals {
            advance()
            parseExpression()
        } else if current == .equal {
            report(
                .equalsForColon, "a default has `=`, not `==`", help: "write `=`",
                fix: .replace(currentRange, by: "=", "write `=`"))
            advance()
            parseExpression()
        }
        close(mark, .attribute)
    }

    private mutating func parseType() {
        let mark = open()
        switch current {
        case .name where token.word == .enum: parseEnumeration()
        case .name: leaf(.namedType)
        case .leftBrace, .leftBracket:
            report(
                .expectedType, "\(found) begins no type", help: "write `enum { … }`",
                fix: current == .leftBrace ? .insert("enum ", at: token.start, "write `enum`") : nil)
            skipBalanced()
            close(mark, .error)
        case .string where !token.beginsLine:
            report(
                .expectedType, "\(found) is not a type", help: "a type is a word such as `string`, or `enum { … }`")
            leaf(.error)
        case _ where current.isReservedWord && !token.beginsLine:
            reportReserved()
            leaf(.error)
        default:
            report(
                .expectedType, "an attribute has no type", gap,
                help: "write a type such as `string`, `ratio`, `tokens`, `duration` or `enum { … }`")
        }
    }

    private mutating func skipBalanced() {
        var open = 0
        repeat {
            switch current {
            case .leftBrace, .leftBracket, .leftParenthesis: open += 1
            case .rightBrace, .rightBracket, .rightParenthesis: open -= 1
            default: break
            }
            advance()
        } while open > 0 && current != .endOfText && !(current == .field && token.beginsLine)
    }

    private mutating func parseEnumeration() {
        let mark = open()
        advance()
        guard current == .leftBrace else {
            if current == .leftBracket || current == .leftParenthesis {
                report(
                    .expectedType, "`enum` is followed by \(found)", help: "write the cases in `{` and `}`")
                skipBalanced()
            } else {
                report(
                    .expectedType, "`enum` lacks its cases", gap, help: "write `enum { first, second }`")
            }
            return close(mark, .enumeration)
        }
        let opening = position
        openBrackets.append(opening)
        advance()
        if current == .rightBrace {
            report(.emptyBlock, "an enumeration needs a case", help: "write `enum { first, second }`")
        }
        cases: while current != .rightBrace {
            let first = position
            switch current {
            case .name:
                leaf(.name)
                takeHyphenatedName(from: first)
            case .string:
                let plain = String(currentText.dropFirst().dropLast())
                report(
                    .expectedName, "the case \(found) is in quotes", help: "remove the quotes",
                    fix: .replace(currentRange, by: plain, "remove the quotes"))
                leaf(.error)
            case .field, .endOfText, .rightParenthesis, .rightBracket: break cases
            case _ where current.isReservedWord && !endsUnclosedBlock(opening):
                reportReserved()
                leaf(.error)
            case .comma:
                report(
                    .expectedName, "no case before `,`", help: "remove it", fix: .remove(currentRange, "remove it")
                )
            default:
                report(.expectedName, "\(found) is not a case", help: "cases are words, separated by `,`")
                if endsUnclosedBlock(opening) || current == .leftBrace { break cases }
                leaf(.error)
            }
            if current == .comma { advance(); continue }
            if current == .rightBrace { break }
            guard current == .name || current == .string, !endsUnclosedBlock(opening) else { break }
            report(
                .missingSeparator, "no `,` before \(found)", gap, caption: "`,` is missing here", help: "write `,`",
                fix: .insert(",", at: previousOffset, "write `,`"))
        }
        closeBracket(opening, .rightBrace, "}")
        close(mark, .enumeration)
    }
}
