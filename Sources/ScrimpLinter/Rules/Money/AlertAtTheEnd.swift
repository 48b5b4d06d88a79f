import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics
import ScrimpSyntax

extension LintRule {
    /// a budget that tells somebody only when it is spent
    ///
    /// Why: At 100 % there is nothing left to decide: calls are refused, or go elsewhere. An alert before that leaves time to
    /// look.
    ///
    /// Bad:
    /// ```scrimp
    /// budget daily { limit: $25 per day, spent: reject("spent"), alert: [100%], notify: "ml-oncall" }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// budget daily { limit: $25 per day, spent: reject("spent"), alert: [80%, 100%], notify: "ml-oncall" }
    /// ```
    package static let alertAtTheEnd = LintRule(
        "M016",
        .policy { linted, findings in
            for budget in linted.policy.budgets {
                guard let first = budget.alerts.min(), first >= .one else { continue }
                var fixes: [Diagnostic.Fix] = []
                if case .amount(let amount)? = linted.field("alert", ofDeclarationAt: budget.location)?.value {
                    let text = linted.text(at: SourceLocation(amount.range, in: budget.location.source))
                    let list = text.hasPrefix("[") ? String(text.dropFirst()) : "\(text)]"
                    fixes = [
                        Diagnostic.Fix(
                            "tell somebody at 80% too", [.init(amount.range, "[80%, \(list)")], isSafe: false)
                    ]
                }
                findings.report(
                    "nobody hears of `budget \(budget.name)` before \(FigureText.share(first)) of it are spent",
                    at: linted.place(of: "alert", at: budget.location),
                    help: "add an earlier share: `alert: [80%, 100%]`",
                    fixes: fixes)
            }
        })
}
