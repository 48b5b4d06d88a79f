import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a reasoning model that may think as long as it likes
    ///
    /// Why: Reasoning is billed as output and nobody sees it. Without a cap on output or reasoning, a question of ten tokens
    /// can cost as much as the longest answer that the model gives.
    ///
    /// Bad:
    /// ```scrimp
    /// request { tenant: string, prompt: tokens }
    /// model thinker { from: "openai/o3" }
    /// route { otherwise -> thinker }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// request { tenant: string, prompt: tokens }
    /// model thinker { from: "openai/o3" }
    /// shape lean { reasoning_cap: 2 ktok }
    /// route { otherwise -> thinker }
    /// ```
    package static let reasoningUncapped = LintRule(
        "M014",
        .policy { linted, findings in
            let policy = linted.policy
            // The host's `max_output` counts visible and reasoning tokens together.
            guard !linted.asks(for: "max_output") else { return }
            for index in linted.calledModels.sorted() {
                let model = policy.models[index]
                guard let known = model.catalogModel, known.features.contains(.reasoning),
                    !policy.shapes.contains(where: { $0.caps(index) })
                else { continue }
                var notes: [String] = []
                if let price = model.prices?.value.output, let longest = known.maxOutput,
                    let cost = price.money.multiplied(by: Int128(longest))
                {
                    notes = [
                        "its longest answer, \(FigureText.tokens(longest)) at \(TokenPrices.text(price.pico)), costs "
                            + FigureText.dollars(cost.dollars)
                    ]
                }
                findings.report(
                    "nothing bounds the reasoning of `\(model.name)`", at: model.location, notes: notes,
                    help:
                        "cap it, `shape lean { on: \(model.name), reasoning_cap: 2 ktok }`, or add `max_output: tokens` to the "
                        + "request")
            }
        })
}

extension Shape {
    /// Whether it bounds what every call to the model writes.
    fileprivate func caps(_ model: Int) -> Bool {
        condition == nil && models?.contains(model) ?? true && (maxOutput != nil || reasoningCap != nil)
    }
}
