/// A model that a call may go to.
public struct PlanTarget: Hashable, Sendable {
    public var name: StringID
    /// Identity in the catalog, such as `openai/gpt-4o-mini`; the weights of a self-hosted model.
    public var identity: StringID
    public var provider: StringID
    /// Paid by the hour that its pool is held: a call itself costs nothing.
    public var isSelfHosted: Bool
    public var prices: PlanPrices
    /// Tokens of prompt and output together; 0 where the catalog does not say.
    public var contextWindow: Int64
    /// How long the provider keeps a prefix warm, in nanoseconds; 0 for not at all.
    public var prefixCache: Int64
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
    public var input: Int64?
    public var output: Int64?
    public var cachedInput: Int64?
    public var cacheWrite: Int64?
    public var perRequest: Int64?
    public var perImage: Int64?
    public var audioInput: Int64?
    public var perToolCall: Int64?
    /// In ascending order; the last whose `above` is below the prompt's tokens replaces the prices of the whole call.
    public var longContext: [LongContextPrices]
    /// What the prompt is multiplied with in a reservation, because hosts count tokens with another tokenizer: a fraction ≥ 1.
    public var tokenAllowanceNumerator: Int64
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
    public var above: Int64
    public var input: Int64
    public var output: Int64
    public var cachedInput: Int64?
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
    public var bits: UInt128

    public init(bits: UInt128 = 0) { self.bits = bits }
    public static let capacity = 128
    public static let all = TargetSet(bits: .max)

    public func contains(_ target: UInt16) -> Bool { target < 128 && bits & (1 &<< UInt128(target)) != 0 }
    public mutating func insert(_ target: UInt16) { if target < 128 { bits |= 1 &<< UInt128(target) } }
}

/// One place in a fallback chain.
public enum PlanCandidate: Hashable, Sendable {
    case target(UInt16)
    case split(UInt16)
}

/// A fallback chain: a range of `Plan.candidates`, tried in order.
public struct PlanChain: Hashable, Sendable {
    public var start: UInt32
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
    public struct Arm: Hashable, Sendable {
        public var upTo: UInt64
        /// Share in billionths, as written.
        public var share: Int64
        public var target: UInt16

        public init(upTo: UInt64, share: Int64, target: UInt16) {
            self.upTo = upTo
            self.share = share
            self.target = target
        }
    }

    /// Stable hash of the policy's name and the arms' names.
    public var salt: UInt64
    public var arms: [Arm]

    public init(salt: UInt64, arms: [Arm]) {
        self.salt = salt
        self.arms = arms
    }
}
