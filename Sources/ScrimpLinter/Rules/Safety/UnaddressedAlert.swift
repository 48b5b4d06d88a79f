import ScrimpSemantics

extension LintRule {
    /// a budget whose alerts have no addressee
    ///
    /// Why: The host sends an alert to the name in `notify`. Without one it is part of a decision that nobody reads.
    ///
    /// Bad:
    /// ```scrimp
    /// budget daily { limit: $25 per day, spent: reject("today's budget is used up"), alert: [80%] }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// budget daily { limit: $25 per day, spent: reject("today's budget is used up"), alert: [80%], notify: "ml-oncall" }
    /// ```
    package static let unaddressedAlert = LintRule(
        "G014",
        .policy { linted, findings in
            for budget in linted.policy.budgets where budget.notify?.isEmpty ?? true && !budget.alerts.isEmpty {
                let shares = budget.alerts.map(FigureText.share).joined(separator: ", ")
                findings.report(
                    "`budget \(budget.name)` alerts at \(shares), and nobody is named to hear it", at: budget.location,
                    help: "say who, by the name that the host knows: `notify: \"…\"`")
            }
        })
}
