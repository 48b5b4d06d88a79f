package import ScrimpCompiler
package import ScrimpDiagnostics
package import ScrimpQuantities
package import ScrimpSemantics

/// What the rules say about a checked file, by position.
///
/// - Parameters:
///   - compilation: nil where the file has an error or no policy; rules that need a policy then say nothing.
///   - rules: those that are asked.
package func lint(
    _ checked: CheckedFile, _ compilation: Compilation?, today: CivilDate?, rules: [LintRule] = LintRule.all
) -> [Diagnostic] {
    let text = checked.trees.first.flatMap { $0 }.map { LintedText(tree: $0, source: 0) }
    var whole: LintedPolicy?
    if !checked.hasErrors, let policy = checked.policy, let compilation, compilation.plan != nil {
        whole = LintedPolicy(
            policy: policy, compilation: compilation, sources: checked.sources, trees: checked.trees, today: today)
    }
    var found: [Diagnostic] = []
    for rule in rules {
        var findings = LintFindings(of: rule)
        switch rule.check {
        case .text(let check): if let text { check(text, &findings) }
        case .policy(let check): if let whole { check(whole, &findings) }
        }
        found += findings.diagnostics
    }
    return found.sortedByPosition()
}
