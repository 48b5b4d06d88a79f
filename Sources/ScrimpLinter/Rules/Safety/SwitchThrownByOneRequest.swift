import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a switch that a single request can throw for everyone
    ///
    /// Why: `throw_when` is asked for each request, and once it was true the switch stays thrown, for all, until a person lifts it. A
    /// condition that one request fulfils by itself lets any caller stop the service.
    ///
    /// Bad:
    /// ```scrimp
    /// switch flooded { on: reject("stopped by an operator"), throw_when: prompt > 100 ktok }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// switch flooded { on: reject("stopped by an operator"), throw_when: spend(over: 1 h) > $500 }
    /// ```
    package static let switchThrownByOneRequest = LintRule(
        "G010",
        .policy { linted, findings in
            let policy = linted.policy
            for item in policy.switches {
                guard let condition = item.throwWhen, !condition.reads({ $0.isCommon(in: policy) }) else { continue }
                findings.report(
                    "a single request can throw `switch \(item.name)` for everyone", at: item.location,
                    labels: [.init(condition.location, "asks about nothing but one request")],
                    help:
                        "let it depend on what all requests do, such as `spend(over: 1 h)`, or let an operator throw it"
                )
            }
        })
}

extension Expression.Kind {
    /// Whether this is measured over many requests.
    fileprivate func isCommon(in policy: Policy) -> Bool {
        switch self {
        case .spend, .usual, .quality, .health, .localTime, .weekday: true
        case .filled(let budget): policy.budgets[budget].scope == nil
        default: false
        }
    }
}
