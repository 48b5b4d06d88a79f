import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// one machine, and nothing behind it
    ///
    /// Why: A pool of one replica is away whenever that replica restarts, is updated or fails. A chain with no other candidate refuses
    /// every request in that time.
    ///
    /// Bad:
    /// ```scrimp
    /// model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
    /// route { otherwise -> local }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
    /// route { otherwise -> local, mini }
    /// ```
    package static let loneReplica = LintRule(
        "R021",
        .policy { linted, findings in
            let policy = linted.policy
            guard policy.pools.contains(where: { $0.replicas.upperBound == 1 }) else { return }
            for path in policy.paths {
                let models = path.chain.models
                let pools = Set(models.map { policy.models[$0].operation.pool })
                // Spot hardware without a fallback is spoken of by its own rule.
                guard pools.count == 1, let first = models.first, let pool = policy.pool(of: first),
                    pool.replicas.upperBound == 1, !pool.isInterrupted
                else { continue }
                findings.report(
                    "all that answers here is the one replica of `pool \(pool.name)`", at: path.location,
                    labels: [.init(pool.location, "one replica")],
                    help: "add a candidate that runs elsewhere, or a second replica")
            }
        })
}
