import ScrimpQuantities
import ScrimpRuntime

// From a decision to the end of its call.
extension EventReplay {
    /// Does what a decision says.
    mutating func follow(_ decision: Decision, _ origin: RequestOrigin) {
        var origin = origin
        let rerouting = decision.acted & ~origin.acted
        if rerouting != 0 { books.rerouted(rerouting, values(of: origin), at: now) }
        origin.acted |= decision.acted
        switch decision.verdict {
        case .call(let target): place(decision, Int(target), origin)
        case .cached(let cache, _):
            books.cached(by: cache, origin.usage, origin.number)
            latency.all.record(
                arrival: origin.arrival, start: clock, firstToken: clock, end: clock, isLate: false)
            release(origin)
        case .wait(let ticket):
            keep(&origin)
            if !origin.hasWaited { books.tally.waited &+= 1 }
            origin.hasWaited = true
            waiting[ticket.number] = jobs.make(decision, origin, .waiting)
        case .reject(let reason):
            books.refused(reason, origin.usage, values(of: origin), at: now, origin.number)
            release(origin)
        }
        if decision.alerts > 0 { books.countAlerts() }
    }

    /// A request has come to its end.
    private mutating func release(_ origin: RequestOrigin) {
        slots.release(origin.slot)
        books.grades.release(origin.grades)
    }

    private func values(of origin: RequestOrigin) -> [Int64] {
        origin.slot >= 0 ? slots[origin.slot].values : request.values
    }

    private mutating func keep(_ origin: inout RequestOrigin) {
        if origin.slot < 0 { origin.slot = slots.keep(request) }
    }

    /// A request that has waited is decided.
    mutating func takeUp(_ ready: ReadyTicket) {
        guard let place = waiting.removeValue(forKey: ready.ticket.number) else { return }
        let origin = jobs[place].origin
        jobs.free(place)
        follow(ready.decision, origin)
    }

    private mutating func place(_ decision: Decision, _ target: Int, _ origin: RequestOrigin) {
        var origin = origin
        if decision.shadow != nil { books.ledger?.expectCopy(origin.number) }
        if decision.batch == nil, isInstant(target, decision, origin.usage) {
            finish(decision, target, origin, start: clock, firstToken: clock)
            release(origin)
        } else {
            if mayFail { keep(&origin) }
            let job = jobs.make(decision, origin, .running)
            jobs[job].target = Int32(truncatingIfNeeded: target)
            jobs[job].isPrefixWarm = decision.isPrefixWarm
            if let slot = decision.batch { gather(job, slot) } else { start(job) }
        }
        if let shadow = decision.shadow { place(shadow, of: decision, origin) }
    }

    /// The copy of a request is a call of its own.
    private mutating func place(_ shadow: ShadowCall, of decision: Decision, _ origin: RequestOrigin) {
        let target = Int(shadow.target)
        if isInstant(target, decision, origin.usage) {
            books.copied(
                shadow.reservation, shadow.target, of: CallTerms(decision), origin.usage, at: now, origin.number)
            return
        }
        var copy = origin
        copy.slot = -1
        copy.grades = -1
        let job = jobs.make(decision, copy, .running)
        jobs[job].decision.reservation = shadow.reservation
        jobs[job].decision.reserved = shadow.reserved
        jobs[job].decision.batch = nil
        jobs[job].target = Int32(truncatingIfNeeded: target)
        jobs[job].isShadow = true
        start(job)
    }

    private func isInstant(_ target: Int, _ decision: Decision, _ usage: CallUsage) -> Bool {
        let service = services[target]
        return service.run < 0 && !service.isOut
            && service.duration(min(usage.output, decision.maxOutput ?? .max)) == 0
    }

    // MARK: Batches

    private mutating func gather(_ job: Int32, _ slot: BatchSlot) {
        let group = BatchGroup(batch: slot.batch, group: slot.group)
        jobs[job].state = .gathering
        jobs[job].next = groups[group] ?? -1
        groups[group] = job
        if slot.isFull { send(group) }
    }

    /// A batch goes out: its calls start.
    mutating func send(_ group: BatchGroup) {
        guard var place = groups.removeValue(forKey: group) else { return }
        var members: [Int32] = []
        while place >= 0 {
            members.append(place)
            place = jobs[place].next
        }
        books.tally.calls.batches &+= 1
        books.tally.calls.batchedCalls &+= Int64(members.count)
        for member in members.reversed() {
            jobs[member].next = -1
            start(member)
        }
    }

    // MARK: Serving

    private mutating func start(_ job: Int32) {
        let target = Int(jobs[job].target)
        let service = services[target]
        guard !service.isOut else {
            jobs[job].state = .queued
            books.tally.calls.failed &+= 1
            noteFailure(job)
            return
        }
        guard service.run < 0 else {
            jobs.link(job)
            submit(job, service)
            return
        }
        jobs[job].state = .running
        jobs[job].start = clock
        jobs[job].firstToken = clock.later(by: service.firstToken)
        let duration = service.duration(output(of: job))
        guard duration > 0 else {
            complete(job)
            return
        }
        jobs.link(job)
        let end = clock.later(by: duration)
        // A call that never ends has no event: the engine lets it lapse.
        guard end < .max else { return }
        events.push(Event(time: end, kind: .finish, index: job, stamp: jobs.id(job).generation))
    }

    /// Tokens that a call writes: no more than it may.
    func output(of job: Int32) -> Int64 {
        min(jobs[job].origin.usage.output, jobs[job].decision.maxOutput ?? .max)
    }

    /// A call that is no longer among those of its target has answered.
    mutating func complete(_ job: Int32) {
        let origin = jobs[job].origin
        let target = Int(jobs[job].target)
        if jobs[job].isShadow {
            books.copied(
                jobs[job].decision.reservation, UInt16(truncatingIfNeeded: target), of: CallTerms(jobs[job].decision),
                origin.usage, at: now, origin.number)
        } else {
            finish(
                jobs[job].decision, target, origin, start: jobs[job].start, firstToken: jobs[job].firstToken)
        }
        lastActivity = max(lastActivity, clock)
        release(origin)
        jobs.free(job)
    }

    private mutating func finish(
        _ decision: Decision, _ target: Int, _ origin: RequestOrigin, start: Int64, firstToken: Int64
    ) {
        books.answered(
            CallTerms(decision), UInt16(truncatingIfNeeded: target), origin.usage, origin.grades, at: now, origin.number
        )
        latency.record(
            target: target, arrival: origin.arrival, start: start, firstToken: min(firstToken, clock), end: clock,
            isLate: clock > decision.deadline)
    }

    /// When everything else has ended: a call without an end, or a request that still waits.
    mutating func giveUp(_ job: Int32) {
        let origin = jobs[job].origin
        if jobs[job].state == .waiting {
            books.refused(.deadline, origin.usage, values(of: origin), at: now, origin.number)
        } else {
            books.unfinished(
                CallTerms(jobs[job].decision), UInt16(truncatingIfNeeded: jobs[job].target), origin.usage,
                isShadow: jobs[job].isShadow, at: now, origin.number)
        }
        release(origin)
        jobs.free(job)
    }
}
