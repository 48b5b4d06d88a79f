package import ScrimpPlan
package import ScrimpQuantities

/// The phases of a decision, in one lane: the scratch that one decision needs, and the open calls that were decided here.
///
/// Its arrays are scratch that decisions reuse, so that they allocate nothing. One thread at a time; `Engine` locks it.
package struct Evaluator<Home: Store>: Sendable {
    package let core: EngineCore<Home>
    let lane: Int
    /// The core's, once more: what every step reads.
    package let plan: Plan
    let tables: EngineTables
    let state: LocalState

    var windows: CalendarWindows
    var calls: HeldCalls
    /// Values of the plan's features for the request at hand; derived ones where the stamp is the current one.
    var features: [Int64]
    var stamps: [UInt64]
    var stamp: UInt64 = 0
    var stack: [Rational] = []
    var claim = Claim()
    var booking = Booking()
    /// What a request that has waited goes on to wait for, between its turn and the queue.
    var pending: (request: WaitingRequest, wait: LimitWait)?
    /// Numbers that the host reports while an answer streams, by feature.
    var hostNumbers: [Int64] = []
    /// A request without values of its own: what is watched stands on the state alone.
    let nobody: Request
    /// The latest time that the store has seen, within a step; nanoseconds.
    var now: Int64 = 0

    init(core: EngineCore<Home>, lane: Int) {
        self.core = core
        self.lane = lane
        plan = core.plan
        tables = core.tables
        state = core.state
        windows = CalendarWindows(zone: plan.zone)
        nobody = Request(schema: core.schema)
        calls = HeldCalls(
            counters: core.state.counters.count, limits: plan.limits.count,
            values: core.tables.keepsValues ? plan.attributes.count : 0)
        features = [Int64](repeating: 0, count: plan.features.count)
        stamps = [UInt64](repeating: 0, count: plan.features.count)
        stack.reserveCapacity(plan.instructions.count)
        claim.counters.reserveCapacity(core.state.counters.count)
        claim.limits.reserveCapacity(plan.limits.count)
        booking.counters.reserveCapacity(core.state.counters.count)
        booking.limits.reserveCapacity(plan.limits.count)
    }

    /// An evaluator that one thread alone uses.
    package init(plan: Plan, store: Home, options: EngineOptions) throws(EngineError) {
        self.init(core: try EngineCore(plan: plan, store: store, options: options), lane: 0)
    }

    /// The same lane over another core: for snapshots.
    init<Other: Store>(_ other: Evaluator<Other>, core: EngineCore<Home>) {
        self.init(core: core, lane: other.lane)
        calls = other.calls
    }

    package var schema: RequestSchema { core.schema }

    /// Settled plus held in the counter of a budget that a request would be held in, at the latest time seen: pico-dollars.
    package mutating func spent(budget: Int, for request: Request) -> Int128 {
        core.home.spent(ask(budget, 0, request, hasActed: false), in: state, at: now) ?? 0
    }

    /// What is kept of a call that is open or has lapsed lately.
    package func held(_ reservation: ReservationID) -> HeldCall? {
        calls.place(of: local(reservation)).map { calls.calls[$0].call }
    }

    /// The number of a text, and what decisions need of it.
    package func intern(_ text: Span<UInt8>, attribute: Int) -> (symbol: Int64, facts: TextFacts) {
        core.texts.intern(text, attribute: attribute)
    }

    /// Admit, lookup, route, shape, reserve, dispatch.
    ///
    /// - Parameter decision: what comes of it, in place: decisions are too large to be handed from phase to phase.
    package mutating func decide<Watcher: Observer>(
        _ request: Request, at time: Instant, into decision: inout Decision, observer: inout Watcher
    ) throws(RequestError) {
        try check(request)
        begin(at: time)
        load(request)
        var considering = Considering(deadline: deadline(of: request, from: now))
        switch admit(request, observer: &observer) {
        case .reject(let index):
            decision = Decision(.reject(.thrownSwitch(index)), at: moment)
            return
        case .route(let chain): considering.chain = chain
        case .pass: break
        }
        if let hit = lookup(request, &considering, observer: &observer) {
            decision = Decision(.cached(cache: hit.cache, answer: hit.answer), at: moment)
            return
        }
        if considering.chain == nil {
            guard let (rule, chain) = match(request, observer: &observer) else {
                decision = Decision(.reject(.noRule), at: moment)
                return
            }
            considering.rule = rule
            considering.chain = chain
        }
        considering.permitted = permitted(request, observer: &observer)
        shape(request, &considering, observer: &observer)
        prefer(request, &considering, observer: &observer)
        reserve(request, &considering, into: &decision, observer: &observer)
    }

    package mutating func decide<Watcher: Observer>(
        _ request: Request, at time: Instant, observer: inout Watcher
    ) throws(RequestError) -> Decision {
        var decision = Decision(.reject(.noRule), at: time)
        try decide(request, at: time, into: &decision, observer: &observer)
        return decision
    }

    @inline(__always)
    func check(_ request: Request) throws(RequestError) {
        guard request.values.count == tables.clamps.count else { throw .otherSchema }
        for index in tables.required where !request.given[index] {
            throw .missing(attribute: UInt16(truncatingIfNeeded: index))
        }
    }

    var moment: Instant { Instant(nanoseconds: now) }

    /// Starts a step: time goes on, and calls without a report lapse.
    mutating func begin(at time: Instant) {
        now = core.home.begin(state, at: time.nanoseconds)
        guard calls.mayLapse(by: now) else { return }
        var hasLapsed = false
        while lapseNext() { hasLapsed = true }
        // What they held may be what others have waited for.
        if hasLapsed { promote() }
    }

    /// Lets the calls of this lane lapse, and notes when the next one does.
    mutating func lapse(at time: Instant) {
        begin(at: time)
        guard let place = calls.firstToLapse() else { return }
        let next = calls.calls[place].call.lapsesAt
        // One that is due still could not be booked: not to be tried again with every decision.
        core.noteLapse(at: next > now ? next : now.adding(clamping: Self.bookingPause))
    }

    private static var bookingPause: Int64 { 1_000_000_000 }

    @inline(__always)
    func deadline(of request: Request, from start: Int64) -> Int64 {
        let length = tables.deadline >= 0 ? request.values[tables.deadline] : plan.deadline
        return start.adding(clamping: max(length, 0))
    }
}

/// What a decision carries from phase to phase. Of fixed size: requests that wait keep it.
struct Considering: Sendable {
    var deadline: Int64
    /// Takes up a request that has waited: nobody is in front of it.
    var isResuming = false
    var rule: UInt32?
    var chain: PlanChain?
    /// Place in the chain of the candidate that is considered.
    var place: UInt32 = 0
    var permitted: TargetSet = .all
    var tried = TargetSet()
    /// Of those tried, the ones that a budget refused: its action may try them again.
    var refused = TargetSet()
    var position: UInt16 = 0
    /// Tries of the same target before this one.
    var attempt: UInt16 = 0
    /// Goes on behind a call that failed: its copy has gone out already.
    var isRetry = false
    /// A target that the request's key stays on; −1 for none.
    var preferred: Int32 = -1
    /// Budgets, by bit, that refused a candidate; that have acted; that could hold it once there is room.
    var refusing: UInt128 = 0
    var acted: UInt128 = 0
    var patient: UInt128 = 0
    /// First budget whose ceiling refused.
    var ceiling: UInt16?
    /// First limit, in source order, that refused.
    var limit: UInt16?
    /// What the first refusing budget had no room in.
    var waitResource: UInt64 = 0
    /// Until when the request waits for a limit; `Int64.min` while it has not waited for one.
    var waitsUntil: Int64 = .min
    /// The shared home of the state could not be reached.
    var isStoreLost = false
    /// Caches that the answer fills.
    var caches: UInt64 = 0
    /// Shapes whose condition holds.
    var shapes: UInt64 = 0
    var retrieved: CacheReuse?
    var partial: CacheReuse?

    @inline(__always)
    init(deadline: Int64) { self.deadline = deadline }
}
