import ScrimpCatalog
import ScrimpCompiler
import ScrimpQuantities
import ScrimpSemantics

/// The dearest call that surely can be made: as long as rule, shapes, context window and the model's own maximum allow, at
/// list price, without retries, cache writes or allowances. Never more than what the runtime reserves for it.
struct LongestCall: Hashable {
    var prompt: Int64
    var output: Int64
    var cost: Money

    /// Nil where nothing says how long a call can be, or what it costs.
    init?(_ model: Model, prompt: Int64?, output: Int64?) {
        guard !model.isSelfHosted, let prices = model.prices?.value else { return nil }
        let window = model.contextWindow ?? .max
        let longest = min(output ?? .max, model.catalogModel?.maxOutput ?? .max, window)
        let whole = min(prompt ?? .max, window)
        guard longest != .max, whole != .max, longest >= 0, whole >= 0 else { return nil }
        // At constant prices the dearest call lies at an end: the longest answer, or the longest prompt.
        let ends = [
            Self.call(min(whole, window - longest), longest, prices),
            Self.call(whole, min(longest, window - whole), prices),
        ].compactMap(\.self)
        guard let dearest = ends.max(by: { $0.cost < $1.cost }) else { return nil }
        self = dearest
    }

    private init(prompt: Int64, output: Int64, cost: Money) {
        self.prompt = prompt
        self.output = output
        self.cost = cost
    }

    private static func call(_ prompt: Int64, _ output: Int64, _ prices: TierPrices) -> LongestCall? {
        guard let tokens = prices.prices(forPrompt: prompt).tokens,
            let first = Money(pico: Int128(tokens.input)).multiplied(by: Int128(prompt)),
            let second = Money(pico: Int128(tokens.output)).multiplied(by: Int128(output)),
            let cost = first.adding(second)
        else { return nil }
        return LongestCall(prompt: prompt, output: output, cost: cost)
    }

    /// `111_616 tok of prompt and 16_384 tok of answer`
    var text: String { "\(FigureText.tokens(prompt)) of prompt and \(FigureText.tokens(output)) of answer" }
}
