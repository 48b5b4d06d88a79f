public import ScrimpQuantities

// The same entries once more for the store that most programs use: compiled here for this store, where callers in other modules
// would go through its witness tables.

extension Engine where State == MemoryStore {
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

    /// Books what a call used.
    ///
    /// - Parameter answer: the host's number of the answer, with which caches will answer; by default
    ///   `ReservationID.number`.
    public func settle(
        _ decision: Decision, _ usage: Usage, answer: UInt64? = nil, at now: Instant
    ) throws(SettleError) -> SettleResult {
        guard let reservation = decision.reservation else { throw .nothingReserved }
        return try settleHere(reservation, usage, answer: answer, at: now)
    }
}

extension Engine {
    /// What each combination of an attribution's values has cost; the first cell is the one that combinations beyond the
    /// maximum share. Copies; for reports.
    public func attribution(_ index: Int) -> [(values: [Int64], cell: AttributionCell)] { core.attribution(index) }
}

extension EngineCore {
    package func attribution(_ index: Int) -> [(values: [Int64], cell: AttributionCell)] {
        guard state.cells.indices.contains(index) else { return [] }
        let table = state.cells[index].withLock { $0 }
        return table.cells.indices.map { (Array(table.key($0)), table.cells[$0]) }
    }
}

extension Evaluator where Home == MemoryStore {
    /// As `Engine.decide`, for one thread and without a lock: what replays use.
    package mutating func decide(_ request: Request, at time: Instant) throws(RequestError) -> Decision {
        var observer = NullObserver()
        return try decide(request, at: time, observer: &observer)
    }

    /// The same, in place.
    package mutating func decide(
        _ request: Request, at time: Instant, into decision: inout Decision
    ) throws(RequestError) {
        var observer = NullObserver()
        try decide(request, at: time, into: &decision, observer: &observer)
    }

    /// As `Engine.settle`, for one thread and without a lock.
    package mutating func settle(
        _ reservation: ReservationID, _ usage: Usage, at time: Instant
    ) throws(SettleError) -> SettleResult {
        try settle(reservation, usage, answer: nil, at: time)
    }

    /// As `Engine.retry`, for one thread and without a lock.
    package mutating func retry(
        _ request: Request, after decision: Decision, at time: Instant
    ) throws(RequestError) -> Decision {
        var observer = NullObserver()
        return try retry(request, after: decision, at: time, observer: &observer)
    }

    /// As `Engine.status(ofPool:)`, `Engine.report(pool:isLost:)` and `Engine.report(pool:utilization:replicas:)`, of a pool that the
    /// plan has.
    package mutating func poolStatus(_ index: Int, at time: Instant) -> PoolStatus { status(ofPool: index, at: time) }

    package func report(pool index: Int, isLost: Bool) { state.pools[index].withLock { $0.isLost = isLost } }

    package func report(pool index: Int, utilization: Int64, replicas: Int64) {
        state.pools[index].withLock { ($0.utilization, $0.replicas) = (max(utilization, 0), max(replicas, 0)) }
    }

    package func attribution(_ index: Int) -> [(values: [Int64], cell: AttributionCell)] { core.attribution(index) }

    package func takeAlert() -> Alert? { core.alerts.withLock { $0.popFirst() } }

    package func text(of symbol: Int64, attribute: UInt16) -> [UInt8] {
        core.texts.bytes(of: symbol, attribute: Int(attribute))
    }
}
