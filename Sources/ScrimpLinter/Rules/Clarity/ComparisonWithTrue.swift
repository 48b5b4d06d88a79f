import ScrimpDiagnostics
import ScrimpSyntax

extension LintRule {
    /// a comparison with `true` or `false`
    ///
    /// Why: What is true or false is a condition already: `vip` says as much as `vip == true`, and `not vip` reads as it is meant.
    ///
    /// Bad:
    /// ```scrimp
    /// request { tenant: string, vip: bool, trial: bool, prompt: tokens, max_output: tokens }
    /// let fast = vip == true and trial == false
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// request { tenant: string, vip: bool, trial: bool, prompt: tokens, max_output: tokens }
    /// let fast = vip and not trial
    /// ```
    package static let comparisonWithTrue = LintRule(
        "C016", severity: .note,
        .text { linted, findings in
            let tree = linted.tree
            var parents: [Int]?
            for node in tree.nodes.indices where tree.nodes[node].kind == .comparison {
                guard case .comparison(let left, let sign, _, let right)? = tree.expression(at: node)?.kind,
                    sign == .equal || sign == .notEqual
                else { continue }
                let (condition, value): (ExpressionView, Bool)
                switch (left.kind, right.kind) {
                case (.boolean, .boolean): continue
                case (_, .boolean(let constant)): (condition, value) = (left, constant)
                case (.boolean(let constant), _): (condition, value) = (right, constant)
                default: continue
                }
                let isPlain = value == (sign == .equal)
                let text = tree.source.text(in: condition.range)
                if parents == nil { parents = tree.parents }
                // `not vip == false` is `vip`.
                let outer = isPlain ? nil : parents.flatMap { tree.negation(around: node, $0) }
                let range = tree.range(of: outer ?? node)
                let better = isPlain || outer != nil ? text : "not \(text)"
                findings.report(
                    "`\(text)` is a condition without being compared", at: linted.location(tree.range(of: node)),
                    help: "write `\(better)`", fixes: [Diagnostic.Fix("write `\(better)`", [.init(range, better)])])
            }
        })
}

extension SyntaxTree {
    /// The `not` that a node is the operand of, parentheses between them or not.
    func negation(around node: Int, _ parents: [Int]) -> Int? {
        var parent = parents[node]
        while nodes[parent].kind == .parenthesized { parent = parents[parent] }
        return nodes[parent].kind == .not ? parent : nil
    }
}
