import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a rollout that watches another model than its own
    ///
    /// Why: A reversion takes the new model back when it is bad. A condition that asks about other models only reverts when those
    /// fail, and then sends everyone to them.
    ///
    /// Bad:
    /// ```scrimp
    /// rollout smaller {
    ///     of:          haiku
    ///     key:         tenant
    ///     stages:      [5%, 25%, 100%] every 2 d
    ///     revert_when: quality(mini, over: 24 h, at_least: 200 req) < 95%
    ///     otherwise:   mini
    /// }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// rollout smaller {
    ///     of:          haiku
    ///     key:         tenant
    ///     stages:      [5%, 25%, 100%] every 2 d
    ///     revert_when: quality(haiku, over: 24 h, at_least: 200 req) < 95%
    ///     otherwise:   mini
    /// }
    /// ```
    package static let reversionWatchesAnother = LintRule(
        "R007",
        .policy { linted, findings in
            let policy = linted.policy
            for rollout in policy.rollouts {
                guard let condition = rollout.revertWhen else { continue }
                var watched: [Int] = []
                _ = condition.reads { part in
                    switch part {
                    case .quality(let model, _, _), .health(let model): watched.append(model)
                    default: break
                    }
                    return false
                }
                guard let other = watched.first, !watched.contains(rollout.of) else { continue }
                let (own, name) = (policy.models[rollout.of].name, policy.models[other].name)
                findings.report(
                    "`rollout \(rollout.name)` brings `\(own)` into use and is taken back by what is measured of `\(name)`",
                    at: rollout.location, labels: [.init(condition.location, "asks nothing about `\(own)`")],
                    help: "measure `\(own)`")
            }
        })
}
