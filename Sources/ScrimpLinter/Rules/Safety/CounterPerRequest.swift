import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a counter for something that never comes twice
    ///
    /// Why: What counts per request starts at nothing each time: the limit is never reached, and every request leaves a counter
    /// behind until all of them are taken.
    ///
    /// Bad:
    /// ```scrimp
    /// request { tenant: string, request_id: string, prompt: tokens, max_output: tokens }
    /// budget daily { limit: $5 per request_id per day, spent: reject("today's budget is used up") }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// request { tenant: string, request_id: string, prompt: tokens, max_output: tokens }
    /// budget daily { limit: $5 per tenant per day, spent: reject("today's budget is used up") }
    /// ```
    package static let counterPerRequest = LintRule(
        "G006",
        .policy { linted, findings in
            let policy = linted.policy
            func check(_ subject: String, _ scope: Int?, _ scopes: Int64, at location: SourceLocation) {
                guard let scope, policy.attributes[scope].namesRequest else { return }
                let attribute = policy.attributes[scope]
                findings.report(
                    "`\(subject)` starts anew for each `\(attribute.name)`, which no second request has", at: location,
                    labels: [.init(attribute.location, "different for every request")],
                    notes: ["after \(FigureText.count(scopes)) of them the rest share one counter"],
                    help: "count per what requests have in common, such as a customer or a run")
            }
            for budget in policy.budgets {
                check("budget \(budget.name)", budget.scope, budget.scopes, at: budget.location)
            }
            for limit in policy.limits { check("limit \(limit.name)", limit.scope, limit.scopes, at: limit.location) }
        })
}
