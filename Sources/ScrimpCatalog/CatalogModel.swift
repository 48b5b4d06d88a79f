package import ScrimpQuantities

/// A hosted model as its provider sells it.
package struct CatalogModel: Hashable, Sendable {
    /// `openai/gpt-4o-mini`
    package var id: String
    /// `openai`: what `provider("openai")` in a policy means.
    package var provider: String
    package var kind: ModelKind
    /// Tokens of prompt and system text together.
    package var contextWindow: Int64?
    /// Visible and reasoning tokens together.
    package var maxOutput: Int64?
    package var tiers: [ServiceTier: TierPrices]
    package var features: Set<ModelFeature>
    /// The day from which the provider no longer serves it.
    package var deprecation: CivilDate?
    /// What a count of tokens is multiplied by where the counting tokenizer is not the model's own; nil is one.
    package var tokenizerAllowance: Rational?
    /// Whether cancelling a request stops its bill; nil where the provider does not say.
    package var cancelStopsBilling: Bool?
    /// Where the figures come from, for people.
    package var source: String
    /// The day on which the source said so.
    package var asOf: CivilDate

    package init(
        id: String, provider: String, kind: ModelKind, contextWindow: Int64? = nil, maxOutput: Int64? = nil,
        tiers: [ServiceTier: TierPrices] = [:], features: Set<ModelFeature> = [], deprecation: CivilDate? = nil,
        tokenizerAllowance: Rational? = nil, cancelStopsBilling: Bool? = nil, source: String, asOf: CivilDate
    ) {
        self.id = id
        self.provider = provider
        self.kind = kind
        self.contextWindow = contextWindow
        self.maxOutput = maxOutput
        self.tiers = tiers
        self.features = features
        self.deprecation = deprecation
        self.tokenizerAllowance = tokenizerAllowance
        self.cancelStopsBilling = cancelStopsBilling
        self.source = source
        self.asOf = asOf
    }

    /// Nil where the provider does not sell that tier of it.
    package subscript(tier: ServiceTier) -> TierPrices? { tiers[tier] }
}

/// How soon a provider answers, and what it asks for that.
package enum ServiceTier: String, CaseIterable, Sendable {
    case standard, batch, flex, priority
}

/// What a model is for. A chat is never routed to an embedding.
package enum ModelKind: Hashable, Sendable {
    case chat, embedding, rerank, image, audio
    case other(String)

    /// The kinds that have a name of their own.
    package static let named: [ModelKind] = [.chat, .embedding, .rerank, .image, .audio]

    package var name: String {
        switch self {
        case .chat: "chat"
        case .embedding: "embedding"
        case .rerank: "rerank"
        case .image: "image"
        case .audio: "audio"
        case .other(let name): name
        }
    }

    package init(name: String) { self = Self.named.first { $0.name == name } ?? .other(name) }
}

/// What a model can do, by the names that LiteLLM's list uses behind `supports_`.
package enum ModelFeature: String, CaseIterable, Sendable {
    case assistantPrefill = "assistant_prefill"
    case audioInput = "audio_input"
    case audioOutput = "audio_output"
    case computerUse = "computer_use"
    case embeddingImageInput = "embedding_image_input"
    case functionCalling = "function_calling"
    case nativeStreaming = "native_streaming"
    case parallelFunctionCalling = "parallel_function_calling"
    case pdfInput = "pdf_input"
    case promptCaching = "prompt_caching"
    case reasoning
    case responseSchema = "response_schema"
    case systemMessages = "system_messages"
    case toolChoice = "tool_choice"
    case urlContext = "url_context"
    case videoInput = "video_input"
    case vision
    case webSearch = "web_search"
}
