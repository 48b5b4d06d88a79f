public import ScrimpQuantities
public import ScrimpRuntime
import Synchronization

/// What a call of a gathering is to do. Handed to the host's closure when it is its turn.
public struct GatheredCall: Sendable {
    /// The request as the host gave it.
    public let request: Request
    /// Place among the requests, from 0.
    public let position: Int
    /// What was decided for it; its verdict is a call to `target`.
    public let decision: Decision
    /// Index in `Plan.targets`.
    public let target: UInt16
    /// What the provider has reported up to now, for the case that the call is cancelled or throws.
    public let usageSoFar: UsageSoFar

    /// The cap on visible and reasoning tokens that must be sent with the call; nil where the policy has none.
    public var maxOutput: Int64? { decision.maxOutput }
}

/// The usage of a call that still runs. Shared with the gathering, which settles with it what does not end well.
public final class UsageSoFar: Sendable {
    private let usage = Mutex(Usage())

    init() {}

    /// Takes the place of what was reported before.
    public func report(_ usage: Usage) { self.usage.withLock { $0 = usage } }

    var latest: Usage { usage.withLock { $0 } }
}

/// An answer of a gathering, and the request that it belongs to.
public struct Gathered<Answer: Sendable>: Sendable {
    /// Where an answer comes from.
    public enum Source: Sendable {
        /// Called, and settled at this cost.
        case called(Answer, cost: Money)
        /// A cache has it: the number under which the host keeps the answer.
        case cached(UInt64)
    }

    /// Place among the requests, from 0.
    public let position: Int
    /// For a call, `decision.reservation` is the number under which caches will give the answer.
    public let decision: Decision
    /// Where the answer comes from.
    public let source: Source
}

/// Why a request of a gathering, or a try of it, gave nothing.
public enum GatherProblem: Error {
    /// The request does not fit the policy's request block.
    case request(RequestError)
    case rejected(RejectReason)
    /// What the host's closure threw, and at which target.
    case call(any Error, target: UInt16)
    /// The call's report was refused, so that the call is charged as reserved, if it is still open.
    case settle(SettleError)
}
