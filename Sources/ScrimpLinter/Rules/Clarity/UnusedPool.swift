import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a pool that no model runs on
    ///
    /// Why: Its GPUs are declared, priced and suspended for nobody.
    ///
    /// Bad:
    /// ```scrimp
    /// pool spare { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
    /// model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
    /// ```
    package static let unusedPool = LintRule(
        "C008",
        .policy { linted, findings in
            for (index, pool) in linted.policy.pools.enumerated() where pool.location.source == 0 {
                guard !linted.policy.models.contains(where: { $0.operation.pool == index }),
                    !linted.isMentioned(pool.name, besides: pool.location)
                else { continue }
                findings.report(
                    "no model runs on `pool \(pool.name)`", at: pool.location, help: "name it in a model, or remove it",
                    fixes: linted.removal(ofDeclarationNamedAt: pool.location))
            }
        })
}
