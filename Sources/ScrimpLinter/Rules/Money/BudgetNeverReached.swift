import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a budget that another one always ends first
    ///
    /// Why: Of two budgets over the same calls, the same window and the same counters, the larger one is never spent. Whoever
    /// raises it wonders why nothing changes.
    ///
    /// Bad:
    /// ```scrimp
    /// budget daily { limit: $25 per day, spent: reject("spent"), alert: [80%] }
    /// budget large { limit: $50 per day, on: large, spent: reject("spent"), alert: [80%] }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// budget daily { limit: $25 per day, spent: reject("spent"), alert: [80%] }
    /// budget large { limit: $10 per day, on: large, spent: reject("spent"), alert: [80%] }
    /// ```
    package static let budgetNeverReached = LintRule(
        "M020",
        .policy { linted, findings in
            let budgets = linted.policy.budgets
            let copies = Set(linted.policy.shadows.map(\.budget))
            // Copies are paid by the budget that their shadow names, and by no other.
            for (index, budget) in budgets.enumerated() where !copies.contains(index) {
                let other = budgets.indices.first { other in
                    other != index && budgets[other].ends(before: budget, isEarlier: other < index)
                }
                guard let other, let amount = budgets[other].hardAmount else { continue }
                findings.report(
                    "`budget \(budget.name)` is never spent: `budget \(budgets[other].name)` counts all of its calls and ends at "
                        + CostText.short(amount.value),
                    at: budget.limit.origin,
                    labels: [Diagnostic.Label(amount.origin, "the same calls, the same window")],
                    help: "lower the limit, narrow the other budget (`on:`, `when:`), or remove this one")
            }
        })
}

extension Budget {
    /// Whether this one refuses every call before the other's limit is reached.
    fileprivate func ends(before other: Budget, isEarlier: Bool) -> Bool {
        guard condition == nil, scope == other.scope, window == other.window, let amount = hardAmount,
            // Two that are equal are said once, at the later one.
            amount.value < other.limit.value || isEarlier && amount.value == other.limit.value
        else { return false }
        guard let models else { return true }
        return other.models.map { models.isSuperset(of: $0) } ?? false
    }
}
