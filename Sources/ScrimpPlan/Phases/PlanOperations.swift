// Dispatch: how targets are run, and what bounds how many calls go to them and how fast.

/// How a target is operated: everything about it but its prices.
public struct PlanOperation: Hashable, Sendable {
    /// The provider's service tier.
    public enum Service: UInt8, Sendable { case standard, batch, flex, priority }

    /// The provider's service tier.
    public var service: Service = .standard
    /// Batch service: the longest that an answer may take, in nanoseconds; 0 for other services.
    public var within: Int64 = 0
    /// Region of the provider or of the pool; empty where the policy does not say.
    public var region: StringID = .empty
    /// Precision and pruning of self-hosted weights as the policy writes them, such as `awq(bits: 4)`; empty for none.
    public var variant: StringID = .empty
    /// Index in `Plan.pools` of the hardware that runs it.
    public var pool: UInt16?
    /// Time to the first token at p95, in nanoseconds; 0 where the policy does not say.
    public var firstToken: Int64 = 0
    /// Time for each further token at p95, in nanoseconds.
    public var perToken: Int64 = 0
    /// How often a failed call is tried again on this target.
    public var retries: Int64 = 0
    /// How long the target rests after `cooldownAfter` failures in a row, in nanoseconds; 0 for not at all.
    public var cooldown: Int64 = 0
    /// Failures in a row from which on the target rests.
    public var cooldownAfter: Int64 = 3
    /// Quality, in billionths, below which the target is not used.
    public var accuracyFloor: Int64?
    /// Target that takes its place while it is below its floor.
    public var fallbackPrecision: UInt16?

    public init() {}

    /// Over which time, and from how many reports on, a target is held against its accuracy floor.
    public static let floorWindow: Int64 = 86_400_000_000_000
    public static let floorReports: Int64 = 100
}

/// Hardware that self-hosted models run on.
public struct PlanPool: Hashable, Sendable {
    /// How the hardware is paid for.
    public enum Market: UInt8, Sendable {
        case onDemand
        /// Taken away at times; nothing takes over.
        case spot
        /// Taken away at times; the same hardware at the list price takes over.
        case spotWithFallback
        case reserved, owned
    }
    /// What makes a pool grow and shrink.
    public enum Scaling: Hashable, Sendable {
        case fixed
        /// One replica for so many calls in flight.
        case queue(Int64)
        /// One replica more from this utilization on, in billionths.
        case utilization(Int64)
    }

    /// As the policy calls it.
    public var name: StringID
    /// How the hardware is paid for.
    public var market: Market
    /// Copies of the model that always run.
    public var fewestReplicas: Int64
    /// Copies of the model that the policy allows.
    public var mostReplicas: Int64
    /// What makes it grow and shrink between the two.
    public var scaling: Scaling
    /// Local time of day, in seconds, at which no new calls go there: from `suspendStart` up to `suspendEnd`, through midnight
    /// where the end is not later. Nil for never, unless there are `suspendDays`.
    public var suspendStart: Int32?
    /// Local time of day, in seconds, from which on calls go there again.
    public var suspendEnd: Int32?
    /// Bit 0 Monday … bit 6 Sunday: days on which that time begins, or, without a time, that are suspended as a whole.
    /// All bits where the policy names none.
    public var suspendDays: UInt8

    public init(
        name: StringID, market: Market, fewestReplicas: Int64, mostReplicas: Int64, scaling: Scaling,
        suspendStart: Int32?, suspendEnd: Int32?, suspendDays: UInt8
    ) {
        self.name = name
        self.market = market
        self.fewestReplicas = fewestReplicas
        self.mostReplicas = mostReplicas
        self.scaling = scaling
        self.suspendStart = suspendStart
        self.suspendEnd = suspendEnd
        self.suspendDays = suspendDays
    }

    /// All days of `suspendDays`.
    public static let everyDay: UInt8 = 0b111_1111
}

/// How fast calls may start. Bursts are one second.
public struct PlanRate: Hashable, Sendable {
    /// What a rate counts.
    public enum Unit: UInt8, Sendable { case requests, tokens }

    /// What is counted.
    public var unit: Unit
    /// So many per `per` nanoseconds.
    public var amount: Int64
    /// Nanoseconds that `amount` is for; above zero.
    public var per: Int64

    public init(unit: Unit, amount: Int64, per: Int64) {
        self.unit = unit
        self.amount = amount
        self.per = per
    }
}

/// A cap on calls: how many at once, how fast, how many in all.
public struct PlanLimit: Hashable, Sendable {
    /// As the policy calls it.
    public var name: StringID
    /// An undefined condition counts as true.
    public var when: ConditionID
    /// The calls that it counts.
    public var targets: TargetSet
    /// Attribute whose values have counters of their own; requests where it is "" are outside the limit. Nil for one counter.
    public var scope: UInt16?
    /// Calls that may run at once, for each counter; nil for any number.
    public var concurrency: Int64?
    /// How fast calls may start, for each counter; all of them bind.
    public var rates: [PlanRate]
    /// Calls that each value of the scope (or all requests) may make in all.
    public var calls: Int64?
    /// Nanoseconds without a call after which `calls` starts anew.
    public var forget: Int64
    /// How long a call may wait for the limit, in nanoseconds.
    public var wait: Int64
    /// Attribute by which those that wait are ordered; nil for first come, first served.
    public var priorityAttribute: UInt16?
    /// By case of that attribute: its class, 0 first. At most 8 classes.
    public var priorities: [UInt8]
    /// Greatest number of counters; further keys share one.
    public var scopes: Int64

    public init(
        name: StringID, when: ConditionID, targets: TargetSet, scope: UInt16? = nil, concurrency: Int64? = nil,
        rates: [PlanRate] = [], calls: Int64? = nil, forget: Int64 = 86_400_000_000_000, wait: Int64 = 0,
        priorityAttribute: UInt16? = nil, priorities: [UInt8] = [], scopes: Int64 = 1_000_000
    ) {
        self.name = name
        self.when = when
        self.targets = targets
        self.scope = scope
        self.concurrency = concurrency
        self.rates = rates
        self.calls = calls
        self.forget = forget
        self.wait = wait
        self.priorityAttribute = priorityAttribute
        self.priorities = priorities
        self.scopes = scopes
    }

    /// The last class of `priorities`.
    public static let greatestPriority: UInt8 = 7
}

/// Many calls of which enough answers end the rest.
public struct PlanGather: Hashable, Sendable {
    /// As the policy calls it.
    public var name: StringID
    /// Requests that are gathered so; others run to the end.
    public var when: ConditionID
    /// Answers that are enough.
    public var stopAfter: Int64
    /// Candidates of which they are to come.
    public var of: Int64
    /// Calls that may run at once.
    public var concurrency: Int64

    public init(name: StringID, when: ConditionID, stopAfter: Int64, of: Int64, concurrency: Int64) {
        self.name = name
        self.when = when
        self.stopAfter = stopAfter
        self.of = of
        self.concurrency = concurrency
    }
}

/// Calls to one target that are joined.
public struct PlanBatch: Hashable, Sendable {
    /// As the policy calls it.
    public var name: StringID
    /// Requests that are joined; an undefined condition counts as false.
    public var when: ConditionID
    /// Calls that are joined.
    public var targets: TargetSet
    /// Calls from which on a batch goes out.
    public var size: Int64
    /// How long the first one waits for others, in nanoseconds.
    public var wait: Int64

    public init(name: StringID, when: ConditionID, targets: TargetSet, size: Int64, wait: Int64) {
        self.name = name
        self.when = when
        self.targets = targets
        self.size = size
        self.wait = wait
    }
}

/// Capacity that is paid whether it is used or not.
public struct PlanCommitment: Hashable, Sendable {
    /// As the policy calls it.
    public var name: StringID
    /// Calls that it pays for.
    public var targets: TargetSet
    /// Units that are paid, and pico-dollars per unit and hour.
    public var units: Int64
    /// Pico-dollars per unit and hour.
    public var pricePerHour: Int64
    /// Prompt and output tokens that cost nothing further in each window; nil where units alone are paid, and every call of
    /// the targets is covered.
    public var included: Int64?
    /// In which what is included begins anew.
    public var window: PlanWindow.Unit
    /// Beyond what is included: pass the target over until the next window, instead of paying list prices.
    public var waitsBeyond: Bool

    public init(
        name: StringID, targets: TargetSet, units: Int64, pricePerHour: Int64, included: Int64?,
        window: PlanWindow.Unit, waitsBeyond: Bool
    ) {
        self.name = name
        self.targets = targets
        self.units = units
        self.pricePerHour = pricePerHour
        self.included = included
        self.window = window
        self.waitsBeyond = waitsBeyond
    }
}
