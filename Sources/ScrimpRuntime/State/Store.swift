public import ScrimpPlan

/// The home of everything that outlives a decision.
///
/// Every engine works on a `LocalState`: counters, limits, caches, stages, each part behind its own lock. In memory that is all
/// there is. A home that several processes share keeps the truth elsewhere and brings the parts up to date around each
/// step: it loads what a step touches, lets the same code run, and stores what came of it, in one transaction.
///
/// Methods are called from many threads at once, each with the lane of its caller locked, and none of the parts.
public protocol Store: AnyObject, Sendable {
    /// The parts for a plan. Called once, by the engine that is made.
    func open(_ plan: Plan, texts: SymbolTexts) -> LocalState

    /// Before a decision or a report: the latest time seen, which is never before `now`; and whatever others have changed
    /// that has no transaction of its own: switches, stages.
    func begin(_ state: LocalState, at now: Int64) -> Int64

    /// Holds all that a call asks for, or nothing.
    func claim(_ claim: inout Claim, in state: LocalState, at now: Int64) -> ClaimOutcome

    /// Books what became of a call. An error leaves it as held: the report can be repeated.
    func book(_ booking: inout Booking, in state: LocalState, at now: Int64) throws(StoreLoss)

    /// Settled plus held in one counter, for conditions and reports; nil where there is no such counter.
    func spent(_ ask: CounterAsk, in state: LocalState, at now: Int64) -> Int128?

    /// Changes a small record that all processes share.
    func update(_ record: SharedRecord, in state: LocalState, at now: Int64, _ change: () -> Void)
}

/// A record that is small enough to be loaded and stored as a whole.
public enum SharedRecord: Hashable, Sendable {
    case switches
    /// Index in `Plan.rollouts`.
    case rollout(Int)
    /// Index in `LocalState.spends`.
    case spend(Int)
    /// Index in `LocalState.qualities`.
    case quality(Int)
}

extension Store {
    public func begin(_ state: LocalState, at now: Int64) -> Int64 { state.advance(to: now) }

    public func claim(_ claim: inout Claim, in state: LocalState, at now: Int64) -> ClaimOutcome {
        state.claim(&claim, at: now)
    }

    public func book(_ booking: inout Booking, in state: LocalState, at now: Int64) throws(StoreLoss) {
        state.book(&booking, at: now)
    }

    public func spent(_ ask: CounterAsk, in state: LocalState, at now: Int64) -> Int128? { state.spent(ask, at: now) }

    public func update(_ record: SharedRecord, in state: LocalState, at now: Int64, _ change: () -> Void) { change() }
}
