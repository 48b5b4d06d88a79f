import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// spot hardware with nothing behind it
    ///
    /// Why: Spot capacity is taken away at short notice, and for as long as others pay more. Where neither the pool nor the chain has
    /// anything else, every request is refused in that time.
    ///
    /// Bad:
    /// ```scrimp
    /// model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: spot(fallback: none, interruptions: 5%/h) }
    /// route { otherwise -> local }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: spot(fallback: none, interruptions: 5%/h) }
    /// route { otherwise -> local, mini }
    /// ```
    package static let spotWithoutFallback = LintRule(
        "R001",
        .policy { linted, findings in
            let policy = linted.policy
            guard policy.pools.contains(where: \.isInterrupted) else { return }
            for path in policy.paths {
                let models = path.chain.models
                let pools = models.compactMap { policy.pool(of: $0) }
                guard pools.count == models.count, let pool = pools.first, pools.allSatisfy(\.isInterrupted) else {
                    continue
                }
                var rate = ""
                if case .spot(_, let interruptions, _) = pool.market {
                    rate = ", which happens to \(interruptions.text)"
                }
                findings.report(
                    "when the hardware of \(policy.names(of: models)) is taken away\(rate), nothing is left",
                    at: path.location,
                    labels: [.init(pool.location, "spot, with `fallback: none`")],
                    help: "add a candidate that runs elsewhere, or say `fallback: on_demand`")
            }
        })
}
