import ScrimpPlan

/// Money, or tokens of a commitment, that a call would hold in one counter.
public struct CounterAsk: Sendable {
    /// Index in `LocalState.counters`: budgets in source order, then commitments.
    package var part: UInt16
    /// Value of the scope's attribute; nil for the counter without a scope.
    package var scope: Int64?
    /// Start of the current calendar window in nanoseconds; `Int64.min` for other windows.
    package var windowStart: Int64
    /// What the counter may come to, and what the call would add: pico-dollars, or tokens.
    package var bound: Int128
    package var amount: Int128

    // Answers of the store.
    /// Settled plus held before.
    package var before: Int128 = 0
    package var hold: Hold = .none
    /// Thresholds that the counter has passed with this: how many, and the index of the first.
    package var announced: UInt16 = 0
    package var firstAnnounced: UInt16 = 0

    package init(part: UInt16, scope: Int64?, windowStart: Int64, bound: Int128, amount: Int128) {
        self.part = part
        self.scope = scope
        self.windowStart = windowStart
        self.bound = bound
        self.amount = amount
    }
}

/// A permit, and room in the rates of one limit.
public struct LimitAsk: Sendable {
    package var limit: UInt16
    package var scope: Int64?
    package var tokens: Int64
    package var hold = LimitHold(counter: 0, generation: 0, tokens: 0)

    package init(limit: UInt16, scope: Int64?, tokens: Int64) {
        self.limit = limit
        self.scope = scope
        self.tokens = tokens
    }
}

/// What one call asks of every counter and limit that applies to it: all are held, or none.
public struct Claim: Sendable {
    /// In the order of their parts.
    package var counters: [CounterAsk] = []
    /// In source order.
    package var limits: [LimitAsk] = []
    /// Identity of the call (`ReservationID.number`), when it lapses, and its target: for homes of state that keep calls themselves.
    package var number: UInt64 = 0
    package var lapsesAt: Int64 = 0
    package var target: UInt16 = 0

    mutating func removeAll() {
        counters.removeAllKeepingRoom()
        limits.removeAllKeepingRoom()
    }
}

/// What became of a claim.
public enum ClaimOutcome: Hashable, Sendable {
    case held
    /// Held without the shared home of the state, which cannot be reached; every budget among the asks allows that.
    case heldWithoutStore
    /// Index in `Claim.counters` of the first that has no room.
    case noRoom(Int)
    /// Index in `Claim.limits` of the first that refuses.
    case limited(Int, LimitRefusal)
    /// The shared home of the state cannot be reached, and this ask (index in `Claim.counters`, nil for a limit) does not go on without it.
    case storeLost(Int?)
}

/// What is to be booked for a call that was held.
public struct Booking: Sendable {
    package enum Kind: Sendable {
        /// A report: what was held is replaced by what was used.
        case settle
        /// The call was never made: everything is given back.
        case release
        /// No report came in time: what was held counts as used.
        case lapse
        /// A report after the lapse corrects it.
        case correct
    }

    package var kind: Kind = .settle
    package var counters: [Held] = []
    package var limits: [HeldLimit] = []
    package var number: UInt64 = 0
    /// Held and used: pico-dollars.
    package var reserved: Int128 = 0
    package var charged: Int128 = 0
    /// Held and used: tokens.
    package var reservedTokens: Int64 = 0
    package var usedTokens: Int64 = 0

    package init() {}

    /// One counter in which the call is held.
    package struct Held: Sendable {
        package var hold: Hold
        package var isCommitment: Bool

        // Answers of the store.
        /// Whether the counter still counts for the window in which it was held.
        package var isCurrent = false
        /// Settled plus held after.
        package var after: Int128 = 0
        package var announced: UInt16 = 0
        package var firstAnnounced: UInt16 = 0

        package init(hold: Hold, isCommitment: Bool) {
            self.hold = hold
            self.isCommitment = isCommitment
        }
    }

    /// What the booking changes in a counter.
    package func change(isCommitment: Bool) -> (reserved: Int128, settled: Int128) {
        let held = isCommitment ? Int128(reservedTokens) : reserved
        let used = isCommitment ? Int128(usedTokens) : charged
        switch kind {
        case .settle: return (-held, used)
        case .release: return (-held, 0)
        case .lapse: return (-held, held)
        case .correct: return (0, used - held)
        }
    }
}

/// The shared home of the state could not be reached.
public struct StoreLoss: Error, Hashable, Sendable {
    public init() {}
}

extension Array {
    /// Empties it, and keeps its storage. Of some elements of fixed size this is less work than `removeAll(keepingCapacity:)`, which
    /// replaces a range.
    @inline(__always)
    mutating func removeAllKeepingRoom() { while !isEmpty { removeLast() } }
}
