package import ScrimpQuantities

/// The least and the most that something can cost. Exact amounts, no estimates.
package struct CostBound: Hashable, Sendable {
    package var least: Money
    /// Nil where nothing bounds it; `unbounded` says what.
    package var most: Money?
    /// What the most is made of, the dearest first; what is known of it where it has no bound.
    package var terms: [CostTerm] = []
    package var unbounded: [UnboundedCost] = []

    package static let nothing = CostBound(least: .zero, most: .zero)

    /// The term that counts most; nil where nothing is paid.
    package var dominating: CostTerm? { terms.first }

    /// In a few characters, for the end of a line: `≤ $0.16384`, `free`, `no bound`.
    package var hint: String {
        guard let most else { return "no bound" }
        return most == .zero ? "free" : "≤ \(CostText.short(most))"
    }

    /// ``output of `large`: 16_384 tok × $10/Mtok = $0.16384, 92 %``
    package var dominatingText: String? {
        guard let dominating else { return nil }
        guard let most, let share = CostText.percent(dominating.amount, of: most) else { return dominating.text }
        return "\(dominating.text), \(share) %"
    }
}

/// Why a cost has no greatest amount, and what would bound it.
package struct UnboundedCost: Hashable, Sendable {
    package enum Cause: Hashable, Sendable {
        /// No price, in policy or catalog, for something that a call may use.
        case unpriced(CostTerm.Part)
        /// No greatest number of these.
        case uncounted(CostTerm.Part)
        /// A budget that is soft and has no ceiling.
        case noCeiling
    }

    package var cause: Cause
    /// Name of the model, or of the budget that has no ceiling.
    package var subject: String

    package var message: String {
        switch cause {
        case .unpriced(let part): "`\(subject)` has no price for \(part.priced)"
        case .uncounted(let part): "nothing bounds the \(part.counted) of a call to `\(subject)`"
        case .noCeiling: "`\(subject)` has no ceiling"
        }
    }

    package var help: String {
        switch cause {
        case .unpriced: "say it in the model (`price: { … }`), with a source and a date"
        case .uncounted(.output): "cap it: `shape capped { max_output: 4 ktok }`"
        case .uncounted(.input), .uncounted(.cacheWrite):
            "say the model's context window (`context: 128 ktok`), or ask for `prompt <= …` in the rule"
        case .uncounted(.images): "ask for `images <= …` in the rule"
        case .uncounted(.audio): "ask for `audio <= …` in the rule"
        case .uncounted(.toolCalls): "ask for `tool_calls <= …` in the rule"
        case .uncounted(.request): "leave the model out of the chain"
        case .noCeiling: "add a `ceiling:`, at which it rejects"
        }
    }
}

extension CostTerm.Part {
    fileprivate var priced: String {
        switch self {
        case .cacheWrite: "cache writes"
        case .request: "requests"
        case .toolCalls: "tool calls"
        case .input, .output, .images, .audio: rawValue
        }
    }

    fileprivate var counted: String {
        switch self {
        case .input, .cacheWrite: "prompt"
        case .toolCalls: "tool calls"
        case .output, .images, .audio, .request: rawValue
        }
    }
}

/// What one call to one model can cost, for the requests of one rule.
package struct CallBound: Hashable, Sendable {
    /// Index in `Policy.models`.
    package var model: Int
    package var modelName: String
    /// Of a single try.
    package var bound: CostBound
    /// Tries that one request can pay: one, and one for each retry.
    package var tries: Int64
    /// Paid by the hours of its pool, and nothing for the call.
    package var isSelfHosted: Bool
    /// Paid by a commitment, as far as that goes.
    package var isCovered: Bool
    /// Tokens of the prompt and of the answer, as a reservation counts them.
    package var prompt: TokenBound
    package var output: TokenBound
}

/// How many tokens there can be, and what says so.
package struct TokenBound: Hashable, Sendable {
    package enum Source: Hashable, Sendable {
        /// The rule's condition, or a default of the attribute's domain.
        case condition
        /// Index in `Policy.shapes`.
        case shape(Int)
        case contextWindow
        /// The longest answer that the model gives.
        case modelMaximum
        case nothing
    }

    package var least: Int64
    /// Nil for no bound.
    package var most: Int64?
    package var source: Source
}
