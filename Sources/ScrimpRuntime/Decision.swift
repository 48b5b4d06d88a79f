package import ScrimpPlan
public import ScrimpQuantities

/// Money held for a call that has not been reported yet. Numbers of places are reused, generations are not.
public struct ReservationID: Hashable, Sendable {
    public var place: UInt32
    public var generation: UInt32

    public init(place: UInt32, generation: UInt32) {
        self.place = place
        self.generation = generation
    }

    /// Both in one number, for hosts that keep answers under it.
    public var number: UInt64 { UInt64(generation) << 32 | UInt64(place) }
}

/// A request that waits for a budget. Later tickets have greater numbers.
public struct Ticket: Hashable, Sendable {
    public var number: UInt64
    public init(number: UInt64) { self.number = number }
}

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
    /// Every candidate was passed over, none of them for a budget that could act.
    case exhausted
    /// Waited for a budget until the request's deadline.
    case deadline
    /// No rule matched; only a damaged plan has such requests.
    case noRule
}

/// What to do with a request, and what was held for it. Of fixed size.
public struct Decision: Hashable, Sendable {
    public var verdict: Verdict
    /// Index in `Plan.rules`; nil where no rule was asked (a switch or a cache ended or routed the request).
    public var rule: UInt32?
    /// Place among the candidates that were considered, from 0.
    public var position: UInt16
    public var reservation: ReservationID?
    /// The most that the call can cost.
    public var reserved: Money
    /// The cap on visible and reasoning tokens that the host must send with the call; nil where the policy has none.
    public var maxOutput: Int64?
    /// Alerts that this decision caused: the newest ones of `Engine.nextAlert`.
    public var alerts: UInt16
    /// When it was made: the latest time that the store has seen.
    public var time: Instant

    /// Where a host that could not reach the target goes on (`Engine.retry`).
    package var chain: PlanChain
    package var tried: TargetSet
    /// Budgets, by bit, that have routed the request: their ceilings bind it.
    package var acted: UInt128
    /// Caches, by bit, that the answer fills.
    package var caches: UInt64

    package init(_ verdict: Verdict, at time: Instant) {
        self.verdict = verdict
        self.time = time
        position = 0
        reserved = .zero
        alerts = 0
        chain = PlanChain(start: 0, count: 0)
        tried = TargetSet()
        acted = 0
        caches = 0
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
}

/// What a call really cost.
public struct SettleResult: Hashable, Sendable {
    public var cost: Money
    public var reserved: Money
    /// The provider's figures were not used: as reserved instead.
    public var isEstimated: Bool
    /// Corrects a reservation that had lapsed.
    public var isLate: Bool
    /// The call used more than was reserved: the host did not send the cap, or counts tokens too low.
    public var exceedsReservation: Bool
    /// Something was used that the catalog does not price; it was charged at the dearest price that stands beside it.
    public var hasUnpricedParts: Bool
    public var alerts: UInt16
}

/// A threshold of a budget that was passed, or a call that cost more than was held for it.
public struct Alert: Hashable, Sendable {
    public enum Cause: Hashable, Sendable {
        /// Share of the limit, in billionths.
        case threshold(Int64)
        case overrun(by: Money)
    }
    public var budget: UInt16
    public var cause: Cause
    /// Value of the scope's attribute (a symbol where it is a string); nil for a budget without scopes and for the counter
    /// that keys beyond the budget's maximum share.
    public var scope: Int64?
    /// Settled plus reserved.
    public var spent: Money
    public var time: Instant
}
