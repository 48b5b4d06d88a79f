import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpSemantics
import ScrimpSyntax

extension LintRule {
    /// a method of quantization in bits that it does not have
    ///
    /// Why: Each method has kernels for some widths. For any other there are no weights to load, and no figures for speed or
    /// accuracy.
    ///
    /// Bad:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
    /// model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: awq(bits: 8), pool: h100 }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
    /// model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: awq(bits: 4), pool: h100 }
    /// ```
    package static let unpublishedBits = LintRule(
        "H012",
        .policy { linted, findings in
            for model in linted.policy.models {
                guard let choice = model.operation.quantization, let bits = choice.wholeNumber("bits"),
                    let known = linted.policy.catalog.quantization(choice.word), let usual = known.bits.first,
                    !known.bits.contains(bits)
                else { continue }
                var fixes: [Diagnostic.Fix] = []
                if let place = choice.arguments["bits"]?.origin, known.bits.count == 1 {
                    fixes = [Diagnostic.Fix("write `bits: \(usual)`", [.init(place.range, "\(usual)")], isSafe: false)]
                }
                let list = known.bits.sorted().map { "\($0)" }.joined(separator: ", ")
                findings.report(
                    "\(known.name) has no weights of \(bits) bits",
                    at: choice.arguments["bits"]?.origin ?? linted.place(of: "quantize", at: model.location),
                    labels: [Diagnostic.Label(model.location, "`\(model.name)`")],
                    notes: ["it is published in \(list) bits: \(known.source)"], help: "write `bits: \(usual)`",
                    fixes: fixes)
            }
        })
}
