import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// an expected loss of accuracy that the floor has no room for
    ///
    /// Why: The loss counts in percentage points against the unquantized model. Where even a model without a mistake would
    /// come to lie below the floor, the model is ruled out, or replaced, by its own declaration.
    ///
    /// Bad:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
    /// model local {
    ///     weights:        "mistralai/Mistral-7B-Instruct-v0.3"
    ///     quantize:       awq(bits: 4, accuracy_drop: 2%..8%)
    ///     accuracy_floor: 95%
    ///     pool:           h100
    /// }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
    /// model local {
    ///     weights:        "mistralai/Mistral-7B-Instruct-v0.3"
    ///     quantize:       awq(bits: 4, accuracy_drop: 0%..2%)
    ///     accuracy_floor: 90%
    ///     pool:           h100
    /// }
    /// ```
    package static let accuracyBelowFloor = LintRule(
        "H006",
        .policy { linted, findings in
            for model in linted.policy.models {
                guard let floor = model.operation.accuracyFloor,
                    case .span(_, let most)? = model.operation.quantization?.arguments["accuracy_drop"]?.value,
                    let room = Rational.one.subtracting(floor), most.value > room
                else { continue }
                findings.report(
                    "up to \(FigureText.share(most.value)) of accuracy are expected to be lost, and the floor of `\(model.name)` "
                        + "has room for \(FigureText.share(room))",
                    at: linted.place(of: "quantize", at: model.location),
                    labels: [
                        Diagnostic.Label(
                            linted.place(of: "accuracy_floor", at: model.location),
                            "\(FigureText.share(floor)) or better")
                    ],
                    help: "choose a finer precision, or a lower floor")
            }
        })
}
