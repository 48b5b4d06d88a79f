public import ScrimpPlan
public import ScrimpQuantities

/// The home of everything that outlives a decision: counters, reservations, cache index, switches, attribution.
///
/// The engine calls `begin` and `end` around every decision and report, from one thread at a time; a store that other
/// processes share makes one transaction of what lies between. Budgets are addressed by index and scope value.
public protocol Store: Sendable {
    /// Sizes the store for a plan, once, before anything else.
    mutating func prepare(for plan: Plan)

    /// Starts a transaction and answers the latest time seen, which is never before `now` or any earlier answer.
    mutating func begin(at now: Instant) -> Instant
    mutating func end()

    // Switches.
    func isThrown(_ index: Int) -> Bool
    mutating func setThrown(_ index: Int, _ thrown: Bool)

    // Caches.
    /// The answer under a key, marked as used.
    mutating func lookup(cache: Int, key: CacheKey) -> UInt64?

    // Budgets.
    /// Makes `start` the current window of a calendar budget; what other windows held is dropped.
    mutating func openWindow(budget: Int, start: Int64)
    /// The counter of a scope; made if there is none, the shared one if there is no room.
    mutating func counter(budget: Int, scope: Int64?) -> Int32
    /// The counter of a scope if it has one.
    mutating func existingCounter(budget: Int, scope: Int64?) -> Int32?
    /// Settled plus reserved, in pico-dollars.
    func spent(budget: Int, counter: Int32) -> Int128
    /// The next threshold, from 1, that the counter has reached and that was not announced in this window; 0 for none.
    mutating func announce(budget: Int, counter: Int32) -> Int
    func scope(budget: Int, counter: Int32) -> Int64?

    // Reservations.
    /// Holds `call.amount` in every counter of `counters` (budget and counter), all or none: nothing else came between, as
    /// they were checked within this transaction.
    mutating func reserve(_ call: HeldCall, counters: [BudgetCounter], values: [Int64]) -> ReservationID
    func held(_ reservation: ReservationID) -> HeldCall?
    /// Replaces what is held, or what was charged when it lapsed, by `charge`; fills caches with `answer` if it is given.
    mutating func settle(_ reservation: ReservationID, charge: CallCharge, answer: UInt64?)
    /// Gives everything back.
    mutating func release(_ reservation: ReservationID)
    /// Whether a reservation may lapse by a time: a quick look, that may be wrong only by saying yes.
    func mayLapse(by time: Instant) -> Bool
    /// The earliest time at which a reservation lapses.
    mutating func nextLapse() -> Instant?
    /// Charges the first reservation that lapses by `time` as reserved, and names it.
    mutating func lapse(until time: Instant) -> ReservationID?
    /// The counters in which a reservation is held.
    mutating func counters(of reservation: ReservationID, into list: inout [BudgetCounter])
    /// A cached answer, in the books of attribution.
    mutating func countCached(values: [Int64])
}

public struct BudgetCounter: Hashable, Sendable {
    public var budget: UInt16
    public var counter: Int32
}

/// The key of an exact cache: values of the attributes that the cache names, and the content. Compared exactly.
public struct CacheKey {
    /// Values of all attributes of the request.
    public let values: [Int64]
    public let content: Fingerprint
}

/// What is kept of a call between decision and report.
public struct HeldCall: Hashable, Sendable {
    public var target: UInt16
    public var amount: Int128
    public var made: Int64
    public var lapsesAt: Int64
    public var content: Fingerprint
    /// One bit per cache that its answer fills.
    public var caches: UInt64
    /// Already charged as reserved, because no report came in time.
    public var hasLapsed: Bool
}

/// What a call is charged with.
public struct CallCharge: Hashable, Sendable {
    public var amount: Int128
    public var isEstimated: Bool
    public var promptTokens: Int64
    public var outputTokens: Int64
}
