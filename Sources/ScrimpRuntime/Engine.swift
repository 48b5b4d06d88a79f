public import ScrimpPlan
public import ScrimpQuantities
import Synchronization

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
/// One lock, taken by spinning, surrounds each decision and each report; they take some hundred nanoseconds, allocate
/// nothing and call nothing outside. So hard limits hold with any number of threads, and the class is Sendable: nothing else
/// touches its state.
public final class Engine<State: Store>: @unchecked Sendable {
    public let schema: RequestSchema
    public let plan: Plan
    private let lock = SpinLock()
    private var evaluator: Evaluator<State>

    /// - Parameter store: prepared for the plan by the engine.
    public init(plan: Plan, store: State, options: EngineOptions) throws(EngineError) {
        evaluator = try Evaluator(plan: plan, store: store, options: options)
        schema = evaluator.schema
        self.plan = plan
    }

    public func makeRequest() -> RequestBuilder<State> { RequestBuilder(engine: self) }

    /// What to do with a request. Holds what its call may cost.
    public func decide(_ request: Request, at now: Instant) throws(RequestError) -> Decision {
        try decideHere(request, at: now)
    }

    @inline(__always)
    func decideHere(_ request: Request, at now: Instant) throws(RequestError) -> Decision {
        lock.acquire()
        defer { lock.release() }
        var observer = NullObserver()
        return try evaluator.decide(request, at: now, observer: &observer)
    }

    /// The same, told to an observer, which runs under the engine's lock.
    package func decide<Watcher: Observer>(
        _ request: Request, at now: Instant, observer: inout Watcher
    ) throws(RequestError) -> Decision {
        lock.acquire()
        defer { lock.release() }
        return try evaluator.decide(request, at: now, observer: &observer)
    }

    /// The decision that `decide` would make now, told to an observer. Changes nothing: it is made on a copy of the state.
    public func explain<Watcher: Observer>(
        _ request: Request, at now: Instant, observer: inout Watcher
    ) throws(RequestError) -> Decision {
        var copy = snapshot()
        let decision = try copy.decide(request, at: now, observer: &observer)
        observer.featuresRead(copy.readFeatures())
        return decision
    }

    /// The next candidate, after a call that failed or could not be made. A failed call stays charged: settle it as `.failed`,
    /// or release it if it was never made.
    public func retry(
        _ request: Request, after decision: Decision, at now: Instant
    ) throws(RequestError) -> Decision {
        lock.acquire()
        defer { lock.release() }
        var observer = NullObserver()
        return try evaluator.retry(request, after: decision, at: now, observer: &observer)
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

    public func settle(
        _ reservation: ReservationID, _ usage: Usage, answer: UInt64? = nil, at now: Instant
    ) throws(SettleError) -> SettleResult {
        try settleHere(reservation, usage, answer: answer, at: now)
    }

    @inline(__always)
    func settleHere(
        _ reservation: ReservationID, _ usage: Usage, answer: UInt64?, at now: Instant
    ) throws(SettleError) -> SettleResult {
        lock.acquire()
        defer { lock.release() }
        return try evaluator.settle(reservation, usage, answer: answer, at: now)
    }

    /// Gives back what was held for a call that was never made.
    public func release(_ reservation: ReservationID, at now: Instant) throws(SettleError) {
        lock.acquire()
        defer { lock.release() }
        try evaluator.release(reservation, at: now)
    }

    /// Lets time pass without a request.
    public func tick(_ now: Instant) { locked { $0.tick(now) } }

    /// When to call `tick` next; nil for never.
    public func nextEvent() -> Instant? { locked { $0.nextEvent() } }

    /// The next ticket that has waited long enough. Ask after `settle`, `release` and `tick`, until there is none.
    public func nextReady() -> ReadyTicket? { locked { $0.nextReady() } }

    /// The oldest alert that has not been taken.
    public func nextAlert() -> Alert? { locked { $0.alerts.popFirst() } }

    /// Alerts that nobody took in time.
    public var lostAlerts: UInt64 { locked { $0.alerts.lost } }

    public func setSwitch(_ index: Int, thrown: Bool) {
        guard plan.switches.indices.contains(index) else { return }
        locked { $0.store.setThrown(index, thrown) }
    }

    public func isThrown(switch index: Int) -> Bool {
        plan.switches.indices.contains(index) && locked { $0.store.isThrown(index) }
    }

    /// The text behind a string attribute's number, such as a scope in an alert.
    public func text(of symbol: Int64, attribute: UInt16) -> String {
        locked { String(decoding: $0.text(of: symbol, attribute: attribute), as: UTF8.self) }
    }

    func intern(_ text: Span<UInt8>, attribute: Int) -> (symbol: Int64, untracked: UntrackedText) {
        lock.acquire()
        defer { lock.release() }
        return evaluator.intern(text, attribute: attribute)
    }

    package func snapshot() -> Evaluator<State> { locked { $0 } }

    private func locked<Result>(_ body: (inout Evaluator<State>) -> Result) -> Result {
        lock.acquire()
        defer { lock.release() }
        return body(&evaluator)
    }
}

/// A lock for sections of some hundred nanoseconds.
final class SpinLock: Sendable {
    private let isHeld = Atomic<Bool>(false)

    func acquire() {
        while isHeld.exchange(true, ordering: .acquiring) {
            // Reading alone does not take the cache line from the holder.
            while isHeld.load(ordering: .relaxed) {}
        }
    }

    func release() { isHeld.store(false, ordering: .releasing) }
}
