import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a declaration about models that are never called
    ///
    /// Why: It looks like a limit, a batch or a rollout that protects something, and bears on no call: no chain leads to its models.
    ///
    /// Bad:
    /// ```scrimp
    /// limit slow_start { on: large, concurrency: 4 }
    /// route { otherwise -> mini }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// limit slow_start { on: large, concurrency: 4 }
    /// route {
    ///     when complexity > 80% -> large, mini
    ///     otherwise             -> mini
    /// }
    /// ```
    package static let declarationForUncalledModels = LintRule(
        "C020",
        .policy { linted, findings in
            let policy = linted.policy
            var bearing: [(kind: String, name: String, models: Set<Int>, location: SourceLocation)] = []
            for item in policy.budgets {
                if let models = item.models { bearing.append(("budget", item.name, models, item.location)) }
            }
            for item in policy.limits {
                if let models = item.models { bearing.append(("limit", item.name, models, item.location)) }
            }
            for item in policy.shapes {
                if let models = item.models { bearing.append(("shape", item.name, models, item.location)) }
            }
            for item in policy.batches { bearing.append(("batch", item.name, item.models, item.location)) }
            for item in policy.commitments { bearing.append(("commit", item.name, item.models, item.location)) }
            for item in policy.rollouts { bearing.append(("rollout", item.name, [item.of], item.location)) }
            guard !bearing.isEmpty else { return }
            let answering = policy.answeringModels
            for item in bearing where item.location.source == 0 && item.models.isDisjoint(with: answering) {
                let names = item.models.sorted().map { "`\(policy.models[$0].name)`" }.joined(separator: ", ")
                findings.report(
                    "`\(item.kind) \(item.name)` bears on no call", at: item.location,
                    notes: names.isEmpty ? [] : ["no rule, action or rollout leads to \(names)"],
                    help: "route to a model that it is about, or remove it")
            }
        })
}

extension Policy {
    /// Models that some call may go to.
    fileprivate var answeringModels: Set<Int> {
        var result = Set(rules.flatMap(\.chain.models))
        for action in budgets.map(\.spent) + switches.map(\.action) {
            if case .route(let chain) = action { result.formUnion(chain.models) }
        }
        result.formUnion(shadows.map(\.model))
        var grows = true
        while grows {
            let before = result.count
            for rollout in rollouts where result.contains(rollout.of) { result.insert(rollout.otherwise) }
            for model in result {
                if let other = models[model].operation.fallbackPrecision?.value { result.insert(other) }
            }
            grows = result.count > before
        }
        return result
    }
}
