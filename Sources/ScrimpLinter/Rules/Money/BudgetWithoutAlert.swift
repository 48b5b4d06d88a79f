import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a budget that tells nobody before it is spent
    ///
    /// Why: One script can burn a day's budget in minutes. Who hears of it only when calls are refused can no longer do
    /// anything about it.
    ///
    /// Bad:
    /// ```scrimp
    /// budget daily { limit: $25 per day, spent: reject("spent") }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// budget daily { limit: $25 per day, spent: reject("spent"), alert: [80%], notify: "ml-oncall" }
    /// ```
    package static let budgetWithoutAlert = LintRule(
        "M002",
        .policy { linted, findings in
            // Of one run only who started it wants to hear, and the refusal tells.
            for budget in linted.policy.budgets where budget.alerts.isEmpty && !budget.isUntilIdle {
                findings.report(
                    "nobody hears of `budget \(budget.name)` before it is spent", at: budget.location,
                    help: "say at which share to tell someone: `alert: [80%]` and `notify: \"…\"`")
            }
        })
}
