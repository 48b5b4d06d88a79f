import ScrimpDiagnostics

extension Parser {
    /// The rules of a route, up to `}`, which stays.
    mutating func parseRules(_ opening: Int) {
        if current == .rightBrace {
            report(.emptyBlock, "a route needs a rule", help: "write at least `otherwise -> target`")
        }
        while current != .rightBrace, current != .endOfText {
            switch current {
            case .when, .otherwise: parseRule()
            case .field where token.word == .otherwise || token.word == .when || token.word == .default: parseRule()
            case .name where Self.standsForRule(token.word) || currentText == "_": parseDeviantRule()
            default:
                if endsUnclosedBlock(opening) { return }
                parseNoRule(opening)
            }
        }
    }

    private static func standsForRule(_ word: Word) -> Bool { word == .if || word == .else || word == .default }

    private mutating func parseDeviantRule() {
        let meant =
            token.word == .if || (token.word == .else && tokens[nextPosition].word == .if) ? "when" : "otherwise"
        var range = currentRange
        if token.word == .else, tokens[nextPosition].word == .if {
            range = range.union(self.range(of: nextPosition))
        }
        report(
            .expectedRule, "a rule begins with `when` or `otherwise`", range, help: "write `\(meant)`",
            fix: .replace(range, by: meant, "write `\(meant)`"))
        let mark = open()
        if token.word == .else, tokens[nextPosition].word == .if { advance() }
        advance()
        finishRule(mark, hasCondition: meant == "when")
    }

    private mutating func parseNoRule(_ opening: Int) {
        switch current {
        case .comma, .rightParenthesis, .rightBracket:
            if current == .comma {
                report(
                    .unexpectedToken, "rules are not separated by `,`", help: "remove it",
                    fix: .remove(currentRange, "remove it"))
                leaf(.error)
            } else {
                takeStrayBracket()
            }
        default:
            report(
                .expectedRule, "\(found) begins no rule",
                help: "a rule is `when condition -> targets` or `otherwise -> targets`")
            skipToRule(opening)
        }
    }

    /// Skips to the next rule or the end of the route.
    private mutating func skipToRule(_ opening: Int) {
        let mark = open()
        var open = 0
        skip: while current != .endOfText {
            switch current {
            case .leftBrace: open += 1
            case .rightBrace:
                if open == 0 { break skip }
                open -= 1
            case .when, .otherwise: break skip
            default: if position > mark.token, endsUnclosedBlock(opening) { break skip }
            }
            advance()
        }
        if position > mark.token { close(mark, .error) }
        lastReported = position
    }

    private mutating func parseRule() {
        let mark = open()
        let hasCondition = token.word == .when
        advance()
        finishRule(mark, hasCondition: hasCondition)
    }

    private mutating func finishRule(_ mark: Mark, hasCondition: Bool) {
        if hasCondition {
            inCondition = true
            parseExpression()
            inCondition = false
        }
        if takeArrow() {
            parseTargets()
        } else if let opening = openBrackets.last {
            skipToRule(opening)
        }
        close(mark, .rule)
    }

    /// Takes `->` or what was written for it; says whether targets may follow.
    private mutating func takeArrow() -> Bool {
        switch current {
        case .arrow: advance()
        case .fatArrow, .colon, .equals:
            report(
                .missingArrow, "a rule has `->`, not \(found)", help: "write `->`",
                fix: .replace(currentRange, by: touches(position) ? " ->" : "->", "write `->`"))
            advance()
        case .name where token.word == .then:
            report(
                .missingArrow, "a rule has `->`, not \(found)", help: "write `->`",
                fix: .replace(currentRange, by: "->", "write `->`"))
            advance()
        case .minus where next == .greater:
            let whole = currentRange.union(range(of: nextPosition))
            report(
                .missingArrow, "`->` has no blank inside", whole, help: "write `->`",
                fix: .replace(whole, by: "->", "write `->`"))
            advance()
            advance()
        default:
            let hasTargets = (current == .name || current == .quantity) && !token.beginsLine
            report(
                .missingArrow, "the rule has no `->`", gap, caption: "`->` is missing here",
                help: "write `->` between the condition and its targets",
                fix: hasTargets ? .insert(" ->", at: previousOffset, "write `->`") : nil)
            return hasTargets
        }
        return true
    }

    /// `a, b, c` or `90%: a, 10%: b`.
    private mutating func parseTargets() {
        let mark = open()
        var arms: [ClosedRange<Int>] = []
        var targets: [ClosedRange<Int>] = []
        loop: while true {
            let first = position
            let isArm = beginsArm
            if isArm { parseArm() } else { parseTarget() }
            if previousEnd > first {
                isArm ? arms.append(first...previousEnd - 1) : targets.append(first...previousEnd - 1)
            }
            switch current {
            case .comma:
                let comma = currentRange
                let isMalformed = token.isMalformed
                advance()
                if [.when, .otherwise, .rightBrace, .endOfText].contains(current) {
                    if !isMalformed {
                        reportRepaired(
                            .trailingComma, "no target behind `,`", comma, help: "remove it, or name another target",
                            fix: .remove(comma, "remove `,`"))
                    }
                    break loop
                }
            case .name, .quantity:
                guard !token.beginsLine, previousEnd > first else { break loop }
                report(
                    .missingSeparator, "no `,` before \(found)", gap, caption: "`,` is missing here", help: "write `,`",
                    fix: .insert(",", at: previousOffset, "write `,`"))
            default: break loop
            }
        }
        reportShares(arms, targets)
        close(mark, targets.isEmpty && !arms.isEmpty ? .arms : arms.isEmpty ? .chain : .error)
        finishTargets()
    }

    /// What follows the last target must begin a rule or end the route.
    private mutating func finishTargets() {
        guard let opening = openBrackets.last else { return }
        switch current {
        case .when, .otherwise, .rightBrace, .endOfText, .name, .field: return
        case .rightParenthesis, .rightBracket: takeStrayBracket()
        default:
            if endsUnclosedBlock(opening) { return }
            report(
                .unexpectedToken, "\(found) does not continue the targets",
                help: "targets are names separated by `,`; the next rule begins with `when` or `otherwise`")
            skipToRule(opening)
        }
    }

    /// A share with its `:`, or with a target right behind it.
    var beginsArm: Bool {
        guard current == .quantity || current == .number else { return false }
        let second = nextPosition
        return tokens[second].kind == .colon || (tokens[second].kind == .name && !tokens[second].beginsLine)
    }

    /// All targets have a share or none, and a split has two arms.
    private mutating func reportShares(_ arms: [ClosedRange<Int>], _ targets: [ClosedRange<Int>]) {
        guard let firstArm = arms.first, let lastArm = arms.last else { return }
        let armRange = range(of: firstArm.lowerBound).union(range(of: firstArm.upperBound))
        guard let target = targets.first else {
            if arms.count == 1 { reportLoneArm(firstArm) }
            return
        }
        let contiguous = targets.allSatisfy {
            $0.upperBound < firstArm.lowerBound || $0.lowerBound > lastArm.upperBound
        }
        let fix =
            arms.count > 1 && contiguous
            ? Diagnostic.Fix(
                "write the weighted ones as one target",
                [
                    .init(ByteRange(tokens[firstArm.lowerBound].start, tokens[firstArm.lowerBound].start), "split("),
                    .init(ByteRange(tokens[lastArm.upperBound + 1].start, tokens[lastArm.upperBound + 1].start), ")"),
                ], isSafe: false) : nil
        reportRepaired(
            .mixedSplit, "targets with and without a share", armRange, caption: "has a share",
            label: (range(of: target.lowerBound).union(range(of: target.upperBound)), "has none"),
            help: "give all targets a share, or none; inside a chain write `split(90%: a, 10%: b), c`", fix: fix)
    }

    private mutating func reportLoneArm(_ arm: ClosedRange<Int>) {
        let target = skippingTrivia(skippingTrivia(arm.lowerBound + 1) + 1)
        let share = ByteRange(tokens[arm.lowerBound].start, tokens[min(target, tokens.count - 1)].start)
        reportRepaired(
            .loneArm, "a split has at least two arms", range(of: arm.lowerBound).union(range(of: arm.upperBound)),
            help: "remove the share, or add another arm",
            fix: target <= arm.upperBound ? .remove(share, "remove the share") : nil)
    }
}
