import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a switch that throws itself and tells nobody
    ///
    /// Why: A thrown switch stays thrown until a person lifts it. Where the policy names nobody who hears of it, customers are the
    /// first to say that the service has stopped. An alert throws the switch and tells somebody at once.
    ///
    /// Bad:
    /// ```scrimp
    /// switch paused { on: reject("paused, we are looking at it"), throw_when: spend(over: 1 h) > $500 }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// switch paused { on: reject("paused, we are looking at it") }
    /// alert runaway { when: spend(over: 1 h) > $500, notify: "ml-oncall", throw: paused }
    /// ```
    package static let switchThrownInSilence = LintRule(
        "G011",
        .policy { linted, findings in
            let policy = linted.policy
            for (index, item) in policy.switches.enumerated() {
                guard let condition = item.throwWhen, !policy.alerts.contains(where: { $0.throwing == index }) else {
                    continue
                }
                let watched = linted.text(at: condition.location)
                guard !policy.alerts.contains(where: { linted.text(at: $0.condition.location) == watched }) else {
                    continue
                }
                findings.report(
                    "`switch \(item.name)` throws itself, stays thrown, and nobody is named who hears of it",
                    at: item.location, labels: [.init(condition.location, "throws it")],
                    help: "write `alert … { when: \(watched), notify: \"…\", throw: \(item.name) }` instead")
            }
        })
}
