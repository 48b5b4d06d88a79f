import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics
import ScrimpSyntax

extension LintRule {
    /// a budget that counts nothing while its store is away
    ///
    /// Why: `store_lost: open` lets calls through uncounted while the shared store cannot be reached. Neither the limit nor the
    /// ceiling holds then, on any host, for as long as it takes. Somebody should have decided that.
    ///
    /// Bad:
    /// ```scrimp
    /// budget daily { limit: $25 per day, spent: route(mini), ceiling: $30, store_lost: open }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// budget daily { limit: $25 per day, spent: route(mini), ceiling: $30, store_lost: closed }
    /// ```
    package static let openStore = LintRule(
        "G012", severity: .note,
        .policy { linted, findings in
            for budget in linted.policy.budgets where budget.isStoreLossOpen {
                let bound = budget.ceiling.map { "its ceiling of \($0.value.description)" } ?? "its limit"
                let value = linted.written("store_lost", at: budget.location)
                findings.report(
                    "while the store is away, `budget \(budget.name)` counts nothing and \(bound) does not hold",
                    at: budget.location, help: "say `store_lost: closed` where refusing is better than overspending",
                    fixes: value.map { [.init("refuse instead", [.init($0.range, "closed")], isSafe: false)] } ?? [])
            }
        })
}
