import ScrimpCatalog
import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a prompt that may become so long that every token costs more
    ///
    /// Why: Beyond a length, some providers ask a multiple for the whole call, not for the tokens beyond it. One token too
    /// many then doubles the price, and nothing in the policy keeps prompts below.
    ///
    /// Bad:
    /// ```scrimp
    /// model haiku { from: "anthropic/claude-haiku-5-5" }
    /// route { otherwise -> haiku }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// model haiku { from: "anthropic/claude-haiku-5-5", context: 100 ktok }
    /// route { otherwise -> haiku }
    /// ```
    package static let longContextSurcharge = LintRule(
        "M007",
        .policy { linted, findings in
            let policy = linted.policy
            let stepped = policy.models.indices.filter { index in
                !linted.isCommitted(index) && policy.models[index].prices?.value.longContext.isEmpty == false
            }
            guard !stepped.isEmpty, linted.asks(for: "prompt") else { return }
            let bounds = CostBounds(of: policy, linted.compilation)
            for index in stepped {
                let model = policy.models[index]
                guard let prices = model.prices?.value, let step = prices.longContext.first, let base = prices.tokens,
                    let long = prices.prices(forPrompt: step.above &+ 1).tokens, long.isDearer(than: base),
                    step.above < model.contextWindow ?? .max, !isTrimmed(index, to: step.above, policy),
                    let rule = straddling(step.above, index, bounds)
                else { continue }
                findings.report(
                    "a prompt of `\(model.name)` beyond \(FigureText.tokens(step.above)) makes every token of the call dearer",
                    at: model.location,
                    labels: [
                        Diagnostic.Label(policy.rules[rule.rule].chain.location, "prompts of any length go there")
                    ],
                    notes: ["up to there: \(base.text)", "beyond: \(long.text)"],
                    help:
                        "keep prompts below (`context: \(FigureText.tokens(step.above))`, `shape trimmed { trim_context: … }`), or "
                        + "give longer ones a rule of their own: `when prompt > \(FigureText.tokens(step.above)) -> …`")
            }
        })

    /// A class that has prompts on both sides: where all are beyond, somebody has decided so.
    private static func straddling(_ above: Int64, _ model: Int, _ bounds: CostBounds) -> ClassBound? {
        bounds.classes.first { rule in
            rule.isReachable
                && rule.calls.contains {
                    $0.model == model && $0.prompt.least <= above && $0.prompt.most ?? .max > above
                }
        }
    }

    private static func isTrimmed(_ model: Int, to tokens: Int64, _ policy: Policy) -> Bool {
        policy.shapes.contains { shape in
            shape.condition == nil && shape.models?.contains(model) ?? true && shape.context ?? .max <= tokens
        }
    }
}
