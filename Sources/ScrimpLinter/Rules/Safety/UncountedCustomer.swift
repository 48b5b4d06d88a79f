import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a limit that a request escapes by not saying whose it is
    ///
    /// Why: A request whose attribute is `""` is outside of what counts per value of that attribute. That is meant for runs, of
    /// which a request may have none. A customer with `""` as its default is a way around the budget.
    ///
    /// Bad:
    /// ```scrimp
    /// request { tenant: string = "", prompt: tokens, max_output: tokens }
    /// budget daily { limit: $5 per tenant per day, spent: reject("today's budget is used up") }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// request { tenant: string, prompt: tokens, max_output: tokens }
    /// budget daily { limit: $5 per tenant per day, spent: reject("today's budget is used up") }
    /// ```
    package static let uncountedCustomer = LintRule(
        "G005",
        .policy { linted, findings in
            let policy = linted.policy
            func check(_ subject: String, _ scope: Int?, at location: SourceLocation) {
                guard let scope else { return }
                let attribute = policy.attributes[scope]
                guard attribute.namesCustomer, case .text("")? = attribute.defaultValue?.kind else { return }
                findings.report(
                    "a request that leaves `\(attribute.name)` out is outside of `\(subject)`", at: location,
                    labels: [.init(attribute.location, "empty unless it is given")],
                    help: "remove the default, so that a request without it is refused")
            }
            for budget in policy.budgets { check("budget \(budget.name)", budget.scope, at: budget.location) }
            for limit in policy.limits { check("limit \(limit.name)", limit.scope, at: limit.location) }
        })
}
