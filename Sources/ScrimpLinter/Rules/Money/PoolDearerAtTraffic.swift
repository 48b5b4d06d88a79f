import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a pool that costs more than an API would for the declared traffic
    ///
    /// Why: A pool is paid for the hours in which it stands, not for the hours in which it works. With little traffic its fewest
    /// replicas cost more than a provider asks for the same requests.
    ///
    /// Bad:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
    /// model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
    /// route { otherwise -> local, mini }
    /// scenario month for p {
    ///     traffic: workload(requests: 100_000 req, duration: 30 d, prompt: 1 ktok, output: 200 tok)
    /// }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
    /// model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
    /// route { otherwise -> local, mini }
    /// scenario month for p {
    ///     traffic: workload(requests: 60_000_000 req, duration: 30 d, prompt: 1 ktok, output: 200 tok)
    /// }
    /// ```
    package static let poolDearerAtTraffic = LintRule(
        "M008",
        .policy { linted, findings in
            let policy = linted.policy
            guard !policy.scenarios.isEmpty else { return }
            for (index, pool) in policy.pools.enumerated() {
                guard let cost = PoolCost(pool), cost.fewestHour > 0 else { continue }
                for scenario in policy.scenarios {
                    guard let traffic = DeclaredTraffic(scenario, policy),
                        let hosted = hostedCost(of: traffic, on: index, linted), hosted.perHour < cost.fewestHour
                    else { continue }
                    let names = hosted.models.sorted().map { "`\(policy.models[$0].name)`" }.joined(separator: ", ")
                    findings.report(
                        "`pool \(pool.name)` costs \(FigureText.dollars(cost.fewestHour * hoursPerMonth)) or more in 30 days, and "
                            + "\(names) \(FigureText.dollars(hosted.perHour * hoursPerMonth)) or less for the same requests",
                        at: pool.location,
                        labels: [Diagnostic.Label(scenario.location, "declares the traffic")],
                        notes: [
                            "\(pool.replicas.lowerBound) × \(pool.acceleratorsPerReplica) accelerators at "
                                + "\(FigureText.dollars(cost.acceleratorHour)) an hour, and "
                                + "\(FigureText.share(pool.overhead)) of overhead"
                        ],
                        help:
                            "route these requests to \(names), or let the pool go down to fewer hours: `replicas: 0..1`, `suspend:`"
                    )
                    break
                }
            }
        })

    private static let hoursPerMonth = 720.0

    /// What a provider would ask for all that may go to a pool, at the most; nil where some of it has no alternative.
    private static func hostedCost(of traffic: DeclaredTraffic, on pool: Int, _ linted: LintedPolicy) -> (
        perHour: Double, models: Set<Int>
    )? {
        let policy = linted.policy
        let lengths = Set(
            policy.attributes.indices.filter { ["prompt", "max_output"].contains(policy.attributes[$0].name) })
        var (perHour, models): (Double, Set<Int>) = (0, [])
        func isOnPool(_ model: Int) -> Bool { policy.models[model].operation.pool == pool }
        guard !linted.actionChains.contains(where: { $0.models.contains(where: isOnPool) }) else { return nil }
        for rule in policy.rules where rule.chain.models.contains(where: isOnPool) {
            guard
                let other = linted.cheapestAlternative(in: rule.chain, prompt: traffic.prompt, output: traffic.output)
            else { return nil }
            // Requests that are chosen by their length are not of mean length.
            let isByLength = rule.condition?.asks(about: lengths) ?? false
            let share = isByLength ? 1 : traffic.greatestShare(rule.condition, policy)
            perHour += traffic.requestsPerHour * share * other.cost
            models.insert(other.model)
        }
        return models.isEmpty ? nil : (perHour, models)
    }
}
