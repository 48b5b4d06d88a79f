public import ScrimpPlan
public import ScrimpQuantities

/// A policy at work: decides requests and books what they cost. Safe to share between threads.
///
/// ```swift
/// let engine = try Engine(plan: plan, store: MemoryStore(), options: EngineOptions(hashSeed: seed))
/// let tenant = try engine.schema.attribute("tenant")
/// var builder = engine.makeRequest()
/// try builder.set(tenant, text: "acme")
/// let decision = try engine.decide(builder.request, at: now)
/// ```
///
/// An engine has several lanes, each with the scratch of one decision and the calls that were decided in it. A decision takes
/// any lane that is free, a report the lane of its call; what they share is locked part by part. So decisions about different
/// tenants run side by side, and hard limits hold with any number of threads.
public final class Engine<State: Store>: Sendable {
    /// What requests look like; attributes are looked up here once.
    public let schema: RequestSchema
    /// What it runs.
    public let plan: Plan
    package let core: EngineCore<State>
    private let lanes: [Guarded<Evaluator<State>>]

    /// - Parameter store: opened for the plan by the engine.
    public init(plan: Plan, store: State, options: EngineOptions) throws(EngineError) {
        let core = try EngineCore(plan: plan, store: store, options: options)
        self.core = core
        schema = core.schema
        self.plan = plan
        let count = core.state.isShared ? LaneNumber.limit : 1
        lanes = (0..<count).map { Guarded(Evaluator(core: core, lane: $0), threads: core.state.threads) }
    }

    deinit { for lane in lanes { lane.destroy() } }

    /// An empty request, to be filled and decided by this engine.
    public func makeRequest() -> RequestBuilder<State> { RequestBuilder(engine: self) }

    /// What to do with a request. Holds what its call may cost.
    public func decide(_ request: Request, at now: Instant) throws(RequestError) -> Decision {
        var decision = Decision(.reject(.noRule), at: now)
        try decideHere(request, at: now, into: &decision)
        return decision
    }

    /// The same, in the place of an earlier decision, which saves copies. Where it throws, the place keeps what it had.
    public func decide(_ request: Request, at now: Instant, into decision: inout Decision) throws(RequestError) {
        try decideHere(request, at: now, into: &decision)
    }

    @inline(__always)
    func decideHere(_ request: Request, at now: Instant, into decision: inout Decision) throws(RequestError) {
        lapse(at: now)
        let lane = takeLane()
        defer { lane.release() }
        try lane.whileHeld { evaluator throws(RequestError) in
            var observer = NullObserver()
            try evaluator.decide(request, at: now, into: &decision, observer: &observer)
        }
    }

    /// The same, told to an observer, which runs under the lock of a lane.
    package func decide<Watcher: Observer>(
        _ request: Request, at now: Instant, observer: inout Watcher
    ) throws(RequestError) -> Decision {
        lapse(at: now)
        let lane = takeLane()
        defer { lane.release() }
        return try lane.whileHeld { evaluator throws(RequestError) in
            try evaluator.decide(request, at: now, observer: &observer)
        }
    }

    /// The decision that `decide` would make now, told to an observer. Changes nothing: it is made on a copy of the state.
    public func explain<Watcher: Observer>(
        _ request: Request, at now: Instant, observer: inout Watcher
    ) throws(RequestError) -> Decision {
        var copy = snapshot(at: now)
        let decision = try copy.decide(request, at: now, observer: &observer)
        observer.featuresRead(copy.readFeatures())
        return decision
    }

    /// The next try, after a call that failed or could not be made: the same target while its `retry` allows, then the next
    /// candidate. A failed call stays charged: settle it as `.failed`, or release it if it was never made.
    public func retry(
        _ request: Request, after decision: Decision, at now: Instant
    ) throws(RequestError) -> Decision {
        lapse(at: now)
        let lane = takeLane()
        defer { lane.release() }
        return try lane.whileHeld { evaluator throws(RequestError) in
            var observer = NullObserver()
            return try evaluator.retry(request, after: decision, at: now, observer: &observer)
        }
    }

    /// Books what a call used.
    ///
    /// - Parameter answer: the host's number of the answer, with which caches will answer; by default
    ///   `ReservationID.number`.
    public func settle(
        _ decision: Decision, _ usage: Usage, answer: UInt64? = nil, at now: Instant
    ) throws(SettleError) -> SettleResult {
        guard let reservation = decision.reservation else { throw .nothingReserved }
        return try settle(reservation, usage, answer: answer, at: now)
    }

    /// The same by the number alone, for hosts that keep it and not the decision.
    ///
    /// - Parameter answer: the number under which the host keeps the answer, for caches to give.
    /// - Throws: `SettleError`; nothing has changed then.
    public func settle(
        _ reservation: ReservationID, _ usage: Usage, answer: UInt64? = nil, at now: Instant
    ) throws(SettleError) -> SettleResult {
        try settleHere(reservation, usage, answer: answer, at: now)
    }

    @inline(__always)
    func settleHere(
        _ reservation: ReservationID, _ usage: Usage, answer: UInt64?, at now: Instant
    ) throws(SettleError) -> SettleResult {
        let number = Int(reservation.place) & (LaneNumber.limit - 1)
        guard number < lanes.count else { throw .notOpen }
        return try lanes[number].withLock { evaluator throws(SettleError) in
            try evaluator.settle(reservation, usage, answer: answer, at: now)
        }
    }

    /// Gives back what was held for a call that was never made.
    public func release(_ reservation: ReservationID, at now: Instant) throws(SettleError) {
        let number = Int(reservation.place) & (LaneNumber.limit - 1)
        guard number < lanes.count else { throw .notOpen }
        try lanes[number].withLock { evaluator throws(SettleError) in
            try evaluator.release(reservation, at: now)
        }
    }

    /// Gives back all that a decision holds for calls that were never made: its own, and that of its copy, each whatever becomes
    /// of the other. Where it holds nothing nothing happens.
    public func release(_ decision: Decision, at now: Instant) throws(SettleError) {
        var failure: SettleError?
        for reservation in [decision.reservation, decision.shadow?.reservation] {
            guard let reservation else { continue }
            do throws(SettleError) { try release(reservation, at: now) } catch { failure = failure ?? error }
        }
        if let failure { throw failure }
    }

    /// Lets time pass without a request: calls without a report lapse, tickets run or expire, stages go on.
    public func tick(_ now: Instant) {
        for lane in lanes { lane.withLock { $0.lapse(at: now) } }
        anyLane { $0.tick(now) }
    }

    /// When to call `tick` next; nil for never.
    public func nextEvent() -> Instant? {
        var next: Instant?
        for lane in lanes {
            guard let event = lane.withLock({ $0.nextEvent() }) else { continue }
            next = min(next ?? event, event)
        }
        return next
    }

    /// The next ticket that has waited long enough. Ask after `settle`, `release` and `tick`, until there is none; decisions, too,
    /// may let calls lapse that others wait for.
    public func nextReady() -> ReadyTicket? { core.ready.withLock { $0.popFirst() } }

    /// The next batch that goes out because its time has come. Ask after `tick`, until there is none.
    public func nextFlush() -> FlushedBatch? { lanes[0].withLock { $0.nextFlush() } }

    /// The oldest alert that has not been taken.
    public func nextAlert() -> Alert? { core.alerts.withLock { $0.popFirst() } }

    /// Alerts that nobody took in time.
    public var lostAlerts: UInt64 { core.alerts.withLock { $0.lost } }

    /// The text behind a string attribute's number, such as a scope in an alert.
    public func text(of symbol: Int64, attribute: UInt16) -> String {
        String(decoding: core.texts.bytes(of: symbol, attribute: Int(attribute)), as: UTF8.self)
    }

    /// Lets calls of all lanes lapse before a decision, so that none is refused for what they held. Holds one lane at a time.
    @inline(__always)
    private func lapse(at now: Instant) {
        guard core.takeLapse(at: now.nanoseconds) else { return }
        for lane in lanes { lane.withLock { $0.lapse(at: now) } }
    }

    /// A copy for one thread, over a copy of the state.
    /// - Parameter now: in the copy, calls of all lanes that lapse until then have lapsed.
    package func snapshot(at now: Instant = Instant(nanoseconds: .min)) -> Evaluator<MemoryStore> {
        let copy = EngineCore<MemoryStore>(snapshot: core)
        if lanes.count > 1, core.isLapseDue(at: now.nanoseconds) {
            for lane in lanes.dropFirst() {
                var other = lane.withLock { Evaluator($0, core: copy) }
                other.lapse(at: now)
            }
        }
        return lanes[0].withLock { Evaluator($0, core: copy) }
    }

    /// Runs something that is no decision in a lane that is free.
    func anyLane<Result>(_ body: (inout Evaluator<State>) -> Result) -> Result {
        let lane = takeLane()
        defer { lane.release() }
        return lane.whileHeld(body)
    }

    /// A lane that is free, held. Threads begin to look at different ones; where all are taken, one waits for its own.
    @inline(__always)
    private func takeLane() -> Guarded<Evaluator<State>> {
        guard lanes.count > 1 else {
            lanes[0].acquire()
            return lanes[0]
        }
        let own = ThreadHint.number
        for step in 0..<LaneNumber.limit {
            let lane = lanes[(own &+ step) & (LaneNumber.limit - 1)]
            if lane.acquireIfFree() { return lane }
        }
        let lane = lanes[own & (LaneNumber.limit - 1)]
        lane.acquire()
        return lane
    }
}

/// A number that differs between most threads: where their stacks are.
private enum ThreadHint {
    @inline(__always)
    static var number: Int {
        var here: UInt8 = 0
        let address = unsafe withUnsafeMutablePointer(to: &here) { UInt64(UInt(bitPattern: $0)) }
        // Stacks lie one after the other, half a megabyte to eight of them long: of both lengths neighbours get other numbers.
        return Int(truncatingIfNeeded: (address >> 19) ^ (address >> 23))
    }
}
