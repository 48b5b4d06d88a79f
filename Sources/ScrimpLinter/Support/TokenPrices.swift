import ScrimpCatalog
import ScrimpCompiler
import ScrimpQuantities
import ScrimpSemantics

/// What a model asks for the tokens of a prompt and of an answer, in pico-dollars each.
struct TokenPrices: Hashable {
    var input: Int64
    var output: Int64

    /// `$0.15/Mtok of prompt and $0.60/Mtok of answer`
    var text: String { "\(Self.text(input)) of prompt and \(Self.text(output)) of answer" }

    /// Pico-dollars a token are micro-dollars a million of them.
    static func text(_ pico: Int64) -> String {
        CostText.short(Money(pico: Int128(pico) * 1_000_000)) + "/Mtok"
    }

    /// Whether every mix of prompt and answer costs at least as much, and some mix more.
    func isDearer(than other: TokenPrices) -> Bool {
        input >= other.input && output >= other.output && self != other
    }

    /// By what factor every mix of prompt and answer is dearer, at least; nil against a model that costs nothing.
    func leastFactor(over other: TokenPrices) -> Rational? {
        guard let first = Rational(Int128(input), Int128(other.input)),
            let second = Rational(Int128(output), Int128(other.output))
        else { return nil }
        return min(first, second)
    }
}

extension TierPrices {
    /// Nil where one of the two is not known.
    var tokens: TokenPrices? {
        guard let input, let output else { return nil }
        return TokenPrices(input: input.pico, output: output.pico)
    }
}

extension LintedPolicy {
    /// Of a hosted chat model that is paid per token and nothing else; nil for any other.
    func tokenPrices(of model: Int) -> TokenPrices? {
        guard policy.models.indices.contains(model) else { return nil }
        let declared = policy.models[model]
        guard !declared.isSelfHosted, declared.kind == .chat, !isCommitted(model), let prices = declared.prices?.value,
            prices.perRequest ?? UnitPrice(pico: 0) == UnitPrice(pico: 0)
        else { return nil }
        return prices.tokens
    }
}
