import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// two zeros in four weights on an accelerator that makes nothing of them
    ///
    /// Why: The pattern 2:4 saves time only where the hardware skips the zeros. Elsewhere the accuracy is lost and nothing is
    /// gained.
    ///
    /// Bad:
    /// ```scrimp
    /// pool t4 { gpu: "t4-16gb", replicas: 1, market: on_demand }
    /// model local { weights: "Qwen/Qwen2.5-3B-Instruct", prune: sparsegpt(sparsity: 50%, pattern: "2:4"), pool: t4 }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// pool a100 { gpu: "a100-sxm-80gb", replicas: 1, market: on_demand }
    /// model local { weights: "Qwen/Qwen2.5-3B-Instruct", prune: sparsegpt(sparsity: 50%, pattern: "2:4"), pool: a100 }
    /// ```
    package static let sparsityUnsupported = LintRule(
        "H004",
        .policy { linted, findings in
            let policy = linted.policy
            for model in policy.models {
                guard let choice = model.operation.pruning, choice.word == "sparsegpt", choice.text("pattern") == "2:4",
                    let index = model.operation.pool, policy.pools.indices.contains(index),
                    let gpu = policy.pools[index].catalogGPU, !gpu.supportsSparsity
                else { continue }
                findings.report(
                    "`\(gpu.id)` does not skip the zeros that `\(model.name)` is pruned to",
                    at: linted.place(of: "prune", at: model.location),
                    labels: [Diagnostic.Label(policy.pools[index].gpu.origin, "without support for 2:4")],
                    help:
                        "choose an accelerator that supports it, or `prune: structured(…)`, which leaves a smaller dense model"
                )
            }
        })
}
