import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a number of accelerators over which a model cannot be spread
    ///
    /// Why: A model is spread by its attention heads: each accelerator gets as many, or several share one. Where neither number
    /// divides the other, engines refuse to start.
    ///
    /// Bad:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", per_replica: 3, replicas: 1, market: on_demand }
    /// model local { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: h100 }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", per_replica: 4, replicas: 1, market: on_demand }
    /// model local { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: h100 }
    /// ```
    package static let headsDoNotDivide = LintRule(
        "H007",
        .policy { linted, findings in
            let policy = linted.policy
            for (index, pool) in policy.pools.enumerated() {
                let gpus = pool.acceleratorsPerReplica
                let models = policy.models.filter { $0.operation.pool == index }
                let place = linted.place(of: "per_replica", at: pool.location)
                for model in models {
                    guard let architecture = policy.catalog.architecture(model.identity) else {
                        // Of unknown weights only that heads come in powers of two.
                        guard gpus & (gpus &- 1) != 0 else { continue }
                        findings.report(
                            "`\(model.name)` is spread over \(gpus) accelerators, which is no power of two", at: place,
                            labels: [Diagnostic.Label(model.location, "its heads are shared out evenly")],
                            help: "give a replica 1, 2, 4 or 8 accelerators")
                        continue
                    }
                    let heads = architecture.latentDimension == nil ? architecture.keyValueHeads : 128
                    guard heads > 0, gpus > 0, max(heads, gpus) % min(heads, gpus) != 0 else { continue }
                    let fitting = (1...16).filter { max(heads, $0) % min(heads, $0) == 0 && $0 <= max(gpus, 8) }
                    let list = fitting.map { "\($0)" }.joined(separator: ", ")
                    findings.report(
                        "the \(heads) key and value heads of `\(model.name)` cannot be shared out among \(gpus) accelerators",
                        at: place, labels: [Diagnostic.Label(model.location, "runs there")],
                        help: "give a replica one of these numbers of accelerators: \(list)")
                }
            }
        })
}
