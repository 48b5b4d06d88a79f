import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a counter that is kept long after its run has ended
    ///
    /// Why: There are new runs every day, and a counter for each is kept until the window ends. Once all counters are taken, the
    /// runs that follow share one, and with it one amount: then they are refused although they have spent nothing.
    ///
    /// Bad:
    /// ```scrimp
    /// budget agent_run { limit: $2 per run per month, spent: reject("this run has used its $2") }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// budget agent_run { limit: $2 per run, spent: reject("this run has used its $2") }
    /// ```
    package static let countersOutliveRuns = LintRule(
        "G007",
        .policy { linted, findings in
            let policy = linted.policy
            for budget in policy.budgets {
                guard let scope = budget.scope, policy.attributes[scope].namesRun,
                    let days = budget.window.daysKept, days >= 28,
                    linted.written("scopes", at: budget.location) == nil
                else { continue }
                let name = policy.attributes[scope].name
                let perMinute = max(budget.scopes / (days * 1_440), 1)
                findings.report(
                    "`budget \(budget.name)` keeps a counter for each `\(name)` of \(days) days", at: budget.location,
                    notes: [
                        "\(FigureText.count(budget.scopes)) counters last for \(perMinute) runs a minute; further ones share one"
                    ],
                    help:
                        "leave the window out: a counter is then forgotten 24 h after its last charge, or say `scopes`")
            }
        })
}

extension Budget.Window {
    /// Longest time for which a counter is kept; nil where that is below a month anyway.
    fileprivate var daysKept: Int64? {
        switch self {
        case .minute, .hour, .day, .week: nil
        case .month: 31
        case .quarter: 92
        case .year: 366
        case .rolling(let length), .untilIdle(let length): length / 86_400_000_000_000
        }
    }
}
