import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// an alarm without a switch to throw
    ///
    /// Why: Whoever is woken by runaway money has to stop it at once. Without a switch the only way is to change the policy, have it
    /// reviewed and deployed, while the money runs on. A switch costs nothing until an operator throws it.
    ///
    /// Bad:
    /// ```scrimp
    /// alert runaway { when: spend(over: 1 h) > 3 * usual(over: 7 d), notify: "ml-oncall" }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// alert runaway { when: spend(over: 1 h) > 3 * usual(over: 7 d), notify: "ml-oncall" }
    /// switch paused { on: reject("paused by an operator") }
    /// ```
    package static let nothingToThrow = LintRule(
        "G009",
        .policy { linted, findings in
            let policy = linted.policy
            guard policy.switches.isEmpty else { return }
            let help = "declare one: `switch paused { on: reject(\"paused by an operator\") }`"
            // At the end of the file in which the alarm stands: a fix belongs to the file of its finding.
            func fix(at location: SourceLocation) -> Diagnostic.Fix {
                let end = UInt32(clamping: linted.sources[location.source].bytes.count)
                return Diagnostic.Fix(
                    "add a switch at the end",
                    [.init(ByteRange(end, end), "\nswitch paused { on: reject(\"paused by an operator\") }\n")],
                    isSafe: false)
            }
            if let alert = policy.alerts.first {
                findings.report(
                    "whoever hears of `alert \(alert.name)` has no switch to throw", at: alert.location, help: help,
                    fixes: [fix(at: alert.location)])
            } else if let budget = policy.budgets.first(where: { !$0.isHard }) {
                findings.report(
                    "beyond the limit of `budget \(budget.name)` money flows on, and there is no switch to stop it",
                    at: budget.location,
                    notes: budget.ceiling.map { ["it ends at \($0.value.description)"] } ?? [], help: help,
                    fixes: [fix(at: budget.location)]
                )
            }
        })
}
