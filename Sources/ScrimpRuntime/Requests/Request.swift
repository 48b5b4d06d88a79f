import ScrimpPlan

/// A collision-resistant hash of everything that shapes an answer: prompt, system text, sampling parameters, tools.
/// The host makes it; exact caches compare all of its 128 bits.
public struct Fingerprint: Hashable, Sendable {
    /// Upper half.
    public var high: UInt64
    /// Lower half.
    public var low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    package static let none = Fingerprint(high: 0, low: 0)
}

/// An answer that the host has found itself for a cache that matches by meaning.
public struct SemanticMatch: Hashable, Sendable {
    /// Index of the cache in the plan.
    public var cache: UInt16
    /// The number that the host gave when that answer was settled.
    public var answer: UInt64
    /// Cosine similarity of the embeddings, in billionths.
    public var similarity: Int64

    public init(cache: UInt16, answer: UInt64, similarity: Int64) {
        self.cache = cache
        self.answer = answer
        self.similarity = similarity
    }
}

/// What is to be decided: one number per attribute of the policy's request block, and the content's fingerprint.
///
/// Made by a `RequestBuilder`, and reusable: `RequestBuilder.reset` keeps the storage.
public struct Request: Hashable, Sendable {
    /// By attribute, in the form that `PlanAttribute` describes.
    public package(set) var values: [Int64]
    /// Which attributes have a value: given, or by default.
    public package(set) var given: [Bool]
    /// For string attributes: what decisions need of the text.
    package var facts: [TextFacts]
    /// Nil where the host does not use caches; then every exact cache misses.
    public var content: Fingerprint?
    /// The meaning of the prompt; nil where the host has none: then caches that match by meaning miss.
    public var embedding: [Float]?
    /// A match that the host has found itself, instead of an embedding.
    public var match: SemanticMatch?
    /// System text, sampling parameters and tools, without the prompt: answers are only compared by meaning within equal ones.
    public var context: Fingerprint?
    /// The part of the content that a cache of parts is asked for, such as a document.
    public var part: Fingerprint?
    /// The beginning of the prompt that a provider's prefix cache may hold.
    public var prefix: Fingerprint?

    package init(schema: RequestSchema) {
        values = schema.defaults
        given = schema.hasDefault
        facts = schema.defaultFacts
    }

    package mutating func reset(_ schema: RequestSchema) {
        for index in values.indices {
            values[index] = schema.defaults[index]
            given[index] = schema.hasDefault[index]
            facts[index] = schema.defaultFacts[index]
        }
        content = nil
        embedding = nil
        match = nil
        context = nil
        part = nil
        prefix = nil
    }
}

/// What a call used, as the provider reports it.
public struct Usage: Hashable, Sendable {
    /// How a call ended.
    public enum Outcome: UInt8, Sendable {
        case succeeded
        /// The provider answered with an error, or not at all. A failed try stays charged; with no usage at all, as reserved.
        case failed
        /// The host ended the stream.
        case cancelled
    }

    /// Input that was neither read from nor written to the provider's prefix cache.
    public var promptTokens: Int64
    /// Input that was read from the provider's prefix cache; zero or more, as all numbers here.
    public var cachedTokens: Int64
    /// Input that was written to the provider's prefix cache.
    public var cacheWriteTokens: Int64
    /// Visible and reasoning tokens together.
    public var outputTokens: Int64
    /// Images of the prompt.
    public var images: Int64
    /// Audio tokens of the prompt.
    public var audioTokens: Int64
    /// Calls of tools that the provider bills.
    public var toolCalls: Int64
    /// How the call ended.
    public var outcome: Outcome

    public init(
        promptTokens: Int64 = 0, cachedTokens: Int64 = 0, cacheWriteTokens: Int64 = 0, outputTokens: Int64 = 0,
        images: Int64 = 0, audioTokens: Int64 = 0, toolCalls: Int64 = 0, outcome: Outcome = .succeeded
    ) {
        self.promptTokens = promptTokens
        self.cachedTokens = cachedTokens
        self.cacheWriteTokens = cacheWriteTokens
        self.outputTokens = outputTokens
        self.images = images
        self.audioTokens = audioTokens
        self.toolCalls = toolCalls
        self.outcome = outcome
    }

    var isValid: Bool {
        promptTokens >= 0 && cachedTokens >= 0 && cacheWriteTokens >= 0 && outputTokens >= 0 && images >= 0
            && audioTokens >= 0 && toolCalls >= 0
    }

    var isEmpty: Bool {
        promptTokens == 0 && cachedTokens == 0 && cacheWriteTokens == 0 && outputTokens == 0 && images == 0
            && audioTokens == 0 && toolCalls == 0
    }
}

/// Why a request does not fit the policy's request block. `attribute` is its index in the plan.
public enum RequestError: Error, Hashable, Sendable {
    /// Not given, and without a default.
    case missing(attribute: UInt16)
    /// No attribute has that name.
    case unknownAttribute
    /// A text where a number belongs, or the other way round.
    case wrongKind(attribute: UInt16)
    case outOfRange(attribute: UInt16)
    /// No case of the enumeration has that name.
    case unknownCase(attribute: UInt16)
    /// The request was built for an engine with another plan.
    case otherSchema
}
