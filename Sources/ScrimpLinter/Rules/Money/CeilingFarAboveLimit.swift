import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a soft budget whose ceiling is twice its limit or more
    ///
    /// Why: Between limit and ceiling a budget goes on spending. Who reads the limit and plans with it is told half the truth
    /// or less.
    ///
    /// Bad:
    /// ```scrimp
    /// budget daily { limit: $25 per day, spent: route(mini), ceiling: $200, alert: [80%] }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// budget daily { limit: $25 per day, spent: route(mini), ceiling: $30, alert: [80%] }
    /// ```
    package static let ceilingFarAboveLimit = LintRule(
        "M013",
        .policy { linted, findings in
            for budget in linted.policy.budgets where !budget.isHard {
                guard let ceiling = budget.ceiling, budget.limit.value.pico > 0,
                    let twice = budget.limit.value.multiplied(by: 2), ceiling.value >= twice,
                    let factor = Rational(ceiling.value.pico, budget.limit.value.pico)
                else { continue }
                findings.report(
                    "`budget \(budget.name)` says \(CostText.short(budget.limit.value)) and lets "
                        + "\(CostText.short(ceiling.value)) be spent",
                    at: ceiling.origin, caption: "\(FigureText.factor(factor)) the limit",
                    labels: [Diagnostic.Label(budget.limit.origin, "from here on it routes elsewhere")],
                    help: "lower the ceiling, or say the larger amount as the limit")
            }
        })
}
