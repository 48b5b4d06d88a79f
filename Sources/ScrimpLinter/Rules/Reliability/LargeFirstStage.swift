import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a rollout whose first stage is too large to be one
    ///
    /// Why: What goes wrong in the first stage goes wrong for all who are in it. A quarter of the keys is more than a trial; 1 to 10 %
    /// shows the same mistakes to fewer.
    ///
    /// Bad:
    /// ```scrimp
    /// rollout smaller {
    ///     of:          haiku
    ///     key:         tenant
    ///     stages:      [50%, 100%] every 2 d
    ///     revert_when: quality(haiku, over: 24 h, at_least: 200 req) < 95%
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
    package static let largeFirstStage = LintRule(
        "R005",
        .policy { linted, findings in
            let policy = linted.policy
            guard let most = Rational(1, 4) else { return }
            for rollout in policy.rollouts {
                guard let first = rollout.stages.first, first > most else { continue }
                let keys = first == .one ? "every" : "\(FigureText.share(first)) of the values of"
                findings.report(
                    "`rollout \(rollout.name)` begins with \(keys) `\(policy.attributes[rollout.key].name)`",
                    at: rollout.location, help: "begin with 1% to 10%: `stages: [5%, 25%, 100%] every …`")
            }
        })
}
