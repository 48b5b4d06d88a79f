package import ScrimpCatalog
package import ScrimpDiagnostics
package import ScrimpQuantities

/// A model as a policy declares it.
package struct Model: Sendable {
    package var name: String
    /// `openai/gpt-4o-mini`, or the weights of a self-hosted model.
    package var identity: String
    package var provider: String
    /// Name of the pool that runs it; nil for a hosted one.
    package var pool: String?
    package var tier: ServiceTier
    /// Batch service: within how many nanoseconds an answer is promised.
    package var batchWithin: Int64?
    /// Prices at the tier, from the policy or the catalog; nil where neither has any.
    package var prices: Typed<TierPrices>?
    /// Catalog entry, for a hosted model.
    package var catalogModel: CatalogModel?
    package var contextWindow: Int64?
    /// Nanoseconds; nil where the model does not use the provider's prefix cache.
    package var prefixCache: Int64?
    package var kind: ModelKind
    package var operation = Operation()
    package var location: SourceLocation

    package var isSelfHosted: Bool { pool != nil }

    package init(
        name: String, identity: String, provider: String, pool: String?, tier: ServiceTier, batchWithin: Int64?,
        prices: Typed<TierPrices>?, catalogModel: CatalogModel?, contextWindow: Int64?, prefixCache: Int64?,
        kind: ModelKind,
        location: SourceLocation
    ) {
        self.name = name
        self.identity = identity
        self.provider = provider
        self.pool = pool
        self.tier = tier
        self.batchWithin = batchWithin
        self.prices = prices
        self.catalogModel = catalogModel
        self.contextWindow = contextWindow
        self.prefixCache = prefixCache
        self.kind = kind
        self.location = location
    }
}

extension Model {
    /// How a model is run: all that is neither identity nor price.
    package struct Operation: Sendable {
        package var region: String?
        /// Where prices that the policy says itself come from, and their date, as written.
        package var priceSource: String?
        package var priceDate: String?
        /// Index in `Policy.pools`.
        package var pool: Int?
        /// At p95, in nanoseconds.
        package var firstToken: Int64?
        /// At p95, per nanosecond.
        package var perToken: Rational?
        package var retries: Int64 = 0
        /// Nanoseconds; nil for none.
        package var cooldown: Int64?
        package var cooldownAfter: Int64 = 3
        package var parameters: Int64?
        /// Nil for the weights as published.
        package var quantization: Choice?
        package var pruning: Choice?
        package var tuning: Choice?
        /// Index in `Policy.models`.
        package var distilledFrom: Int?
        package var accuracyFloor: Rational?
        /// Index in `Policy.models`.
        package var fallbackPrecision: Typed<Int>?

        package init() {}
    }

    /// Precision and pruning as the policy writes them, without what is expected of them: `awq(bits: 4)`; empty for none.
    package var variant: String {
        [operation.quantization, operation.pruning].compactMap { $0?.written(without: ["accuracy_drop"]) }
            .joined(separator: ", ")
    }
}

extension Choice {
    /// The word and its arguments, of which only texts and amounts are written.
    fileprivate func written(without hidden: Set<String>) -> String {
        func text(_ value: FieldValue) -> String? {
            switch value {
            case .text(let text): "\"\(text)\""
            case .amount(let quantity): quantity.text
            default: nil
            }
        }
        let named = arguments.keys.sorted().compactMap { name -> String? in
            guard !hidden.contains(name), let value = arguments[name] else { return nil }
            return text(value.value).map { "\(name): \($0)" }
        }
        let all = named + rest.compactMap { text($0.1.value) }
        return all.isEmpty ? word : "\(word)(\(all.joined(separator: ", ")))"
    }
}

/// `when … -> …`
package struct Rule: Sendable {
    /// Nil for `otherwise`.
    package var condition: Expression?
    package var chain: Chain
    /// As written, on one line.
    package var text: String
    package var location: SourceLocation

    package init(condition: Expression?, chain: Chain, text: String, location: SourceLocation) {
        self.condition = condition
        self.chain = chain
        self.text = text
        self.location = location
    }
}

/// Candidates in the order in which they are tried.
package struct Chain: Sendable {
    package enum Candidate: Sendable {
        /// Index in `Policy.models`.
        case model(Int)
        case split([Arm])
    }

    package struct Arm: Sendable {
        /// In (0, 1]; the arms of a split sum to exactly one.
        package var share: Rational
        package var model: Int

        package init(share: Rational, model: Int) {
            self.share = share
            self.model = model
        }
    }

    package var candidates: [Candidate]
    package var location: SourceLocation

    package init(candidates: [Candidate], location: SourceLocation) {
        self.candidates = candidates
        self.location = location
    }

    /// Every model that the chain may try, in order, each once.
    package var models: [Int] {
        var result: [Int] = []
        for candidate in candidates {
            switch candidate {
            case .model(let model): if !result.contains(model) { result.append(model) }
            case .split(let arms): for arm in arms where !result.contains(arm.model) { result.append(arm.model) }
            }
        }
        return result
    }
}

/// `allow`: where a request may go at all.
package struct Allow: Sendable {
    package var name: String
    package var condition: Expression
    /// Indices in `Policy.models` that stay allowed when the condition holds.
    package var models: Set<Int>
    package var location: SourceLocation

    package init(name: String, condition: Expression, models: Set<Int>, location: SourceLocation) {
        self.name = name
        self.condition = condition
        self.models = models
        self.location = location
    }
}

/// What a spent budget or a thrown switch does.
package enum Action: Sendable {
    case reject(message: String?)
    case wait
    case route(Chain)
}

/// `switch`
package struct Switch: Sendable {
    package var name: String
    package var condition: Expression?
    package var action: Action
    package var throwWhen: Expression?
    package var location: SourceLocation

    package init(name: String, condition: Expression?, action: Action, throwWhen: Expression?, location: SourceLocation)
    {
        self.name = name
        self.condition = condition
        self.action = action
        self.throwWhen = throwWhen
        self.location = location
    }
}
