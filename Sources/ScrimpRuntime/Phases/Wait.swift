import ScrimpPlan
package import ScrimpQuantities

/// A request that waits, with all that has been found out about it.
package struct WaitingRequest: Sendable {
    var request: Request
    var considering: Considering
    /// The target that it waits for at its place in the chain; nil where it waits for a budget.
    var target: UInt16?
    /// It has been tried there before: the candidates that are left begin at the place itself.
    var isRetry = false
}

// Waiting: a ticket in a queue, not a time. Reports and ticks free it.
//
// Tickets of one counter run in the order in which they came, within their class; a later one never overtakes. When a ticket becomes
// ready everything has been held for it, so that nobody can take the room before the host acts. Admit, lookup and route
// are not run again, but for switches, which stop those that wait as well.
extension Evaluator {
    /// Waits for a limit before a candidate; when the wait ends, the next one is tried.
    mutating func wait(
        _ wait: LimitWait, for target: UInt16, _ request: Request, _ considering: Considering
    ) -> Decision {
        var waiting = considering
        waiting.waitsUntil = wait.until
        return queue(WaitingRequest(request: request, considering: waiting, target: target), wait)
    }

    /// Waits for a budget after a chain that has run out.
    mutating func wait(budget: Int, _ request: Request, _ considering: Considering) -> Decision {
        let index = UInt16(truncatingIfNeeded: budget)
        // A call that is dearer than the whole budget would wait for nothing.
        guard considering.patient & (1 << UInt128(budget)) != 0 else { return refusal(.budget(index), considering) }
        guard considering.deadline > now else { return refusal(.deadline, considering) }
        var waiting = considering
        waiting.place = 0
        waiting.tried.bits &= ~considering.refused.bits
        waiting.position &-= UInt16(truncatingIfNeeded: considering.refused.bits.nonzeroBitCount)
        waiting.refused = TargetSet()
        waiting.refusing = 0
        waiting.patient = 0
        waiting.acted &= ~(1 << UInt128(budget))
        waiting.ceiling = nil
        waiting.limit = nil
        waiting.isStoreLost = false
        let wait = LimitWait(
            resource: considering.waitResource, priority: 0, until: considering.deadline,
            retryAt: nextChange(of: budget))
        return queue(WaitingRequest(request: request, considering: waiting, target: nil), wait)
    }

    mutating func queue(_ request: WaitingRequest, _ wait: LimitWait) -> Decision {
        // One who already waits keeps the ticket.
        guard !request.considering.isResuming else {
            var decision = Decision(.wait(Ticket(number: 0)), at: moment)
            decision.rule = request.considering.rule
            pending = (request, wait)
            return decision
        }
        let number = core.append(request, wait)
        if state.isShared, let decision = lookAgain(Ticket(number: number), wait) { return decision }
        var decision = Decision(.wait(Ticket(number: number)), at: moment)
        decision.rule = request.considering.rule
        return decision
    }

    /// What was missing may have been freed by another thread after it was missed and before anybody was seen to wait for it:
    /// then nobody else would give the ticket its turn.
    private mutating func lookAgain(_ ticket: Ticket, _ wait: LimitWait) -> Decision? {
        core.tickets.withLock { $0.wake(wait.resource) }
        promote()
        return core.ready.withLock { $0.remove(ticket) }
    }

    /// When and for what a call may wait for a limit; nil where it may not, and the next candidate is tried at once.
    mutating func wait(
        for ask: LimitAsk, _ target: UInt16, _ request: Request, _ considering: Considering
    ) -> LimitWait? {
        let row = tables.limits[Int(ask.limit)]
        guard row.wait > 0 else { return nil }
        var until = considering.waitsUntil
        if until == .min {
            let output = max(ask.tokens - max(tables.prompt >= 0 ? request.values[tables.prompt] : 0, 0), 0)
            let latest = latestStart(target, output: output, deadline: considering.deadline)
            until = min(now.adding(clamping: row.wait), latest)
        }
        guard until > now else { return nil }
        let prospects = state.prospects(of: ask, at: now)
        guard prospects.canEverFit else { return nil }
        var retryAt = prospects.nextChance ?? .max
        // What this process knows would let the call through: other processes have taken it, and do not say when they are done.
        if retryAt <= now { retryAt = now.adding(clamping: Self.lookAgainAfter) }
        return LimitWait(
            resource: ask.resource, priority: priority(ask.limit, request), until: until,
            retryAt: retryAt)
    }

    private static var lookAgainAfter: Int64 { 50_000_000 }

    /// The class of a request among those that wait for a limit.
    func priority(_ limit: UInt16, _ request: Request) -> UInt8 {
        let row = tables.limits[Int(limit)]
        guard row.priorityAttribute >= 0 else { return 0 }
        let value = request.values[Int(row.priorityAttribute)]
        guard value >= 0, value < row.priorities.count else { return PlanLimit.greatestPriority }
        return row.priorities[Int(value)]
    }

    /// When a budget has room although nothing was reported: its window moves on.
    private mutating func nextChange(of budget: Int) -> Int64 {
        switch plan.budgets[budget].window {
        case .calendar(let unit): return windows.window(unit, at: now).end
        case .rolling(let length): return now.adding(clamping: max(1, length / BudgetCounters.bucketWidthDivisor))
        case .untilIdle(let length): return now.adding(clamping: length)
        }
    }
}

extension Evaluator {
    /// Those that wait for what a booking has freed get a turn in the next `promote`.
    mutating func wakeFreed() {
        guard core.hasWaiting else { return }
        for held in booking.counters where !held.isCommitment {
            let budget = held.hold.part
            let scope = state.scope(of: held.hold)
            let isCommon = scope == nil && tables.budgets[Int(budget)].scope.attribute >= 0
            core.tickets.withLock { tickets in
                // Keys that share one counter wait each in its own line.
                if isCommon { tickets.wakeAll() } else { tickets.wake(CounterAsk.resource(budget, scope)) }
            }
        }
        for held in booking.limits {
            let scope = state.scope(of: held)
            let isCommon = scope == nil && tables.limits[Int(held.limit)].scope.attribute >= 0
            core.tickets.withLock { tickets in
                if isCommon { tickets.wakeAll() } else { tickets.wake(LimitAsk.resource(held.limit, scope)) }
            }
        }
    }

    /// Gives turns to those that wait for what has been freed, in order. Those that may run, or have waited long enough, become ready.
    mutating func promote() {
        guard core.hasWaiting else { return }
        // One lane at a time: a turn may not be taken twice.
        core.tickets.acquire()
        defer { core.tickets.release() }
        let now = now
        let hasTurns = core.tickets.whileHeld { tickets in
            guard tickets.hasTurns(at: now) else { return false }
            tickets.startDrain(now: now)
            return true
        }
        guard hasTurns else { return }
        var observer = NullObserver()
        while var entry = core.tickets.whileHeld({ $0.nextTurn() }) {
            let attempt = turn(&entry, observer: &observer)
            core.finishTurn(entry, attempt)
        }
    }

    private mutating func turn(
        _ entry: inout TicketQueue<WaitingRequest>.Entry, observer: inout NullObserver
    ) -> TicketQueue<WaitingRequest>.Attempt {
        let decision = resume(entry.payload, isExpired: entry.isExpired, observer: &observer)
        if case .wait = decision.verdict, let (request, wait) = pending {
            pending = nil
            entry.payload = request
            entry.retryAt = wait.retryAt
            if wait.resource == entry.resource, wait.until == entry.until { return .stays }
            return .moves(
                resource: wait.resource, priority: wait.priority, until: wait.until, retryAt: wait.retryAt)
        }
        core.ready.withLock { $0.append(ReadyTicket(ticket: Ticket(number: entry.ticket), decision: decision)) }
        return .done
    }

    private mutating func resume(
        _ waiting: WaitingRequest, isExpired: Bool, observer: inout NullObserver
    ) -> Decision {
        var considering = waiting.considering
        considering.isResuming = true
        guard considering.deadline > now else { return refusal(.deadline, considering) }
        load(waiting.request)
        switch admit(waiting.request, observer: &observer) {
        case .reject(let index): return refusal(.thrownSwitch(index), considering)
        case .route, .pass: break
        }
        var decision = Decision(.reject(.noRule), at: moment)
        guard let target = waiting.target else {
            reserve(waiting.request, &considering, into: &decision, observer: &observer)
            return decision
        }
        // The very target that it has waited for; a rollout that has moved on meanwhile changes nothing.
        let position = considering.position &- 1
        switch consider(target, waiting.request, &considering, observer: &observer) {
        case .held(let call):
            dispatch(call, at: position, waiting.request, &considering, into: &decision, observer: &observer)
            return decision
        case .waits(let wait):
            considering.waitsUntil = wait.until
            return queue(
                WaitingRequest(
                    request: waiting.request, considering: considering, target: target, isRetry: waiting.isRetry), wait)
        case .passed:
            considering.waitsUntil = .min
            considering.attempt = 0
            if !waiting.isRetry { considering.place += 1 }
            reserve(waiting.request, &considering, into: &decision, observer: &observer)
            return decision
        }
    }

    package func nextReady() -> ReadyTicket? { core.ready.withLock { $0.popFirst() } }

    /// When to call `tick` next: a call lapses, a ticket expires or may look again, or a batch goes out.
    package mutating func nextEvent() -> Instant? {
        var next = calls.firstToLapse().map { calls.calls[$0].call.lapsesAt }
        func consider(_ time: Int64?) { if let time { next = min(next ?? .max, time) } }
        consider(core.tickets.withLock { $0.nextEvent() })
        for part in state.batches { consider(part.withLock { $0.nextFlush() }) }
        return next.map { Instant(nanoseconds: $0) }
    }

    /// The next batch whose time has come, after a tick.
    package mutating func nextFlush() -> FlushedBatch? {
        for index in state.batches.indices {
            guard let flushed = state.batches[index].withLock({ $0.popFlushed(at: now) }) else { continue }
            return FlushedBatch(
                batch: UInt16(truncatingIfNeeded: index), group: flushed.group,
                target: UInt16(truncatingIfNeeded: flushed.target), count: flushed.count)
        }
        return nil
    }
}
