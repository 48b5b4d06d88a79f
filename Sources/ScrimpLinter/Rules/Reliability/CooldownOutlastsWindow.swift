import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a rest after which nobody knows why
    ///
    /// Why: A model that rests gets no calls. Once its rest is longer than the window of a measurement, nothing is left in the window:
    /// `health` looks back 5 minutes and is 100 % where there were no calls, `quality` has no value below its minimum of reports.
    /// Conditions on them then let go while the model is still out of use.
    ///
    /// Bad:
    /// ```scrimp
    /// model sonnet { from: "anthropic/claude-haiku-4-5", cooldown: 30 min }
    /// alert broken { when: health(sonnet) < 50%, notify: "ml-oncall" }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// model sonnet { from: "anthropic/claude-haiku-4-5", cooldown: 1 min }
    /// alert broken { when: health(sonnet) < 50%, notify: "ml-oncall" }
    /// ```
    package static let cooldownOutlastsWindow = LintRule(
        "R008",
        .policy { linted, findings in
            let policy = linted.policy
            guard policy.models.contains(where: { $0.operation.cooldown != nil }) else { return }
            let conditions = policy.decidingConditions
            for (index, model) in policy.models.enumerated() {
                guard let cooldown = model.operation.cooldown else { continue }
                for condition in conditions {
                    var window: (length: Int64, name: String)?
                    _ = condition.reads { part in
                        switch part {
                        case .health(index): window = window ?? (healthWindow, "health")
                        case .quality(index, let over, _):
                            window = window ?? (Int64(clamping: over.value.rounded), "quality")
                        default: break
                        }
                        return false
                    }
                    guard let window, cooldown >= window.length else { continue }
                    let (rest, length) = (FigureText.duration(cooldown), FigureText.duration(window.length))
                    findings.report(
                        "`\(model.name)` rests \(rest), and `\(window.name)(\(model.name))` looks back \(length) only",
                        at: model.location, labels: [.init(condition.location, "has nothing to go by then")],
                        help: "let it rest less than \(length)")
                    break
                }
            }
        })

    /// Over which the runtime takes the share of successes, in nanoseconds.
    private static let healthWindow: Int64 = 300_000_000_000
}
