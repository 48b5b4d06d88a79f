public import ScrimpQuantities

// What each phase reads, one entry per declaration of the policy, in source order.

/// What a spent budget or a thrown switch does with a request.
public enum PlanAction: Hashable, Sendable {
    case reject(message: StringID)
    case wait
    /// Tries these candidates instead.
    case route(PlanChain)
}

/// Admit: a switch that an operator, or a condition, throws.
public struct PlanSwitch: Hashable, Sendable {
    /// As the policy calls it.
    public var name: StringID
    /// Which requests it bears on while it is thrown; an undefined condition counts as true.
    public var when: ConditionID
    /// What it does with the requests that it bears on.
    public var action: PlanAction
    /// Throws the switch when it becomes true for a request.
    public var throwWhen: ConditionID

    public init(name: StringID, when: ConditionID, action: PlanAction, throwWhen: ConditionID) {
        self.name = name
        self.when = when
        self.action = action
        self.throwWhen = throwWhen
    }
}

/// Lookup: a cache of answers.
public struct PlanCache: Hashable, Sendable {
    /// What counts as the same question.
    public enum Match: Hashable, Sendable {
        /// The same content.
        case exact
        /// Content that means the same: least cosine similarity of the embeddings, in billionths.
        case semantic(similarity: Int64)
        /// Documents that were found for such content; the call is made all the same.
        case retrieval(similarity: Int64)
        /// Parts of an answer, by the fingerprint of the part; the call is made all the same.
        case partial
    }
    /// From when on an entry's time to live is counted.
    public enum Anchor: UInt8, Sendable { case insert, lastHit }
    /// Which entry makes room for a new one.
    public enum Eviction: UInt8, Sendable { case leastRecentlyUsed, leastFrequentlyUsed }

    /// As the policy calls it.
    public var name: StringID
    /// Requests that are looked up and kept; an undefined condition counts as false.
    public var when: ConditionID
    /// What counts as the same question.
    public var match: Match
    /// Attributes that the key has besides the request's content.
    public var key: [UInt16]
    /// Nanoseconds.
    public var timeToLive: Int64
    /// From when on `timeToLive` is counted.
    public var anchor: Anchor
    /// Entries.
    public var capacity: Int64
    /// Which entry makes room for a new one.
    public var eviction: Eviction

    public init(
        name: StringID, when: ConditionID, match: Match, key: [UInt16], timeToLive: Int64, anchor: Anchor,
        capacity: Int64,
        eviction: Eviction
    ) {
        self.name = name
        self.when = when
        self.match = match
        self.key = key
        self.timeToLive = timeToLive
        self.anchor = anchor
        self.capacity = capacity
        self.eviction = eviction
    }
}

/// Route: one rule, for explanations; the `Matcher` finds which one it is.
public struct PlanRule: Hashable, Sendable {
    /// Index in `Plan.chains`.
    public var chain: UInt16
    /// The rule as written, on one line.
    public var text: StringID
    /// Line in the policy's file, from 1.
    public var line: UInt32

    public init(chain: UInt16, text: StringID, line: UInt32) {
        self.chain = chain
        self.text = text
        self.line = line
    }
}

/// Route: what a request may go to at all.
public struct PlanAllow: Hashable, Sendable {
    /// As the policy calls it.
    public var name: StringID
    /// An undefined condition counts as true.
    public var when: ConditionID
    /// What such requests may go to.
    public var targets: TargetSet

    public init(name: StringID, when: ConditionID, targets: TargetSet) {
        self.name = name
        self.when = when
        self.targets = targets
    }
}

/// Over which time a budget adds up.
public enum PlanWindow: Hashable, Sendable {
    /// Calendar units, each from one local boundary to the next.
    public enum Unit: UInt8, Sendable { case minute, hour, day, week, month, quarter, year }

    /// From one local boundary to the next; weeks start on Monday.
    case calendar(Unit)
    /// The last so many nanoseconds, as 60 buckets of which the oldest counts in full.
    case rolling(Int64)
    /// Per scope alone (a run); forgotten after so many nanoseconds without a charge.
    case untilIdle(Int64)
}

/// Reserve and settle: one budget.
public struct PlanBudget: Hashable, Sendable {
    /// As the policy calls it.
    public var name: StringID
    /// What each counter may spend in a window.
    public var limit: Money
    /// Attribute whose values have a counter each; requests where it is "" are outside the budget. Nil for one counter.
    public var scope: UInt16?
    /// Over which time it adds up.
    public var window: PlanWindow
    /// An undefined condition counts as true.
    public var when: ConditionID
    /// The calls that it counts.
    public var targets: TargetSet
    /// What happens at the limit. `reject` and `wait` make the limit hard; `route` makes it soft, and only the ceiling hard.
    public var spent: PlanAction
    /// What a soft budget never exceeds; nil for no such bound, and for hard ones.
    public var ceiling: Money?
    /// Shares of the limit at which an alert is due, in billionths, ascending.
    public var alerts: [Int64]
    /// Whom the host is to tell of alerts; empty where the policy does not say.
    public var notify: StringID
    /// How long a reservation is held without a report, in nanoseconds; nil for the request's deadline plus five minutes.
    public var lapse: Int64?
    /// Greatest number of counters; further keys share one.
    public var scopes: Int64
    /// Goes on, and is soft, while a shared store cannot be reached; otherwise it refuses.
    public var isStoreLossOpen: Bool

    public init(
        name: StringID, limit: Money, scope: UInt16?, window: PlanWindow, when: ConditionID, targets: TargetSet,
        spent: PlanAction, ceiling: Money?, alerts: [Int64], notify: StringID, lapse: Int64?, scopes: Int64,
        isStoreLossOpen: Bool = false
    ) {
        self.name = name
        self.limit = limit
        self.scope = scope
        self.window = window
        self.when = when
        self.targets = targets
        self.spent = spent
        self.ceiling = ceiling
        self.alerts = alerts
        self.notify = notify
        self.lapse = lapse
        self.scopes = scopes
        self.isStoreLossOpen = isStoreLossOpen
    }

    /// Whether the limit itself is never exceeded.
    public var isHard: Bool {
        if case .route = spent { return false }
        return true
    }
}

/// Settle: money and requests by the values of some attributes.
public struct PlanAttribution: Hashable, Sendable {
    /// Indices in `Plan.attributes`.
    public var by: [UInt16]
    /// Greatest number of cells; further combinations share one.
    public var cells: Int64

    public init(by: [UInt16], cells: Int64) {
        self.by = by
        self.cells = cells
    }
}
