import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// requests that have nowhere to go while a pool rests
    ///
    /// Why: A suspended pool takes no new calls. A chain that has only such candidates refuses every request in that time, each night
    /// or each weekend.
    ///
    /// Bad:
    /// ```scrimp
    /// model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand, suspend: 22:00..06:00 }
    /// route { otherwise -> local }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand, suspend: 22:00..06:00 }
    /// route { otherwise -> local, mini }
    /// ```
    package static let restingPoolAlone = LintRule(
        "R003",
        .policy { linted, findings in
            let policy = linted.policy
            guard policy.pools.contains(where: \.rests) else { return }
            // From the first rule on that asks for the time, those behind it may not be reached at night.
            let firstClock = policy.rules.firstIndex { $0.condition?.readsClock ?? false } ?? policy.rules.count
            for path in policy.paths {
                if case .rule(let index) = path.origin, index >= firstClock { continue }
                if path.condition?.readsClock ?? false { continue }
                let models = path.chain.models
                let pools = models.compactMap { policy.pool(of: $0) }
                guard pools.count == models.count, let first = pools.first, pools.allSatisfy(\.rests) else { continue }
                let isCommon = (0..<7 * 1_440).contains { minute in
                    pools.allSatisfy { $0.rests(atMinuteOfWeek: minute) }
                }
                guard isCommon else { continue }
                findings.report(
                    "while `\(first.name)` rests\(first.restText), nothing is left of \(policy.names(of: models))",
                    at: path.location,
                    labels: [.init(first.location, "takes no new calls then")],
                    help: "add a candidate that does not rest")
            }
        })
}
