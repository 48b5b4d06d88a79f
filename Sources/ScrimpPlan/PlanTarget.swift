/// A model that a call may go to.
public struct PlanTarget: Hashable, Sendable {
    /// As the policy calls the model.
    public var name: StringID
    /// Identity in the catalog, such as `openai/gpt-4o-mini`; the weights of a self-hosted model.
    public var identity: StringID
    /// Who is called; empty for a model that we run.
    public var provider: StringID
    /// Paid by the hour that its pool is held: a call itself costs nothing.
    public var isSelfHosted: Bool
    /// What a call costs, at the target's service tier.
    public var prices: PlanPrices
    /// Tokens of prompt and output together; 0 where the catalog does not say.
    public var contextWindow: Int64
    /// How long the provider keeps a prefix warm, in nanoseconds; 0 for not at all.
    public var prefixCache: Int64
    /// How it is run.
    public var operation: PlanOperation

    public init(
        name: StringID, identity: StringID, provider: StringID, isSelfHosted: Bool, prices: PlanPrices,
        contextWindow: Int64, prefixCache: Int64, operation: PlanOperation = PlanOperation()
    ) {
        self.name = name
        self.identity = identity
        self.provider = provider
        self.isSelfHosted = isSelfHosted
        self.prices = prices
        self.contextWindow = contextWindow
        self.prefixCache = prefixCache
        self.operation = operation
    }
}

/// Prices of one target at its service tier: pico-dollars per token or per item. What the catalog does not price is nil,
/// never zero; the compiler refuses a policy that would need it under a hard budget.
public struct PlanPrices: Hashable, Sendable {
    /// Pico-dollars per token of the prompt.
    public var input: Int64?
    /// Pico-dollars per token of the answer, reasoning included.
    public var output: Int64?
    /// Pico-dollars per token that is read from the provider's prefix cache.
    public var cachedInput: Int64?
    /// Pico-dollars per token that is written to it.
    public var cacheWrite: Int64?
    /// Pico-dollars per call.
    public var perRequest: Int64?
    /// Pico-dollars per image of the prompt.
    public var perImage: Int64?
    /// Pico-dollars per audio token of the prompt.
    public var audioInput: Int64?
    /// Pico-dollars per call of a tool.
    public var perToolCall: Int64?
    /// In ascending order; the last whose `above` is below the prompt's tokens replaces the prices of the whole call.
    public var longContext: [LongContextPrices]
    /// What the prompt is multiplied with in a reservation, because hosts count tokens with another tokenizer: a fraction ≥ 1.
    public var tokenAllowanceNumerator: Int64
    /// The same fraction's denominator; above zero.
    public var tokenAllowanceDenominator: Int64
    /// Whether cancelling a stream ends what is billed.
    public var cancelStopsBilling: Bool

    public init(
        input: Int64?, output: Int64?, cachedInput: Int64? = nil, cacheWrite: Int64? = nil, perRequest: Int64? = nil,
        perImage: Int64? = nil, audioInput: Int64? = nil, perToolCall: Int64? = nil,
        longContext: [LongContextPrices] = [],
        tokenAllowanceNumerator: Int64 = 1, tokenAllowanceDenominator: Int64 = 1, cancelStopsBilling: Bool = false
    ) {
        self.input = input
        self.output = output
        self.cachedInput = cachedInput
        self.cacheWrite = cacheWrite
        self.perRequest = perRequest
        self.perImage = perImage
        self.audioInput = audioInput
        self.perToolCall = perToolCall
        self.longContext = longContext
        self.tokenAllowanceNumerator = tokenAllowanceNumerator
        self.tokenAllowanceDenominator = tokenAllowanceDenominator
        self.cancelStopsBilling = cancelStopsBilling
    }
}

/// Prices of calls whose prompt has more than `above` tokens.
public struct LongContextPrices: Hashable, Sendable {
    /// Tokens of the prompt; calls with more have these prices.
    public var above: Int64
    /// Pico-dollars per token of the prompt.
    public var input: Int64
    /// Pico-dollars per token of the answer.
    public var output: Int64
    /// Pico-dollars per token that is read from the prefix cache; nil where it has no price.
    public var cachedInput: Int64?
    /// Pico-dollars per token that is written to it; nil where it has no price.
    public var cacheWrite: Int64?

    public init(above: Int64, input: Int64, output: Int64, cachedInput: Int64? = nil, cacheWrite: Int64? = nil) {
        self.above = above
        self.input = input
        self.output = output
        self.cachedInput = cachedInput
        self.cacheWrite = cacheWrite
    }
}

/// A set of targets by index. A policy has at most 128.
public struct TargetSet: Hashable, Sendable {
    /// One bit for each target, by index.
    public var bits: UInt128

    public init(bits: UInt128 = 0) { self.bits = bits }
    /// Targets that a set can hold, and a policy can have.
    public static let capacity = 128
    /// Every target.
    public static let all = TargetSet(bits: .max)

    /// Whether a target is in it; false from `capacity` on.
    public func contains(_ target: UInt16) -> Bool { target < 128 && bits & (1 &<< UInt128(target)) != 0 }
    /// Puts a target in; nothing from `capacity` on.
    public mutating func insert(_ target: UInt16) { if target < 128 { bits |= 1 &<< UInt128(target) } }
}

/// One place in a fallback chain.
public enum PlanCandidate: Hashable, Sendable {
    case target(UInt16)
    case split(UInt16)
}

/// A fallback chain: a range of `Plan.candidates`, tried in order.
public struct PlanChain: Hashable, Sendable {
    /// First of its places in `Plan.candidates`.
    public var start: UInt32
    /// How many places it has.
    public var count: UInt32

    public init(start: UInt32, count: UInt32) {
        self.start = start
        self.count = count
    }
}

/// Shares of traffic: each sticky key falls into one arm, always the same.
///
/// The bucket of a key is `mix(salt ^ stableHash(key))`, a number of 64 bits (`StableHash`); an arm owns the buckets up to and
/// including its `upTo`, from where the arm before it ends. The last arm's is `UInt64.max`.
public struct PlanSplit: Hashable, Sendable {
    /// One share of the traffic, and where it goes.
    public struct Arm: Hashable, Sendable {
        /// Last bucket of the arm.
        public var upTo: UInt64
        /// Share in billionths, as written.
        public var share: Int64
        /// Index in `Plan.targets`.
        public var target: UInt16

        public init(upTo: UInt64, share: Int64, target: UInt16) {
            self.upTo = upTo
            self.share = share
            self.target = target
        }
    }

    /// Stable hash of the policy's name and the arms' names.
    public var salt: UInt64
    /// In the order of their buckets.
    public var arms: [Arm]

    public init(salt: UInt64, arms: [Arm]) {
        self.salt = salt
        self.arms = arms
    }
}
