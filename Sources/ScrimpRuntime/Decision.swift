package import ScrimpPlan
public import ScrimpQuantities

/// Money held for a call that has not been reported yet. Numbers of places are reused, generations are not.
public struct ReservationID: Hashable, Sendable {
    /// The lane in the lowest bits.
    public var place: UInt32
    /// Counts the uses of the place, so that a number that is stale is known for it.
    public var generation: UInt32

    public init(place: UInt32, generation: UInt32) {
        self.place = place
        self.generation = generation
    }

    /// Both in one number, for hosts that keep answers under it.
    public var number: UInt64 { UInt64(generation) << 32 | UInt64(place) }
}

/// A request that waits for a budget or a limit. Later tickets have greater numbers; none is 0.
public struct Ticket: Hashable, Sendable {
    /// Above zero.
    public var number: UInt64
    public init(number: UInt64) { self.number = number }
}

/// What the host is to do with the request.
public enum Verdict: Hashable, Sendable {
    case call(target: UInt16)
    /// Answered by a cache: the number that the host gave when the answer was settled.
    case cached(cache: UInt16, answer: UInt64)
    case wait(Ticket)
    case reject(RejectReason)
}

/// Why a request is refused. Numbers are indices in the plan.
public enum RejectReason: Hashable, Sendable {
    case thrownSwitch(UInt16)
    /// No candidate fitted, and this budget was the first, in source order, that refused one.
    case budget(UInt16)
    /// The budget had already routed elsewhere, and its ceiling refused that as well.
    case ceiling(UInt16)
    /// No candidate was left, no budget refused one, and this limit was the first, in source order, that did.
    case limit(UInt16)
    /// Every candidate was passed over, none of them for a budget or a limit.
    case exhausted
    /// Waited for a budget until the request's deadline.
    case deadline
    /// The shared home of the state cannot be reached, and the policy does not go on without it.
    case storeLost
    /// No rule matched; only a damaged plan has such requests.
    case noRule
}

/// What a cache has found that shortens the call without answering it.
public struct CacheReuse: Hashable, Sendable {
    /// Index in `Plan.caches`.
    public var cache: UInt16
    /// The number that the host gave when it was settled.
    public var answer: UInt64
}

/// The batch that a call joins. The host sends it when `isFull`, or when `Engine.nextFlush` names the group.
public struct BatchSlot: Hashable, Sendable {
    /// Index in `Plan.batches`.
    public var batch: UInt16
    /// Number of the group; later groups of a batch have greater ones.
    public var group: UInt64
    /// Place in the group, from 0.
    public var position: UInt32
    /// With this call the group is complete and goes out at once.
    public var isFull: Bool
}

/// A copy of the request that goes to a further target, and is reported on its own.
public struct ShadowCall: Hashable, Sendable {
    /// Index in `Plan.shadows`.
    public var shadow: UInt16
    /// Index in `Plan.targets` of where the copy goes.
    public var target: UInt16
    /// What is to be settled, or released, for the copy.
    public var reservation: ReservationID
    /// The most that the copy can cost.
    public var reserved: Money
}

/// What to do with a request, and what was held for it. Of fixed size.
public struct Decision: Hashable, Sendable {
    /// What to do.
    public var verdict: Verdict
    /// Index in `Plan.rules`; nil where no rule was asked (a switch or a cache ended or routed the request).
    public var rule: UInt32?
    /// Place among the candidates that were considered, from 0.
    public var position: UInt16 = 0
    /// How often this target was tried before for the request.
    public var attempt: UInt16 = 0
    /// What the host settles or releases; nil where nothing is called.
    public var reservation: ReservationID?
    /// The most that the call can cost.
    public var reserved: Money = .zero
    /// The cap on visible and reasoning tokens that the host must send with the call; nil where the policy has none.
    public var maxOutput: Int64?
    /// One bit per shape of the plan that bears on the call; `Engine.directives` says what they ask for.
    public var shapes: UInt64 = 0
    /// The batch that the call joins; nil where it goes out alone.
    public var batch: BatchSlot?
    /// A copy that is to be sent as well, and settled on its own.
    public var shadow: ShadowCall?
    /// Documents that a cache has found for the prompt, and a part of the answer.
    public var retrieved: CacheReuse?
    /// A part of the answer that a cache has found.
    public var partial: CacheReuse?
    /// The request's prefix was sent to this target so lately that the provider still holds it.
    public var isPrefixWarm = false
    /// Paid by a commitment: costs nothing further.
    public var isCovered = false
    /// Decided without the shared home of the state, which cannot be reached: budgets are soft meanwhile.
    public var isWithoutStore = false
    /// Alerts that this decision caused: the newest ones of `Engine.nextAlert`.
    public var alerts: UInt16 = 0
    /// When it was made: the latest time that the store has seen.
    public var time: Instant

    /// Where a host that could not reach the target goes on (`Engine.retry`).
    package var chain = PlanChain(start: 0, count: 0)
    package var place: UInt32 = 0
    package var tried = TargetSet()
    /// Budgets, by bit, that have routed the request: their ceilings bind it.
    package var acted: UInt128 = 0
    /// Caches, by bit, that the answer fills.
    package var caches: UInt64 = 0
    /// The request's, in nanoseconds since 1970: counted from when it was first decided.
    package var deadline: Int64 = .max

    /// Whether the answer will be kept in a cache.
    public func fills(cache index: Int) -> Bool { index < 64 && caches & (1 << UInt64(index)) != 0 }

    @inline(__always)
    package init(_ verdict: Verdict, at time: Instant) {
        self.verdict = verdict
        self.time = time
    }
}

/// Why a report changed nothing.
public enum SettleError: Error, Hashable, Sendable {
    /// Settled or released before, or never made; or lapsed so long ago that it is forgotten.
    case notOpen
    /// The decision held nothing: it was not a call.
    case nothingReserved
    /// A negative number of tokens or items.
    case invalidUsage
    /// A call that has lapsed was made as far as the books know; it can be settled, not released.
    case lapsed
    /// The shared home of the state cannot be reached: report again.
    case storeLost
}

/// What a call really cost.
public struct SettleResult: Hashable, Sendable {
    /// What was charged, exact to the pico-dollar.
    public var cost: Money
    /// What had been held for the call.
    public var reserved: Money
    /// The provider's figures were not used: as reserved instead.
    public var isEstimated: Bool
    /// Corrects a reservation that had lapsed.
    public var isLate: Bool
    /// The call used more than was reserved: the host did not send the cap, or counts tokens too low.
    public var exceedsReservation: Bool
    /// Something was used that the catalog does not price; it was charged at the dearest price that stands beside it.
    public var hasUnpricedParts: Bool
    /// Alerts that the report caused: the newest ones of `Engine.nextAlert`.
    public var alerts: UInt16
}

/// A threshold of a budget that was passed, a call that cost more than was held for it, or something that the policy watches.
public struct Alert: Hashable, Sendable {
    /// What has happened.
    public enum Cause: Hashable, Sendable {
        /// Share of the limit, in billionths, of the budget with this index.
        case threshold(budget: UInt16, share: Int64)
        case overrun(budget: UInt16, by: Money)
        /// The condition of this `alert` has become true.
        case condition(alert: UInt16)
        /// A condition has thrown this switch.
        case thrown(switch: UInt16)
        /// This rollout has gone on to a stage, from 0; or has been taken back.
        case advanced(rollout: UInt16, stage: UInt16)
        case reverted(rollout: UInt16)
    }
    /// What has happened.
    public var cause: Cause
    /// Value of the scope's attribute (a symbol where it is a string); nil for a budget without scopes, for the counter
    /// that keys beyond the budget's maximum share, and for all other causes.
    public var scope: Int64?
    /// Settled plus reserved in the budget; nothing for other causes.
    public var spent: Money
    /// When it happened, by the store's time.
    public var time: Instant

    /// The budget that it is about, if it is about one.
    public var budget: UInt16? {
        switch cause {
        case .threshold(let budget, _), .overrun(let budget, _): budget
        case .condition, .thrown, .advanced, .reverted: nil
        }
    }
}

/// A ticket that has waited long enough, and what became of its request.
public struct ReadyTicket: Hashable, Sendable {
    /// The one that `Verdict.wait` gave.
    public var ticket: Ticket
    /// A call, or a refusal; never another wait.
    public var decision: Decision
}

/// A batch that goes out because its time has come.
public struct FlushedBatch: Hashable, Sendable {
    /// Index in `Plan.batches`.
    public var batch: UInt16
    /// The group of `BatchSlot`.
    public var group: UInt64
    /// Index in `Plan.targets` of where it goes.
    public var target: UInt16
    /// Calls in it.
    public var count: Int
}
