import ScrimpSemantics

extension LintRule {
    /// a rollout that nothing takes back
    ///
    /// Why: Stages are there so that a bad model is noticed while few are on it. Without `revert_when` the next stage comes by the
    /// clock, however bad the answers are.
    ///
    /// Bad:
    /// ```scrimp
    /// rollout smaller { of: haiku, key: tenant, stages: [5%, 25%, 100%] every 2 d, otherwise: mini }
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
    package static let rolloutWithoutReversion = LintRule(
        "R004",
        .policy { linted, findings in
            for rollout in linted.policy.rollouts where rollout.revertWhen == nil {
                let model = linted.policy.models[rollout.of].name
                findings.report(
                    "`rollout \(rollout.name)` brings `\(model)` to everyone, however bad its answers are",
                    at: rollout.location,
                    help:
                        "say when it is taken back: `revert_when: quality(\(model), over: 24 h, at_least: 200 req) < 95%`"
                )
            }
        })
}
