import ScrimpCatalog
import ScrimpCompiler
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
            for (index, model) in policy.models.enumerated() where model.isSelfHosted {
                guard let fit = linted.fit(of: model), let cost = PoolCost(fit.pool) else { continue }
                let share = fit.pool.utilization
                let derived = Throughput(derivedFor: fit)
                func cheaper(in chain: Chain, than costs: (prompt: Double, output: Double)) -> Int? {
                    chain.models.first { linted.tokenPrices(of: $0)?.isBelow(costs) ?? false }
                }
                let rules = policy.rules.filter { $0.chain.models.contains(index) }
                guard
                    rules.contains(where: {
                        cheaper(in: $0.chain, than: derived.costs(cost, utilization: share)) != nil
                    })
                else { continue }
                let throughput = derived.atLeast(measuredFor: fit, policy.catalog)
                let costs = throughput.costs(cost, utilization: share)
                for rule in rules {
                    guard let other = cheaper(in: rule.chain, than: costs), let prices = linted.tokenPrices(of: other)
                    else { continue }
                    let name = policy.models[other].name
                    findings.report(
                        "`\(model.name)` costs more per token than `\(name)`, even with its pool as busy as it is planned to be",
                        at: model.location, labels: [Diagnostic.Label(rule.chain.location, "either may answer")],
                        notes: [
                            "`\(model.name)`: \(FigureText.dollars(costs.prompt * 1e6))/Mtok of prompt and "
                                + "\(FigureText.dollars(costs.output * 1e6))/Mtok of answer, from "
                                + "\(FigureText.dollars(cost.replicaHour)) an hour at \(FigureText.share(share)) of "
                                + "\(CostText.grouped(Int64(min(max(throughput.output, 0), 1e15)))) tok/s",
                            "`\(name)`: \(prices.text)",
                        ],
                        help: "choose cheaper hardware or a smaller precision, or let `\(name)` answer")
                    break
                }
            }
        })
}

/// Tokens a second of one replica that only reads prompts, and of one that only writes answers, at the largest batch: more
/// than any real mix reaches.
private struct Throughput {
    var prompt: Double
    var output: Double

    init(_ step: StepTime, prefill: Double, batch: Double) {
        prompt = 1 / max(prefill, 1e-12)
        output = batch / max(step.seconds(batch: batch), 1e-12)
    }

    /// From the shape of the model and the data sheet of its hardware.
    init(derivedFor fit: PoolFit) {
        self.init(fit.steps.step, prefill: fit.steps.prefillPerToken, batch: 256)
    }

    /// The greater of this and what was measured on the same hardware.
    func atLeast(measuredFor fit: PoolFit, _ catalog: Catalog) -> Throughput {
        var result = self
        for row in catalog.throughputs(of: fit.model.identity) {
            guard row.gpu == fit.gpu.id, row.tensorParallel == fit.gpus, row.precision == fit.weights.precision,
                fit.pool.engine == nil || fit.pool.engine == row.engine
            else { continue }
            let measured = Throughput(
                row.step, prefill: row.prefillSecondsPerToken ?? fit.steps.prefillPerToken,
                batch: Double(row.largestBatch))
            result.prompt = max(result.prompt, measured.prompt)
            result.output = max(result.output, measured.output)
        }
        return result
    }

    /// Dollars of one token of each kind.
    func costs(_ cost: PoolCost, utilization: Rational) -> (prompt: Double, output: Double) {
        let hour = 3_600 * max(utilization.approximate, 1e-9)
        return (cost.replicaHour / (prompt * hour), cost.replicaHour / (output * hour))
    }
}

extension TokenPrices {
    /// Whether prompts and answers both cost less than these dollars a token.
    fileprivate func isBelow(_ costs: (prompt: Double, output: Double)) -> Bool {
        Double(input) / 1e12 < costs.prompt && Double(output) / 1e12 < costs.output
    }
}
