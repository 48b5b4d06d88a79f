#if Redis
/// One counter: a budget or commitment, a scope, and the start of a calendar window (`Int64.min` for other windows).
struct SliceKey: Hashable, Sendable {
    var part: UInt16
    var scope: Int64?
    var windowStart: Int64
}

/// What this host has leased of one counter, and what it last knew of the rest. Pico-dollars, or tokens.
struct LeasedSlice: Sendable {
    let key: String
    let shape: CounterShape
    /// Leased, with what running calls hold of it.
    var lease: Int128 = 0
    /// By running calls.
    var held: Int128 = 0
    /// All that counts as spent apart from this host's lease, when Redis was last asked.
    var foreign: Int128 = 0
    /// Reports that Redis has not acknowledged: what they add to what is settled, and take off the lease.
    var pendingCharge: Int128 = 0
    var pendingRelease: Int128 = 0
    /// Calls are held in the slice until then; some time before Redis lets the lease lapse.
    var usableUntil: Int64 = .min
    /// When Redis was last asked, and when a call was last held.
    var seenAt: Int64 = .min
    var usedAt: Int64
    /// Another host was refused.
    var isWanted = false
    /// This one was refused: so much, up to which sum, and until when asking again would be in vain.
    private var refused: (least: Int128, limit: Int128, until: Int64)?

    init(key: String, shape: CounterShape, at now: Int64) {
        self.key = key
        self.shape = shape
        usedAt = now
    }

    /// What a further call may hold.
    var free: Int128 { max(lease.subtracting(clamping: held), 0) }

    /// Spent everywhere, without what this host has leased; with what its own calls have cost.
    var settled: Int128 { max(foreign.plus(clamping: pendingCharge), 0) }

    /// What nobody has leased, as far as this host knows.
    var remaining: Int128 { max(shape.limit.subtracting(clamping: settled.plus(clamping: lease)), 0) }

    /// How much is leased at once: little enough that many hosts find something, much enough that most calls ask nobody.
    var portion: Int128 { remaining / 64 }

    func isUsable(at now: Int64) -> Bool { now < usableUntil }

    /// How long a refusal stands: a budget that is spent does not cost a round trip for every request that it refuses.
    private static let refusalLength: Int64 = 5_000_000

    mutating func refuse(_ least: Int128, limit: Int128, at now: Int64) {
        refused = (least, limit, now.addingReportingOverflow(Self.refusalLength).partialValue)
    }

    func isRefused(_ least: Int128, limit: Int128, at now: Int64) -> Bool {
        guard let refused else { return false }
        return now < refused.until && least >= refused.least && limit <= refused.limit
    }

    mutating func take(_ state: CounterState, until end: Int64, at now: Int64) {
        lease = state.own.subtracting(clamping: pendingRelease)
        let before = foreign
        foreign = state.spent.subtracting(clamping: state.own)
        if foreign < before { refused = nil }
        isWanted = state.isWanted
        usableUntil = max(usableUntil, end)
        seenAt = max(seenAt, now)
    }
}

extension Int128 {
    func plus(clamping other: Int128) -> Int128 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }

    func subtracting(clamping other: Int128) -> Int128 {
        let (difference, overflow) = subtractingReportingOverflow(other)
        return overflow ? (other < 0 ? .max : .min) : difference
    }
}
#endif
