import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a refusal of everything that explains nothing
    ///
    /// Why: The message is what the refused caller reads, and often all that support has to go by. Where a refusal may hit every
    /// request, an empty text or a single word leaves all of them guessing what happened and when to try again.
    ///
    /// Bad:
    /// ```scrimp
    /// budget daily { limit: $25 per day, spent: reject("no") }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// budget daily { limit: $25 per day, spent: reject("today's budget is used up, try again tomorrow") }
    /// ```
    package static let terseRejection = LintRule(
        "G013",
        .policy { linted, findings in
            func check(_ subject: String, _ action: Action, at location: SourceLocation) {
                guard case .reject(let message) = action else { return }
                let words = (message ?? "").split { $0 == " " || $0 == "\n" || $0 == "\t" }
                guard words.count < 2 else { return }
                let said = words.first.map { "only says `\($0)`" } ?? "says nothing"
                findings.report(
                    "`\(subject)` may refuse every request and \(said)", at: location,
                    help: "say what happened and what the caller can do")
            }
            for budget in linted.policy.budgets where budget.condition == nil && budget.models == nil {
                check("budget \(budget.name)", budget.spent, at: budget.location)
            }
            for item in linted.policy.switches where item.condition == nil {
                check("switch \(item.name)", item.action, at: item.location)
            }
        })
}
