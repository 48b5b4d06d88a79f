import ScrimpQuantities
import ScrimpRuntime

// Outages, and what the engine makes of calls that failed.
extension EventReplay {
    mutating func turnOutage(_ index: Int) {
        let next = courses[index].turn(at: clock)
        let target = courses[index].outage.target
        events.push(Event(time: next, kind: .outage, index: Int32(truncatingIfNeeded: index)))
        guard courses[index].isOut else {
            services[target].outages -= 1
            return
        }
        services[target].outages += 1
        guard services[target].outages == 1 else { return }
        for job in jobs.calls(to: target) {
            books.tally.calls.failed &+= 1
            abandon(job, service: services[target])
        }
        // What they took from others has room again.
        if services[target].run >= 0 { refill(Int(services[target].run)) }
    }

    /// A call ends before its time.
    private mutating func abandon(_ job: Int32, service: Service) {
        if service.run >= 0 {
            let written = runs[Int(service.run)].abandon(
                jobs.id(job), target: Int(jobs[job].target), replica: jobs[job].replica, at: clock, &events)
            jobs[job].written = written
        } else {
            // Nobody knows how fast a model writes but by its `latency`.
            let writing = max(clock.distance(since: jobs[job].firstToken), 0)
            let tokens = service.perToken > 0 ? writing / service.perToken : 0
            jobs[job].written = min(tokens, output(of: job))
        }
        jobs.unlink(job)
        drop(job)
    }

    /// A call that is no longer among those of its target has no answer; the engine is asked in the order in which they end.
    mutating func drop(_ job: Int32) {
        // A new name: whatever was to come for the call no longer finds it.
        jobs.rename(job)
        jobs[job].state = .queued
        noteFailure(job)
    }

    /// Settles a call as failed and goes on as the engine says. One that never began reports nothing, and stays charged as
    /// reserved; one that was cut off reports its prompt and what was written.
    mutating func retry(_ job: Int32) {
        let origin = jobs[job].origin
        let decision = jobs[job].decision
        let target = UInt16(truncatingIfNeeded: jobs[job].target)
        var used = Usage(outcome: .failed)
        if jobs[job].written >= 0 {
            used = books.used(
                origin.usage, target, cap: decision.maxOutput, isPrefixWarm: jobs[job].isPrefixWarm)
            used.outputTokens = jobs[job].written
            used.outcome = .failed
        }
        let isShadow = jobs[job].isShadow
        jobs.free(job)
        books.failed(CallTerms(decision), target, used, isShadow: isShadow, at: now, origin.number)
        guard !isShadow, origin.slot >= 0 else { return }
        // The request has been decided before, so that it fits the request block.
        guard let next = try? books.evaluator.retry(slots[origin.slot], after: decision, at: now) else { return }
        if case .call = next.verdict { books.tally.calls.retried &+= 1 }
        follow(next, origin)
    }
}
