import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a gather that starts more calls than a limit lets run
    ///
    /// Why: The calls of a gather beyond the limit do not run sooner for being started: they wait, or are passed on to the next
    /// candidate, and take the places of everyone else in the meantime.
    ///
    /// Bad:
    /// ```scrimp
    /// limit all { concurrency: 20, wait: 2 s }
    /// gather search { when: task == advice, stop_after: 20 of 100, concurrency: 30 }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// limit all { concurrency: 60, wait: 2 s }
    /// gather search { when: task == advice, stop_after: 20 of 100, concurrency: 30 }
    /// ```
    package static let gatherBeyondLimit = LintRule(
        "R015",
        .policy { linted, findings in
            let policy = linted.policy
            guard !policy.gathers.isEmpty else { return }
            let called = Set(policy.rules.flatMap(\.chain.models))
            for gather in policy.gathers {
                let limit = policy.limits.first { limit in
                    guard let most = limit.concurrency, limit.condition == nil, limit.scope == nil,
                        most < min(gather.concurrency, gather.of)
                    else { return false }
                    return limit.models.map(called.isSubset) ?? true
                }
                guard let limit, let most = limit.concurrency else { continue }
                findings.report(
                    "`gather \(gather.name)` starts \(gather.concurrency) calls at once, and `limit \(limit.name)` lets \(most) run",
                    at: gather.location, labels: [.init(limit.location, "bears on all of them")],
                    help: "start \(most) at most, and leave some for other requests")
            }
        })
}
