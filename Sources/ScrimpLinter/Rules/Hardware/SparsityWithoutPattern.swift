import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// single weights that are removed without a pattern
    ///
    /// Why: Zeros that stand anywhere are stored, read and multiplied like any other weight. Only whole rows that are gone, or a
    /// pattern that the hardware knows, save memory or time; the accuracy is lost in any case.
    ///
    /// Bad:
    /// ```scrimp
    /// pool a100 { gpu: "a100-sxm-80gb", replicas: 1, market: on_demand }
    /// model local { weights: "Qwen/Qwen2.5-3B-Instruct", prune: unstructured(sparsity: 50%), pool: a100 }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// pool a100 { gpu: "a100-sxm-80gb", replicas: 1, market: on_demand }
    /// model local { weights: "Qwen/Qwen2.5-3B-Instruct", prune: sparsegpt(sparsity: 50%, pattern: "2:4"), pool: a100 }
    /// ```
    package static let sparsityWithoutPattern = LintRule(
        "H005",
        .policy { linted, findings in
            for model in linted.policy.models {
                guard let choice = model.operation.pruning, choice.word != "structured", choice.text("pattern") != "2:4"
                else { continue }
                let share = choice.ratio("sparsity").map(FigureText.share) ?? "some"
                findings.report(
                    "\(share) of the weights of `\(model.name)` are zeros that no hardware skips",
                    at: linted.place(of: "prune", at: model.location),
                    help:
                        "write `sparsegpt(sparsity: 50%, pattern: \"2:4\")`, or `structured(…)`, which leaves a smaller dense model"
                )
            }
        })
}
