import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// runs that have a budget each and none together
    ///
    /// Why: A budget `per run` bounds one run. How many there are is up to whoever starts them: a loop that starts a thousand
    /// spends a thousand times the limit, and no window ends it.
    ///
    /// Bad:
    /// ```scrimp
    /// budget agent_run { limit: $2 per run, spent: reject("spent"), alert: [80%] }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// budget agent_run { limit: $2 per run, spent: reject("spent"), alert: [80%] }
    /// budget daily     { limit: $200 per day, spent: reject("spent"), alert: [80%] }
    /// ```
    package static let runsWithoutSum = LintRule(
        "M017",
        .policy { linted, findings in
            let budgets = linted.policy.budgets
            guard !budgets.contains(where: { !$0.isUntilIdle }) else { return }
            for budget in budgets {
                guard let scope = budget.scope, linted.policy.attributes.indices.contains(scope) else { continue }
                let name = linted.policy.attributes[scope].name
                findings.report(
                    "`budget \(budget.name)` bounds each `\(name)`, and nothing bounds all of them together",
                    at: budget.limit.origin,
                    help: "add a budget with a window: `budget daily { limit: … per day, spent: reject(\"…\") }`")
            }
        })
}

extension Budget {
    /// Whether it bounds one run or session, and no window of time.
    var isUntilIdle: Bool {
        if case .untilIdle = window { return true }
        return false
    }
}
