import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a pool that costs more per token than its fallback, however busy it is
    ///
    /// Why: Hours, throughput and planned utilization give a price per token. Where that is above what a provider asks for
    /// prompts and for answers, no amount of traffic makes the pool pay.
    ///
    /// Bad:
    /// ```scrimp
    /// pool big { gpu: "h100-sxm-80gb", per_replica: 8, replicas: 1, market: on_demand, utilization: 30% }
    /// model local { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: big }
    /// route { otherwise -> local, mini }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// pool small { gpu: "h100-sxm-80gb", replicas: 1, market: spot(fallback: on_demand, interruptions: 5%/h) }
    /// model local { weights: "meta-llama/Llama-3.1-8B-Instruct", pool: small }
    /// route { otherwise -> local, mini }
    /// ```
    package static let poolDearerThanProvider = LintRule(
        "M009",
        .policy { linted, findings in
            let policy = linted.policy
            for (index, model) in policy.models.enumerated() {
                guard let fit = linted.fit(of: model), let cost = PoolCost(fit.pool) else { continue }
                let throughput = fit.greatestThroughput(policy.catalog)
                let share = max(fit.pool.utilization.approximate, 1e-9)
                let prompt = cost.replicaHour / (throughput.prompt * share * 3_600)
                let output = cost.replicaHour / (throughput.output * share * 3_600)
                guard prompt.isFinite, output.isFinite else { continue }
                for rule in policy.rules where rule.chain.models.contains(index) {
                    let cheaper = rule.chain.models.first { other in
                        guard let prices = linted.tokenPrices(of: other) else { return false }
                        return Double(prices.input) / 1e12 < prompt && Double(prices.output) / 1e12 < output
                    }
                    guard let cheaper, let prices = linted.tokenPrices(of: cheaper) else { continue }
                    let (name, other) = (model.name, policy.models[cheaper].name)
                    findings.report(
                        "`\(name)` costs more per token than `\(other)`, even with its pool as busy as it is planned to be",
                        at: model.location, labels: [Diagnostic.Label(rule.chain.location, "either may answer")],
                        notes: [
                            "`\(name)`: \(FigureText.dollars(prompt * 1e6))/Mtok of prompt and "
                                + "\(FigureText.dollars(output * 1e6))/Mtok of answer, from "
                                + "\(FigureText.dollars(cost.replicaHour)) an hour at \(FigureText.percent(fit.pool.utilization)) of "
                                + "\(Int64(clamping: Int128(throughput.output))) tok/s",
                            "`\(other)`: \(prices.text)",
                        ],
                        help: "choose cheaper hardware or a smaller precision, or let `\(other)` answer")
                    break
                }
            }
        })
}

extension PoolFit {
    /// Tokens a second of one replica that only reads prompts, and of one that only writes answers, at the largest batch:
    /// more than any real mix reaches.
    func greatestThroughput(_ catalog: Catalog) -> (prompt: Double, output: Double) {
        let steps = steps
        var times = [(step: steps.step, prefill: steps.prefillPerToken, batch: 256.0)]
        for row in catalog.throughputs(of: model.identity) where row.gpu == gpu.id && row.tensorParallel == gpus {
            guard row.precision == weights.precision, pool.engine == nil || pool.engine == row.engine else { continue }
            times.append((row.step, row.prefillSecondsPerToken ?? steps.prefillPerToken, Double(row.largestBatch)))
        }
        let output = times.map { $0.batch / max($0.step.seconds(batch: $0.batch), 1e-12) }.max() ?? 0
        let prompt = times.map { 1 / max($0.prefill, 1e-12) }.max() ?? 0
        return (prompt, output)
    }
}
