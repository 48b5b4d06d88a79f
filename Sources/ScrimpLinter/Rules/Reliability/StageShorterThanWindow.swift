import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a stage that ends before it is measured
    ///
    /// Why: Quality is a mean over a window. Where a stage is shorter than that window, most of what the next stage is decided on was
    /// measured in the ones before it, on fewer and other keys.
    ///
    /// Bad:
    /// ```scrimp
    /// rollout smaller {
    ///     of:          haiku
    ///     key:         tenant
    ///     stages:      [5%, 25%, 100%] every 1 h
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
    package static let stageShorterThanWindow = LintRule(
        "R006",
        .policy { linted, findings in
            let policy = linted.policy
            for rollout in policy.rollouts where rollout.stages.count > 1 {
                guard let condition = rollout.revertWhen else { continue }
                var longest: Int64 = 0
                _ = condition.reads { part in
                    if case .quality(rollout.of, let over, _) = part {
                        longest = max(longest, Int64(clamping: over.value.rounded))
                    }
                    return false
                }
                guard longest > rollout.every else { continue }
                let (stage, window) = (FigureText.duration(rollout.every), FigureText.duration(longest))
                findings.report(
                    "a stage of `rollout \(rollout.name)` lasts \(stage), and the quality that ends it is measured over \(window)",
                    at: rollout.location, labels: [.init(condition.location, "looks back \(window)")],
                    help: "let a stage last \(window) at least, or measure over less")
            }
        })
}
