import ScrimpDiagnostics
import ScrimpSyntax

/// Rules, whose arrows stand below each other.
extension Layout {
    private struct Rule {
        let node: Int
        /// `when condition` or `otherwise`.
        let head: Range<Int>
        let arrow: Int
        let targets: Int
        let width: Int
        let widestTarget: Int
    }

    mutating func layOutRules(_ nodes: [Int], indentation: Int) {
        let rules = nodes.compactMap(rule)
        // One that leaves no room even for its own targets must not push the arrows of the others away.
        var aligned = rules.filter {
            !isBroken($0.head.lowerBound..<$0.arrow + 1) && leavesRoom($0, indentation + $0.width)
        }
        while true {
            let narrowest = aligned.map(\.width).max() ?? 0
            let fitting = aligned.filter { leavesRoom($0, indentation + narrowest) }
            if fitting.count == aligned.count { break }
            aligned = fitting
        }
        let offset = arrowOffset(of: aligned, indentation)
        let alignedArrows = Set(aligned.map(\.arrow))
        let inner = indentation + FormattingRules.indentation
        for rule in rules {
            if alignedArrows.contains(rule.arrow) {
                words[rule.arrow].padding = offset - rule.width
                layOutTargets(rule.targets, indentation: indentation, column: indentation + offset + Self.arrowWidth)
                continue
            }
            if let condition = children(of: rule.node).first, tree.nodes[condition].kind.isExpression {
                let start = indentation + width(of: rule.head.lowerBound..<rule.head.lowerBound + 1) + 1
                layOutExpression(condition, indentation: indentation, column: start)
            }
            breakLine(before: rule.arrow, inner)
            layOutTargets(rule.targets, indentation: inner, column: inner + Self.arrowWidth - 1)
        }
    }

    /// An arrow with a blank on both sides.
    private static let arrowWidth = 4

    private func rule(_ node: Int) -> Rule? {
        let range = words(of: node)
        guard let targets = children(of: node).last, [.chain, .arms].contains(tree.nodes[targets].kind) else {
            return nil
        }
        let arrow = words(of: targets).lowerBound - 1
        guard range.contains(arrow), arrow > range.lowerBound, kind(ofWord: arrow) == .arrow else { return nil }
        let head = range.lowerBound..<arrow
        return Rule(
            node: node, head: head, arrow: arrow, targets: targets, width: width(of: head),
            widestTarget: children(of: targets).map { width(of: words(of: $0)) }.max() ?? 0)
    }

    /// Whether each target fits behind an arrow on the line of the condition.
    private func leavesRoom(_ rule: Rule, _ column: Int) -> Bool {
        column + Self.arrowWidth + rule.widestTarget <= FormattingRules.widest
    }

    /// Where the arrows stand, from the start of their rules: right behind the longest condition, or where the author has them,
    /// if that is one column and not far away.
    private func arrowOffset(of rules: [Rule], _ indentation: Int) -> Int {
        let narrowest = rules.map(\.width).max() ?? 0
        guard rules.count > 1, let common = writtenOffset(of: rules[0]),
            rules.allSatisfy({ writtenOffset(of: $0) == common }),
            (1...FormattingRules.mostBlanksBeforeArrows).contains(common - narrowest),
            rules.allSatisfy({ leavesRoom($0, indentation + common - 1) })
        else { return narrowest }
        return common - 1
    }

    /// How far the author put the arrow from the start of its rule; nil where that is no column.
    private func writtenOffset(of rule: Rule) -> Int? {
        let start = Int(tree.tokens[words[rule.head.lowerBound].token].start)
        let end = Int(tree.tokens[words[rule.arrow].token].start)
        let bytes = tree.source.bytes[start..<end]
        guard
            !bytes.contains(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") || $0 == UInt8(ascii: "\t") })
        else { return nil }
        return SyntaxTree.width(of: bytes)
    }

    /// `a, b, c` on one line where they fit, else below each other.
    private mutating func layOutTargets(_ node: Int, indentation: Int, column: Int) {
        let range = words(of: node)
        let targets = children(of: node).filter { !words(of: $0).isEmpty }
        guard isBroken(range) || !fits(range, at: column) else { return }
        let isStacked = !fits(range, at: column)
        for (index, target) in targets.enumerated() {
            let first = words(of: target).lowerBound
            var start = column
            if index > 0, isStacked {
                breakLine(before: first, column)
            } else if index > 0 {
                start += width(of: range.lowerBound..<first) + words[first].gap
            }
            layOutTarget(target, indentation: isStacked ? column : indentation, column: start)
        }
    }

    private mutating func layOutTarget(_ target: Int, indentation: Int, column: Int) {
        let range = words(of: target)
        guard isBroken(range) || !fits(range, at: column) else { return }
        switch tree.nodes[target].kind {
        case .targetSplit, .call: layOutBracket(target, indentation: indentation, column: column)
        default:
            for child in children(of: target) {
                let first = words(of: child).lowerBound
                let before = first == range.lowerBound ? 0 : width(of: range.lowerBound..<first) + words[first].gap
                layOutTarget(child, indentation: indentation, column: column + before)
            }
        }
    }
}
