import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a precision that the accelerator does not multiply
    ///
    /// Why: FP8 came with Hopper and Ada, FP4 with Blackwell, bfloat16 with Ampere. On older hardware the weights are widened
    /// before they are multiplied, or the engine refuses them: the expected speed never comes.
    ///
    /// Bad:
    /// ```scrimp
    /// pool a100 { gpu: "a100-sxm-80gb", replicas: 1, market: on_demand }
    /// model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: fp8, pool: a100 }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
    /// model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: fp8, pool: h100 }
    /// ```
    package static let missingNumberFormat = LintRule(
        "H003",
        .policy { linted, findings in
            let policy = linted.policy
            for model in policy.models {
                guard let index = model.operation.pool, policy.pools.indices.contains(index),
                    let gpu = policy.pools[index].catalogGPU
                else { continue }
                let pool = policy.pools[index]
                var missing: Set<NumberFormat> = []
                var subject = "`\(model.name)`"
                var place = model.location
                if let choice = model.operation.quantization {
                    missing = policy.catalog.quantization(choice.word)?.formats.subtracting(gpu.formats) ?? []
                    subject = "`\(choice.word)` of `\(model.name)`"
                    place = linted.place(of: "quantize", at: model.location)
                } else if policy.catalog.architecture(model.identity)?.precision == .bf16 {
                    missing = Set([NumberFormat.bf16]).subtracting(gpu.formats)
                    place = linted.place(of: "weights", at: model.location)
                }
                guard !missing.isEmpty else { continue }
                let names = missing.map(\.rawValue).sorted().joined(separator: ", ")
                let has = gpu.formats.map(\.rawValue).sorted().joined(separator: ", ")
                findings.report(
                    "\(subject) needs \(names), which `\(gpu.id)` does not multiply", at: place,
                    labels: [Diagnostic.Label(pool.gpu.origin, "multiplies \(has)")],
                    help: "choose another precision, or an accelerator that has the format")
            }
        })
}
