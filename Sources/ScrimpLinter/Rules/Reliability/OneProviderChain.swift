import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a fallback that fails together with what it replaces
    ///
    /// Why: Outages, rate limits and suspended accounts hit a provider as a whole. A chain whose candidates all come from one helps
    /// against none of them. This speaks only where the policy has another model that could stand there.
    ///
    /// Bad:
    /// ```scrimp
    /// model haiku { from: "anthropic/claude-haiku-4-5" }
    /// route { otherwise -> large, mini }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// model haiku { from: "anthropic/claude-haiku-4-5" }
    /// route { otherwise -> large, haiku }
    /// ```
    package static let oneProviderChain = LintRule(
        "R002",
        .policy { linted, findings in
            let policy = linted.policy
            for rule in policy.rules {
                let models = rule.chain.models
                guard models.count > 1, let first = models.first else { continue }
                let supplier = policy.supplier(of: first)
                guard models.allSatisfy({ policy.supplier(of: $0) == supplier }) else { continue }
                // An `allow` that shares no model with the chain never binds its requests, or the chain would be empty for them.
                let binding = policy.allows.filter { !$0.models.isDisjoint(with: models) }
                let other = policy.models.indices.first { index in
                    policy.supplier(of: index) != supplier && policy.models[index].kind == policy.models[first].kind
                        && policy.models[index].tier == .standard && binding.allSatisfy { $0.models.contains(index) }
                }
                guard let other else { continue }
                let name = policy.models[other].name
                findings.report(
                    "\(policy.names(of: models)) all come from `\(supplier)`, and fail together",
                    at: rule.chain.location,
                    help:
                        "put a model of another provider behind them: `\(name)` comes from `\(policy.supplier(of: other))`"
                )
            }
        })
}
