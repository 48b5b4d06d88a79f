import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a spent budget that routes to the dearest model
    ///
    /// Why: A soft budget goes on with less money a call. Where what it routes to costs more than everything that the rules
    /// choose, being over the limit is what makes calls dear.
    ///
    /// Bad:
    /// ```scrimp
    /// budget daily { limit: $25 per day, spent: route(large), ceiling: $30, alert: [80%] }
    /// route { otherwise -> mini }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// budget daily { limit: $25 per day, spent: route(mini), ceiling: $30, alert: [80%] }
    /// route { otherwise -> large, mini }
    /// ```
    package static let spentRoutesDearer = LintRule(
        "M019",
        .policy { linted, findings in
            let policy = linted.policy
            for budget in policy.budgets {
                guard case .route(let action) = budget.spent, let target = action.firstModels.first,
                    action.firstModels.count == 1, let prices = linted.tokenPrices(of: target)
                else { continue }
                let chosen = Set(policy.rules.flatMap(\.chain.firstModels)).filter {
                    budget.models?.contains($0) ?? true
                }
                let known = chosen.sorted().compactMap { model in linted.tokenPrices(of: model).map { (model, $0) } }
                guard known.count == chosen.count, !known.isEmpty, known.allSatisfy({ prices.isDearer(than: $0.1) })
                else { continue }
                let name = policy.models[target].name
                findings.report(
                    "over its limit, `budget \(budget.name)` routes to `\(name)`, which costs more than all that the rules choose",
                    at: action.location,
                    notes: ["`\(name)`: \(prices.text)"]
                        + known.prefix(3).map { "`\(policy.models[$0.0].name)`: \($0.1.text)" },
                    help: "route to a cheaper model, or `reject` with a message")
            }
        })
}
