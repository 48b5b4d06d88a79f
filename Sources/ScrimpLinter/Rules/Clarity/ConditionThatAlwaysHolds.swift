import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a condition that always holds
    ///
    /// Why: It looks like a restriction and is none: the cache, the budget or the rule is for every request. Mostly something else was
    /// meant.
    ///
    /// Bad:
    /// ```scrimp
    /// cache answers { when: task != faq or task != advice, match: exact, key: [tenant], ttl: 1 h from insert, capacity: 1_000 }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// cache answers { when: task != faq and task != advice, match: exact, key: [tenant], ttl: 1 h from insert, capacity: 1_000 }
    /// ```
    package static let conditionThatAlwaysHolds = LintRule(
        "C003",
        .policy { linted, findings in
            func holdsAlways(_ condition: Expression, undefined: Bool) -> Bool {
                guard let formula = linted.compilation.formula(of: condition, undefined: undefined) else {
                    return false
                }
                return linted.compilation.analysis.holdsAlways(formula)
            }
            for rule in linted.policy.rules {
                guard let condition = rule.condition, holdsAlways(condition, undefined: false) else { continue }
                findings.report(
                    "this condition holds for every request", at: condition.location,
                    help: "write `otherwise`, or say what sets these requests apart")
            }
            for condition in linted.loneConditions {
                if condition.isRequired, case .boolean = condition.expression.kind { continue }
                guard holdsAlways(condition.expression, undefined: condition.undefined) else { continue }
                findings.report(
                    "this condition of `\(condition.owner)` holds for every request", at: condition.expression.location,
                    help: condition.isRequired
                        ? "write `true` where every request is meant" : "leave it out where every request is meant")
            }
        })
}
