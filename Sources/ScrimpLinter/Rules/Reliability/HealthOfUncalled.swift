import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// the health of a model that is never called
    ///
    /// Why: Health is the share of a model's calls that went well, and 100 % where there were none. Of a model that nothing routes to
    /// it stays there, and what depends on it never happens.
    ///
    /// Bad:
    /// ```scrimp
    /// alert broken { when: health(large) < 50%, notify: "ml-oncall" }
    /// route { otherwise -> mini }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// alert broken { when: health(large) < 50%, notify: "ml-oncall" }
    /// route { otherwise -> large, mini }
    /// ```
    package static let healthOfUncalled = LintRule(
        "R018",
        .policy { linted, findings in
            let policy = linted.policy
            var called: Set<Int>?
            for condition in policy.decidingConditions {
                guard condition.reads({ if case .health = $0 { true } else { false } }) else { continue }
                for comparison in condition.comparisons {
                    for side in [comparison.left, comparison.right] {
                        guard case .health(let model) = side.kind else { continue }
                        let reached = called ?? policy.reachedModels
                        called = reached
                        guard !reached.contains(model) else { continue }
                        let name = policy.models[model].name
                        findings.report(
                            "`health(\(name))` is always 100%: nothing routes to `\(name)`", at: side.location,
                            labels: [.init(policy.models[model].location, "never called")],
                            help: "ask about a model that is called")
                    }
                }
            }
        })
}

extension Policy {
    /// Models that a call may go to, shadows and what takes over below a floor included.
    fileprivate var reachedModels: Set<Int> {
        var reached = Set(paths.flatMap(\.chain.models))
        reached.formUnion(rollouts.flatMap { [$0.of, $0.otherwise] })
        reached.formUnion(shadows.map(\.model))
        reached.formUnion(models.compactMap { $0.operation.fallbackPrecision?.value })
        return reached
    }
}
