import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// weights that the accelerators of a replica cannot hold
    ///
    /// Why: Every replica holds all weights of the model, over all of its accelerators. Where they are larger than the memory,
    /// the pool never starts, and is paid for while it tries.
    ///
    /// Bad:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
    /// model local { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: h100 }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", per_replica: 4, replicas: 1, market: on_demand }
    /// model local { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: h100 }
    /// ```
    package static let weightsDoNotFit = LintRule(
        "H001",
        .policy { linted, findings in
            for model in linted.policy.models {
                guard let fit = linted.fit(of: model), fit.weights.bytes > fit.usableMemory else { continue }
                let count = fit.acceleratorsNeeded(tokens: fit.wholeContext ?? 0)
                var help = count.map { "give the pool `per_replica: \($0)`, or " } ?? ""
                if let other = model.operation.fallbackPrecision?.value,
                    let smaller = linted.fit(of: linted.policy.models[other]),
                    smaller.weights.bytes <= smaller.usableMemory
                {
                    help += "use `\(smaller.model.name)`, whose \(FigureText.gigabytes(smaller.weights.bytes)) fit"
                } else {
                    help += "hold the weights in fewer bits: `quantize: awq(bits: 4)`"
                }
                findings.report(
                    "the weights of `\(model.name)` take \(FigureText.gigabytes(fit.weights.bytes)), and a replica of "
                        + "`pool \(fit.pool.name)` has \(FigureText.gigabytes(fit.usableMemory)) for them",
                    at: model.location, caption: "in \(fit.weights.name)",
                    labels: [
                        Diagnostic.Label(
                            fit.pool.location,
                            "\(fit.gpus) × \(FigureText.gigabytes(fit.gpu.memory)), a tenth of it the engine's")
                    ], help: help)
            }
        })
}
