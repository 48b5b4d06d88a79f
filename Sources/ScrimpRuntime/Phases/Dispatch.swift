import ScrimpPlan
package import ScrimpQuantities

// Dispatch: everything is held; the host is told what to call, with whom to send it, and where a copy goes.
extension Evaluator {
    mutating func dispatch<Watcher: Observer>(
        _ chosen: Chosen, at position: UInt16, _ request: Request, _ considering: inout Considering,
        into decision: inout Decision, observer: inout Watcher
    ) {
        decision = Decision(.call(target: chosen.target), at: moment)
        decision.reservation = open(chosen, request, caches: considering.caches)
        decision.rule = considering.rule
        decision.position = position
        decision.attempt = considering.attempt
        decision.reserved = Money(pico: chosen.cost)
        decision.maxOutput = chosen.cap
        decision.shapes = shapes(considering.shapes, for: chosen.target)
        decision.retrieved = considering.retrieved
        decision.partial = considering.partial
        decision.isCovered = chosen.isCovered
        decision.isWithoutStore = chosen.isWithoutStore
        decision.chain = considering.chain ?? PlanChain(start: 0, count: 0)
        decision.place = considering.place
        decision.tried = considering.tried
        decision.acted = considering.acted
        decision.caches = considering.caches
        decision.deadline = considering.deadline
        decision.alerts = announceHeld()
        if let prefix = request.prefix, tables.targets[Int(chosen.target)].prefixCache > 0 {
            decision.isPrefixWarm = isWarm(prefix, at: chosen.target)
        }
        if tables.targets[Int(chosen.target)].batches != 0,
            let slot = join(chosen, request, considering.deadline, observer: &observer)
        {
            decision.batch = slot
            if let id = decision.reservation { calls.keep(slot, of: Int(local(id).place)) }
        }
        if !plan.affinities.isEmpty { keep(chosen.target, for: request) }
        if !plan.shadows.isEmpty, !considering.isRetry {
            decision.shadow = shadow(request, considering, observer: &observer)
            if decision.shadow != nil { decision.alerts &+= announceHeld() }
        }
    }

    /// Opens the call for which the claim has just been held.
    private mutating func open(_ chosen: Chosen, _ request: Request, caches: UInt64) -> ReservationID {
        var call = HeldCall(
            target: chosen.target, amount: chosen.cost, tokens: chosen.tokens, made: now, lapsesAt: claim.lapsesAt)
        call.content = request.content ?? .none
        call.caches = caches
        call.isCovered = chosen.isCovered
        if caches != 0 {
            call.context = request.context ?? .none
            call.part = request.part ?? .none
        }
        let id = calls.open(call, holding: claim, for: request.values)
        core.noteLapse(at: call.lapsesAt)
        if caches != 0 { calls.keep(embedding: request.embedding, of: Int(id.place)) }
        let pool = Int(tables.targets[Int(chosen.target)].pool)
        if pool >= 0 { state.pools[pool].withLock { $0.callsInFlight += 1 } }
        return identity(id)
    }

    /// When the call of the claim lapses. Several budgets may say how long: the shortest holds, so that none waits longer
    /// than it says.
    mutating func lapse(deadline: Int64) -> Int64 {
        var held: Int64?
        for index in claim.counters.indices where Int(claim.counters[index].part) < tables.budgets.count {
            let lapse = tables.budgets[Int(claim.counters[index].part)].lapse
            if lapse >= 0 { held = min(held ?? .max, lapse) }
        }
        if let held { return now.adding(clamping: held) }
        return deadline.adding(clamping: EngineTables.lapseAfterDeadline)
    }

    /// The identity that hosts see: the lane in the lowest bits.
    func identity(_ id: ReservationID) -> ReservationID {
        ReservationID(
            place: id.place << UInt32(LaneNumber.bits) | UInt32(truncatingIfNeeded: lane), generation: id.generation)
    }

    /// The identity within this lane.
    func local(_ id: ReservationID) -> ReservationID {
        ReservationID(place: id.place >> UInt32(LaneNumber.bits), generation: id.generation)
    }

    private mutating func isWarm(_ prefix: Fingerprint, at target: UInt16) -> Bool {
        let key = (StableHash.mix(prefix.high ^ UInt64(target)), prefix.low)
        let until = now.adding(clamping: tables.targets[Int(target)].prefixCache)
        return state.prefixes.withLock { prefixes in
            let known = prefixes.value(high: key.0, low: key.1, at: now) != nil
            prefixes.set(high: key.0, low: key.1, value: UInt32(target), until: until, at: now)
            return known
        }
    }

    /// The first batch, in source order, that a call may join without missing its deadline.
    private mutating func join<Watcher: Observer>(
        _ chosen: Chosen, _ request: Request, _ deadline: Int64, observer: inout Watcher
    ) -> BatchSlot? {
        let batches = tables.targets[Int(chosen.target)].batches
        let latest = latestStart(chosen.target, output: chosen.cap ?? 0, deadline: deadline)
        for index in plan.batches.indices where batches & (1 &<< UInt64(index)) != 0 {
            guard holds(plan.batches[index].when, request) else { continue }
            let now = now
            let joined = state.batches[index].withLock {
                $0.join(target: Int(chosen.target), latestStart: latest, at: now)
            }
            guard let joined else {
                observer.batchMissed(index)
                return nil
            }
            let slot = BatchSlot(
                batch: UInt16(truncatingIfNeeded: index), group: joined.group,
                position: UInt32(truncatingIfNeeded: joined.position), isFull: joined.isFull)
            observer.batchJoined(slot)
            return slot
        }
        return nil
    }

    /// The last moment at which a call can start and still end in time, at p95 of its target.
    func latestStart(_ target: UInt16, output: Int64, deadline: Int64) -> Int64 {
        let row = tables.targets[Int(target)]
        let (writing, overflow) = row.perToken.multipliedReportingOverflow(by: max(output, 0))
        let (duration, tooLong) = row.firstToken.addingReportingOverflow(overflow ? .max : writing)
        let (start, early) = deadline.subtractingReportingOverflow(tooLong ? .max : duration)
        return early ? .min : start
    }
}

// Shadow: a sample of requests goes to a further target too, paid by a budget of its own.
extension Evaluator {
    private mutating func shadow<Watcher: Observer>(
        _ request: Request, _ considering: Considering, observer: inout Watcher
    ) -> ShadowCall? {
        for index in plan.shadows.indices {
            let shadow = plan.shadows[index]
            let bucket = StableHash.mix(shadow.salt ^ contentHash(request))
            guard let last = shadow.upTo, bucket <= last else { continue }
            guard considering.permitted.contains(shadow.target) else {
                observer.passedOver(shadow.target, .notAllowed)
                continue
            }
            switch holdShadow(index, request, considering) {
            case .success(let call):
                observer.shadowed(call)
                return call
            case .failure(let refusal): observer.passedOver(shadow.target, refusal.reason)
            }
        }
        return nil
    }

    private struct ShadowRefusal: Error { var reason: PassReason }

    /// The copy has a call of its own, held in the shadow's budget alone.
    private mutating func holdShadow(
        _ index: Int, _ request: Request, _ considering: Considering
    ) -> Result<ShadowCall, ShadowRefusal> {
        let shadow = plan.shadows[index]
        var demand = demand(of: request)
        if let cap = outputCap(shadow.target, considering.shapes, own: demand.hasOutput ? demand.output : nil) {
            demand.output = cap
            demand.hasOutput = true
        }
        if let reason = obstacle(shadow.target, demand, deadline: considering.deadline) {
            return .failure(ShadowRefusal(reason: reason))
        }
        guard let cost = tables.prices.worstCase(Int(shadow.target), demand) else {
            return .failure(ShadowRefusal(reason: .unpriced))
        }
        claim.removeAll()
        claim.counters.append(ask(Int(shadow.budget), cost, request, hasActed: false))
        claim.target = shadow.target
        let next = calls.nextIdentifier()
        claim.number = identity(next).number
        claim.lapsesAt = lapse(deadline: considering.deadline)
        switch core.home.claim(&claim, in: state, at: now) {
        case .held, .heldWithoutStore: break
        case .noRoom, .limited: return .failure(ShadowRefusal(reason: .budget(shadow.budget)))
        case .storeLost: return .failure(ShadowRefusal(reason: .storeLost))
        }
        let tokens = demand.prompt.adding(clamping: demand.output)
        var call = HeldCall(target: shadow.target, amount: cost, tokens: tokens, made: now, lapsesAt: claim.lapsesAt)
        call.isShadow = true
        let id = calls.open(call, holding: claim, for: request.values)
        core.noteLapse(at: call.lapsesAt)
        return .success(
            ShadowCall(
                shadow: UInt16(truncatingIfNeeded: index), target: shadow.target, reservation: identity(id),
                reserved: Money(pico: cost)))
    }
}

extension Evaluator {
    /// Goes on behind a call that the host could not make or that failed: with the same target while it may be tried again, else
    /// with the candidates that are left. What was held for the call is not touched: it is settled or released on its own.
    package mutating func retry<Watcher: Observer>(
        _ request: Request, after decision: Decision, at time: Instant, observer: inout Watcher
    ) throws(RequestError) -> Decision {
        try check(request)
        begin(at: time)
        load(request)
        let end =
            decision.reservation == nil ? deadline(of: request, from: decision.time.nanoseconds) : decision.deadline
        var considering = Considering(deadline: end)
        considering.isRetry = true
        considering.rule = decision.rule
        considering.chain = decision.chain
        considering.place = decision.place
        considering.tried = decision.tried
        considering.acted = decision.acted
        considering.caches = decision.caches
        considering.position = decision.position &+ 1
        considering.retrieved = decision.retrieved
        considering.partial = decision.partial
        // As for those that wait, route is not run again, but a switch stops them.
        if case .reject(let index) = admit(request, observer: &observer) {
            return refusal(.thrownSwitch(index), considering)
        }
        considering.permitted = permitted(request, observer: &observer)
        shape(request, &considering, observer: &observer)
        if case .call(let target) = decision.verdict,
            Int64(decision.attempt) < tables.targets[Int(target)].retries
        {
            considering.tried.bits &= ~(1 &<< UInt128(target))
            considering.attempt = decision.attempt &+ 1
            var again = decision
            if reserveAgain(target, request, &considering, into: &again, observer: &observer) { return again }
            considering.attempt = 0
        }
        var next = decision
        reserve(request, &considering, into: &next, observer: &observer)
        return next
    }

    /// False where the target is passed over.
    private mutating func reserveAgain<Watcher: Observer>(
        _ target: UInt16, _ request: Request, _ considering: inout Considering, into decision: inout Decision,
        observer: inout Watcher
    ) -> Bool {
        let position = considering.position
        switch consider(target, request, &considering, observer: &observer) {
        case .held(let call):
            dispatch(call, at: position, request, &considering, into: &decision, observer: &observer)
            return true
        case .waits(let wait):
            considering.waitsUntil = wait.until
            decision = queue(
                WaitingRequest(request: request, considering: considering, target: target, isRetry: true), wait)
            return true
        case .passed: return false
        }
    }
}

/// How many lanes an engine has at most: their number stands in the lowest bits of a reservation.
enum LaneNumber {
    static let bits = 6
    static let limit = 1 << bits
}
