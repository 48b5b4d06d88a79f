import ScrimpDiagnostics
import ScrimpSyntax

extension LintRule {
    /// a negation that can be said directly
    ///
    /// Why: `not tier != free` has to be turned around twice before it can be understood, and is turned around wrongly.
    ///
    /// Bad:
    /// ```scrimp
    /// let small = not tier != free and not prompt > 2 ktok
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// let small = tier == free and prompt <= 2 ktok
    /// ```
    package static let negatedComparison = LintRule(
        "C017", severity: .note,
        .text { linted, findings in
            let tree = linted.tree
            for node in tree.nodes.indices where tree.nodes[node].kind == .not {
                guard case .not(var operand)? = tree.expression(at: node)?.kind else { continue }
                while case .parenthesized(let inner) = operand.kind { operand = inner }
                let better: String
                switch operand.kind {
                case .not(let inner):
                    if case .missing = inner.kind { continue }
                    better = tree.source.text(in: inner.range)
                case .comparison(let left, let sign, _, let right):
                    // Comparisons with `true` are simpler still.
                    if left.isBoolean || right.isBoolean { continue }
                    better = [left.text, sign.opposite, right.text].joined(separator: " ")
                default: continue
                }
                findings.report(
                    "this can be said without `not`", at: linted.location(tree.range(of: node)),
                    help: "write `\(better)`",
                    fixes: [Diagnostic.Fix("write `\(better)`", [.init(tree.range(of: node), better)])])
            }
        })
}

extension ExpressionView {
    fileprivate var isBoolean: Bool {
        if case .boolean = kind { return true }
        return false
    }

    fileprivate var text: String { tree.source.text(in: range) }
}

extension ComparisonOperator {
    /// What holds exactly where this does not, of what can be compared.
    fileprivate var opposite: String {
        switch self {
        case .less: ">="
        case .lessOrEqual: ">"
        case .equal: "!="
        case .notEqual: "=="
        case .greaterOrEqual: "<"
        case .greater: "<="
        }
    }
}
