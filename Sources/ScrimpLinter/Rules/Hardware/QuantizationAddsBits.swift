import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a quantization that makes the weights larger
    ///
    /// Why: Some weights are published in eight or four bits. Quantizing them to as many or more costs accuracy and work, and
    /// saves nothing.
    ///
    /// Bad:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
    /// model local { weights: "openai/gpt-oss-20b", quantize: fp8, pool: h100 }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
    /// model local { weights: "openai/gpt-oss-20b", pool: h100 }
    /// ```
    package static let quantizationAddsBits = LintRule(
        "H009",
        .policy { linted, findings in
            for model in linted.policy.models {
                guard model.operation.quantization != nil, model.operation.pruning == nil,
                    let fit = linted.fit(of: model),
                    fit.weights.without == nil
                else { continue }
                let published = fit.architecture.weightBytes
                guard fit.weights.bytes >= published else { continue }
                findings.report(
                    "`\(model.name)` is published in \(fit.architecture.precision.rawValue), and \(fit.weights.name) saves nothing",
                    at: linted.place(of: "quantize", at: model.location),
                    notes: [
                        "as published: \(FigureText.gigabytes(published))",
                        "\(fit.weights.name): \(FigureText.gigabytes(fit.weights.bytes))",
                    ],
                    help: "leave `quantize` out")
            }
        })
}
