/// Why an exact cache did not answer.
public enum MissReason: UInt8, Hashable, Sendable {
    /// The request is not one that the cache is for.
    case notMeant
    /// The host gave no fingerprint of the content.
    case noContent
    /// A text of the key is not tracked: equality cannot be known.
    case untrackedKey
    case noEntry
    /// Semantic matching is not executed by this version.
    case noEmbedding
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
}

/// One look at a budget.
public struct BudgetLook: Hashable, Sendable {
    public var budget: UInt16
    public var target: UInt16
    /// Value of the scope's attribute; nil for a budget without scopes.
    public var scope: Int64?
    /// Settled plus reserved before, the bound that applied, and the worst case of the call: pico-dollars.
    public var before: Int128
    public var bound: Int128
    public var asked: Int128
    /// The bound is the ceiling, because the budget has routed here.
    public var isCeiling: Bool
    public var fits: Bool
}

/// Is told what a decision looks at. Statically dispatched: without one, the calls compile to nothing.
public protocol Observer {
    mutating func switchThrown(_ index: Int)
    mutating func switchActed(_ index: Int)
    mutating func cacheMissed(_ index: Int, _ reason: MissReason)
    mutating func cacheHit(_ index: Int)
    mutating func ruleMatched(_ index: Int)
    mutating func allowApplied(_ index: Int)
    mutating func splitResolved(_ index: Int, bucket: UInt64, target: UInt16)
    mutating func passedOver(_ target: UInt16, _ reason: PassReason)
    mutating func budgetLooked(_ look: BudgetLook)
    mutating func budgetActed(_ index: Int)
    mutating func chosen(_ target: UInt16)
    /// At the end: the value of every feature of the plan that was looked at, nil for all others.
    mutating func featuresRead(_ values: [Int64?])
}

extension Observer {
    public mutating func switchThrown(_ index: Int) {}
    public mutating func switchActed(_ index: Int) {}
    public mutating func cacheMissed(_ index: Int, _ reason: MissReason) {}
    public mutating func cacheHit(_ index: Int) {}
    public mutating func ruleMatched(_ index: Int) {}
    public mutating func allowApplied(_ index: Int) {}
    public mutating func splitResolved(_ index: Int, bucket: UInt64, target: UInt16) {}
    public mutating func passedOver(_ target: UInt16, _ reason: PassReason) {}
    public mutating func budgetLooked(_ look: BudgetLook) {}
    public mutating func budgetActed(_ index: Int) {}
    public mutating func chosen(_ target: UInt16) {}
    public mutating func featuresRead(_ values: [Int64?]) {}
}

/// Looks away.
public struct NullObserver: Observer {
    public init() {}
}
