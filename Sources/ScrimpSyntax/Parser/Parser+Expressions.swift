import ScrimpDiagnostics

/// How tightly an operator binds, and what its node is.
struct BinaryOperator {
    static let or = 1
    static let and = 2
    static let not = 3
    static let comparison = 4
    static let range = 5
    static let sum = 6
    static let product = 7

    let precedence: Int
    let kind: NodeKind

    init?(_ token: TokenKind) {
        switch token {
        case .or: (precedence, kind) = (Self.or, .or)
        case .and: (precedence, kind) = (Self.and, .and)
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
            (precedence, kind) = (Self.comparison, .comparison)
        case .in: (precedence, kind) = (Self.comparison, .membership)
        case .dots: (precedence, kind) = (Self.range, .range)
        case .plus, .minus: (precedence, kind) = (Self.sum, .arithmetic)
        case .star, .slash: (precedence, kind) = (Self.product, .arithmetic)
        default: return nil
        }
    }
}

extension Parser {
    /// An expression of operators that bind at least as tightly as `minimum`. Returns how many levels it has.
    @discardableResult
    mutating func parseExpression(_ minimum: Int = BinaryOperator.or) -> Int {
        let mark = open()
        var levels = current == .not && minimum <= BinaryOperator.not ? parseNot() : parseUnary()
        var previous: BinaryOperator?
        while let binary = binaryOperator(), binary.precedence >= minimum {
            if let previous, binary.precedence == previous.precedence { reportChain(binary, mark) }
            guard levels < Self.deepest else {
                report(
                    .nestingTooDeep, "an expression of more than \(Self.deepest) operators in a row",
                    help: "write `in [a, b, c]`, or give a part a name with `let`")
                skipNested()
                break
            }
            let left = nodes.count - 1
            advance()
            let leftRange = nodes[left]
            levels = max(levels, parseExpression(binary.precedence + 1)) + 1
            if binary.kind == .range { checkRange(leftRange, nodes[nodes.count - 1]) }
            close(mark, binary.kind)
            previous =
                binary.precedence == BinaryOperator.comparison || binary.precedence == BinaryOperator.range
                ? binary : nil
        }
        return levels
    }

    /// The operator at the current token; repairs `=` and `=>`.
    private mutating func binaryOperator() -> BinaryOperator? {
        if current == .minus, token.beginsLine, !continuesLines { return minusOnNewLine() }
        if let binary = BinaryOperator(current) { return binary }
        switch current {
        case .equals where !token.beginsLine:
            // In the condition of a rule it could stand for the arrow; a name or share and no further arrow decide.
            report(
                .assignmentInCondition, "`=` does not compare", help: "write `==`",
                fix: .replace(currentRange, by: "==", "write `==`"))
            return BinaryOperator(.equal)
        case .fatArrow where !inCondition || continuesLines:
            report(
                .foreignOperator, "`=>` is written `>=`", help: "write `>=`",
                fix: .replace(currentRange, by: ">=", "write `>=`"))
            return BinaryOperator(.greaterOrEqual)
        default: return nil
        }
    }

    /// A `-` between operands begins a line: a list of lines as in YAML, or a subtraction.
    private mutating func minusOnNewLine() -> BinaryOperator? {
        if let first = listOfLines {
            if !isListOfLines { reportListOfLines(first) }
            isListOfLines = true
        } else {
            report(
                .lineBeginsWithMinus, "a line begins with `-`",
                help: "write the `-` at the end of the line before, or put the expression in parentheses",
                fix: Diagnostic.Fix(
                    "write the `-` on the line before",
                    [
                        .init(gap, " -"),
                        .init(
                            ByteRange(
                                currentRange.start,
                                touches(nextPosition)
                                    ? currentRange.end : tokens[nextPosition].start), ""),
                    ]))
        }
        return BinaryOperator(.minus)
    }

    private mutating func reportListOfLines(_ first: Int) {
        var edits: [Diagnostic.Fix.Edit] = []
        var index = first
        var last = first
        var simple = true
        while tokens[index].kind == .minus, tokens[index].beginsLine {
            let item = skippingTrivia(index + 1)
            guard tokens[item].kind != .endOfText, !tokens[item].beginsLine else { simple = false; break }
            let cut = index == first ? tokens[index].start : range(of: last).end
            edits.append(.init(ByteRange(cut, tokens[item].start), index == first ? "[" : ", "))
            last = item
            index = skippingTrivia(item + 1)
            if !tokens[index].beginsLine, tokens[index].kind != .endOfText { simple = false; break }
        }
        edits.append(.init(ByteRange(range(of: last).end, range(of: last).end), "]"))
        report(
            .listOfLines, "a list in lines that begin with `-`", range(of: first), help: "write `[a, b, c]`",
            fix: simple ? Diagnostic.Fix("write the list in brackets", edits) : nil)
    }

    /// `1..4 ktok`.
    private mutating func checkRange(_ left: SyntaxNode, _ right: SyntaxNode) {
        guard left.kind == .number, right.kind == .quantity,
            !tokens[Int(left.first)].isMalformed, !tokens[Int(right.first)].isMalformed
        else { return }
        let number = text(of: Int(left.first))
        let quantity = text(of: Int(right.first))
        let digits = quantity.utf8.prefix {
            ByteClass.isDigit($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
        }
        let meant = number + String(Substring(quantity.utf8.dropFirst(digits.count)))
        let whole = range(of: Int(left.first)).union(range(of: Int(right.first)))
        reportRepaired(
            .rangeUnit, "only the end of the range has a unit", range(of: Int(left.first)),
            label: (range(of: Int(right.first)), "this end has one"), help: "write `\(meant)..\(quantity)`",
            fix: .replace(whole, by: "\(meant)..\(quantity)", "write the unit at both ends"))
    }

    /// `a < b < c` and `1..2..3`: the left operand is one already.
    private mutating func reportChain(_ binary: BinaryOperator, _ mark: Mark) {
        if binary.kind == .range {
            report(
                .chainedRange, "a range has two ends", label: (range(of: mark.token), "the range begins here"),
                help: "write the first and the last, such as `1..4`")
            return
        }
        // The right operand of the comparison before: the node that ends right before the comparison's own.
        let right = nodes[nodes.count - 2]
        let middle = ByteRange(tokens[Int(right.first)].start, tokens[Int(right.end)].start)
        let operand = source.text(in: middle)
        report(
            .chainedComparison, "a comparison is not compared again", label: (middle, "compared on both sides"),
            help: "write `and \(operand) \(currentText) …`",
            fix: right.end > right.first
                ? .insert(" and \(operand)", at: middle.end, "compare `\(operand)` twice") : nil)
    }

    private mutating func parseNot() -> Int {
        let mark = open()
        guard enter() else { return 1 }
        advance()
        let levels = parseExpression(BinaryOperator.not) + 1
        depth -= 1
        close(mark, .not)
        return levels
    }

    mutating func parseUnary() -> Int {
        guard current == .minus else { return parseAtom() }
        let mark = open()
        guard enter() else { return 1 }
        advance()
        let levels = parseUnary() + 1
        depth -= 1
        close(mark, .negated)
        return levels
    }
}
