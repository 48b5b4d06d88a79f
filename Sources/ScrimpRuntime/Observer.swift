/// Why a cache did not answer.
public enum MissReason: UInt8, Hashable, Sendable {
    /// The request is not one that the cache is for.
    case notMeant
    /// The host gave no fingerprint of the content.
    case noContent
    /// A text of the key is not tracked: equality cannot be known.
    case untrackedKey
    case noEntry
    /// The host gave neither an embedding nor a match.
    case noEmbedding
    /// The embedding has another number of dimensions than those in the cache.
    case otherDimensions
    /// The embedding has a part that is no number, or no length.
    case notFinite
    /// The host gave no fingerprint of a part.
    case noPart
}

/// Why a candidate was passed over.
public enum PassReason: Hashable, Sendable {
    case notAllowed
    /// Considered before in this request.
    case alreadyTried
    /// Prompt and output cap exceed the context window.
    case contextWindow
    /// A budget applies, and a price or the output cap is missing.
    case unpriced
    /// The first budget, in source order, in which the worst case does not fit.
    case budget(UInt16)
    /// The first limit, in source order, that refuses, and which part of it.
    case limit(UInt16, LimitRefusal)
    /// A batch service answers later than the deadline.
    case deadline
    /// The pool is suspended at this time of day.
    case suspended(pool: UInt16)
    /// The pool's hardware has been taken away, and nothing takes over.
    case poolLost(pool: UInt16)
    /// Too many failures in a row: it rests.
    case resting
    /// Its reported quality is below its floor, and no higher precision is left.
    case belowFloor
    /// What is included in the commitment is used up.
    case commitment(UInt16)
    /// The shared home of the state cannot be reached.
    case storeLost
}

/// One look at a budget.
public struct BudgetLook: Hashable, Sendable {
    /// Index in `Plan.budgets`.
    public var budget: UInt16
    /// Index in `Plan.targets` of the candidate.
    public var target: UInt16
    /// Value of the scope's attribute; nil for a budget without scopes.
    public var scope: Int64?
    /// Settled plus reserved before, the bound that applied, and the worst case of the call: pico-dollars.
    public var before: Int128
    /// What the counter may come to, in pico-dollars.
    public var bound: Int128
    /// The most that the call can cost, in pico-dollars.
    public var asked: Int128
    /// The bound is the ceiling, because the budget has routed here.
    public var isCeiling: Bool
    /// The budget lets the call pass.
    public var fits: Bool
}

/// Is told what a decision looks at. Statically dispatched: without one, the calls compile to nothing.
public protocol Observer {
    /// Whether there is anybody to tell: what is put together for observers alone is left out where not.
    static var listens: Bool { get }
    mutating func switchThrown(_ index: Int)
    mutating func switchActed(_ index: Int)
    mutating func cacheMissed(_ index: Int, _ reason: MissReason)
    mutating func cacheHit(_ index: Int)
    mutating func ruleMatched(_ index: Int)
    mutating func allowApplied(_ index: Int)
    mutating func splitResolved(_ index: Int, bucket: UInt64, target: UInt16)
    mutating func rolloutLooked(_ index: Int, isIn: Bool)
    mutating func affinityKept(_ index: Int, target: UInt16)
    mutating func shapeApplied(_ index: Int)
    mutating func precisionReplaced(_ target: UInt16, by other: UInt16)
    mutating func passedOver(_ target: UInt16, _ reason: PassReason)
    mutating func budgetLooked(_ look: BudgetLook)
    mutating func budgetActed(_ index: Int)
    mutating func chosen(_ target: UInt16)
    mutating func batchJoined(_ slot: BatchSlot)
    /// The call would miss its deadline if it waited for others: it goes alone.
    mutating func batchMissed(_ index: Int)
    mutating func shadowed(_ call: ShadowCall)
    /// At the end: the value of every feature of the plan that was looked at, nil for all others.
    mutating func featuresRead(_ values: [Int64?])
}

extension Observer {
    public static var listens: Bool { true }
    public mutating func switchThrown(_ index: Int) {}
    public mutating func switchActed(_ index: Int) {}
    public mutating func cacheMissed(_ index: Int, _ reason: MissReason) {}
    public mutating func cacheHit(_ index: Int) {}
    public mutating func ruleMatched(_ index: Int) {}
    public mutating func allowApplied(_ index: Int) {}
    public mutating func splitResolved(_ index: Int, bucket: UInt64, target: UInt16) {}
    public mutating func rolloutLooked(_ index: Int, isIn: Bool) {}
    public mutating func affinityKept(_ index: Int, target: UInt16) {}
    public mutating func shapeApplied(_ index: Int) {}
    public mutating func precisionReplaced(_ target: UInt16, by other: UInt16) {}
    public mutating func passedOver(_ target: UInt16, _ reason: PassReason) {}
    public mutating func budgetLooked(_ look: BudgetLook) {}
    public mutating func budgetActed(_ index: Int) {}
    public mutating func chosen(_ target: UInt16) {}
    public mutating func batchJoined(_ slot: BatchSlot) {}
    public mutating func batchMissed(_ index: Int) {}
    public mutating func shadowed(_ call: ShadowCall) {}
    public mutating func featuresRead(_ values: [Int64?]) {}
}

/// Looks away.
public struct NullObserver: Observer {
    public static var listens: Bool { false }
    /// The thread sanitizer takes a change of something without a size for a change of whatever stands in its place.
    private let size: UInt8 = 0

    public init() {}
}
