public import ScrimpQuantities

/// What a gathering did, in calls and candidates. Once it has ended, `started == finished + cancelled + failed`.
public struct GatherSummary<CallFailure: Error>: Sendable {
    /// Why no further call is started.
    public enum Ending: Hashable, Sendable {
        /// As many answers as were wanted have come.
        case enough
        /// Every candidate was tried, and fewer came.
        case exhausted
        /// The consumer stopped, or its task or a call was cancelled.
        case cancelled
    }

    /// Nil until it is known that no further call will be started.
    public internal(set) var ending: Ending?
    /// Candidates whose turn came.
    public internal(set) var candidates = 0
    /// Calls that were started; with an engine, each try of a candidate.
    public internal(set) var started = 0
    /// Calls that returned, with or without what was needed.
    public internal(set) var finished = 0
    /// Calls that ended with an error once no more was needed, or with a `CancellationError`.
    public internal(set) var cancelled = 0
    /// Calls that ended with any other error.
    public internal(set) var failed = 0
    /// Answers that were given to the consumer, never more than were wanted.
    public internal(set) var fulfilled = 0
    /// Those of `fulfilled` that needed no call: a cache had them.
    public internal(set) var withoutCall = 0
    /// Candidates that were refused, or had no way left.
    public internal(set) var refused = 0
    /// Answers that returned after enough had come: paid for, and not given to the consumer.
    public internal(set) var surplus = 0
    /// The most calls that were in flight at once.
    public internal(set) var mostInFlight = 0
    /// What all of the calls cost, as settled; zero where no engine settles them.
    public internal(set) var cost = Money.zero
    /// Every failed call and refused candidate, in order of time.
    public internal(set) var failures: [GatherFailure<CallFailure>] = []

    init() {}

    /// Calls that run now.
    public var inFlight: Int { started - finished - cancelled - failed }
}

/// Why a candidate's call gave nothing.
public struct GatherFailure<CallFailure: Error>: Error, Sendable {
    /// Place among the candidates, from 0.
    public let position: Int
    /// What the call threw, or why it was not made.
    public let error: CallFailure
}
