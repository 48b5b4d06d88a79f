import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// two models that are the same call
    ///
    /// Why: A fallback, a split or a rollout between two names of one call changes nothing but the figures: each name has its
    /// own budget entries, health and quality, and a failure of one is a failure of the other.
    ///
    /// Bad:
    /// ```scrimp
    /// model mini  { from: "openai/gpt-4o-mini" }
    /// model small { from: "openai/gpt-4o-mini" }
    /// route { otherwise -> mini, small }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// model mini    { from: "openai/gpt-4o-mini" }
    /// model mini_eu { from: "azure/eu/gpt-4o-mini" }
    /// route { otherwise -> mini, mini_eu }
    /// ```
    package static let sameCallTwice = LintRule(
        "M015",
        .policy { linted, findings in
            let models = linted.policy.models
            var first: [CallIdentity: Int] = [:]
            for (index, model) in models.enumerated() {
                let identity = CallIdentity(model)
                guard let other = first[identity] else {
                    first[identity] = index
                    continue
                }
                // A price of its own makes it another contract.
                guard models[other].prices?.value == model.prices?.value, !linted.policy.distinguishes(other, index)
                else {
                    continue
                }
                findings.report(
                    "`\(model.name)` and `\(models[other].name)` are the same call", at: model.location,
                    labels: [Diagnostic.Label(models[other].location, "the same model, service and region")],
                    help: "use one name, or give one of them another region, service or provider")
            }
        })
}

extension Policy {
    /// Whether a shape, limit, budget or other block is meant for one of the two and not for the other.
    fileprivate func distinguishes(_ one: Int, _ other: Int) -> Bool {
        let named =
            shapes.map(\.models) + limits.map(\.models) + budgets.map(\.models) + batches.map(\.models)
            + commitments.map(\.models) + allows.map(\.models)
        return named.contains { $0.map { $0.contains(one) != $0.contains(other) } ?? false }
    }
}

/// What the host sends, whatever the policy calls it.
private struct CallIdentity: Hashable {
    var identity: String
    var service: String
    var region: String?
    var pool: Int?
    var variant: String
    var tuning: String?
    var prefixCache: Int64?
    var context: Int64?

    init(_ model: Model) {
        identity = model.identity
        service = "\(model.tier.rawValue) \(model.batchWithin ?? 0)"
        region = model.operation.region
        pool = model.operation.pool
        variant = model.variant
        tuning = model.operation.tuning.map { "\($0.word) \($0.wholeNumber("rank") ?? 0)" }
        prefixCache = model.prefixCache
        context = model.contextWindow
    }
}
