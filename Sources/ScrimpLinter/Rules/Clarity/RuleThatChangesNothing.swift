import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a rule that changes nothing
    ///
    /// Why: Without it, the rules after it would send the same requests the same way. Who reads it looks for the difference that
    /// it makes, and who changes the later rule believes to have changed these requests too.
    ///
    /// Bad:
    /// ```scrimp
    /// route {
    ///     when tier == premium -> large, mini
    ///     when tier == free    -> mini
    ///     otherwise            -> mini
    /// }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// route {
    ///     when tier == premium -> large, mini
    ///     otherwise            -> mini
    /// }
    /// ```
    package static let ruleThatChangesNothing = LintRule(
        "C001",
        .policy { linted, findings in
            let rules = linted.policy.rules
            var numbers: [[[ArmKey]]: Int] = [:]
            let outcomes = rules.map { rule in
                let key = rule.chain.candidates.map(ArmKey.keys)
                let number = numbers[key] ?? numbers.count
                numbers[key] = number
                return number
            }
            guard numbers.count < rules.count else { return }
            for redundant in linted.compilation.analysis.redundantRules(outcomes: outcomes) {
                let rule = rules[redundant.rule]
                let takers = redundant.takenBy.map { index in
                    Diagnostic.Label(rules[index].location, "would send its requests the same way")
                }
                findings.report(
                    "this rule changes nothing: without it, the same models answer", at: rule.location, labels: takers,
                    help: "remove it, or move it before the rules that it is an exception from",
                    fixes: rule.location.source == 0
                        ? [
                            Diagnostic.Fix(
                                "remove the rule", [linted.ownText.removal(of: rule.location.range)], isSafe: false)
                        ] : [])
            }
        })
}

/// One arm of a candidate; a model alone is an arm of everything.
private struct ArmKey: Hashable {
    var model: Int
    var share: Rational

    static func keys(_ candidate: Chain.Candidate) -> [ArmKey] {
        switch candidate {
        case .model(let model): [ArmKey(model: model, share: .one)]
        case .split(let arms): arms.map { ArmKey(model: $0.model, share: $0.share) }
        }
    }
}
