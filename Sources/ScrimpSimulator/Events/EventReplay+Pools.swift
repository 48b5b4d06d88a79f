import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime

// Pools: calls that share replicas, and replicas that come and go.
extension EventReplay {
    mutating func beginPool(_ index: Int) {
        let run = runs[index]
        let status = books.evaluator.poolStatus(run.pool, at: now)
        runs[index].begin(with: status.isSuspended ? 0 : run.capacity.fewestReplicas, at: clock, &events)
        if isWatched(run) { events.push(look(at: clock.later(by: options.look), index)) }
    }

    /// Whether there is anything to ask about how many replicas there should be.
    private func isWatched(_ run: PoolRun) -> Bool {
        let pool = plan.pools[run.pool]
        return pool.scaling != .fixed || pool.suspendStart != nil || pool.suspendDays != PlanPool.everyDay
    }

    /// Whether a call is a reason to ask before the next look: where the policy counts calls, or nothing is there to serve it.
    private func asksWithCalls(_ index: Int) -> Bool {
        switch plan.pools[runs[index].pool].scaling {
        case .fixed: false
        case .queue: true
        case .utilization: runs[index].up == 0 && !runs[index].isStarting
        }
    }

    /// Looks come at full intervals since 1970, so that times of day, which are whole minutes, are met exactly.
    private func look(at time: Int64, _ index: Int) -> Event {
        let interval = max(options.look, 1)
        return Event(
            time: max(time - time % interval, clock.later(by: 1)), kind: .look,
            index: Int32(truncatingIfNeeded: index))
    }

    // MARK: Calls

    mutating func submit(_ job: Int32, _ service: Service) {
        let usage = jobs[job].origin.usage
        let index = Int(service.run)
        jobs[job].state = .queued
        jobs[job].run = service.run
        jobs[job].replica = -1
        // A prefix that is warm has been read.
        let isRead = jobs[job].isPrefixWarm && service.keepsPrefixes
        let work = PoolRun.Work(
            job: jobs.id(job), model: service.model, prompt: usage.prompt - (isRead ? usage.prefix : 0),
            output: output(of: job))
        runs[index].submit(work, at: clock, &events)
        noteStarts(index)
        if asksWithCalls(index) { ask(index) }
    }

    /// Writes down which calls of a pool have begun.
    private mutating func noteStarts(_ index: Int) {
        for start in runs[index].started {
            guard let job = jobs.place(start.job) else { continue }
            jobs[job].state = .running
            jobs[job].replica = start.replica
            jobs[job].start = clock
            jobs[job].firstToken = start.firstToken
        }
        runs[index].started.removeAll(keepingCapacity: true)
    }

    /// Starts what waits for as long as there is room.
    mutating func refill(_ index: Int) {
        runs[index].fill(at: clock, &events, jobs)
        noteStarts(index)
    }

    mutating func replicaIsDue(_ index: Int, _ replica: Int, _ stamp: UInt32) {
        guard runs[index].replicas[replica].stamp == stamp else { return }
        runs[index].replicas[replica].dueAt = .max
        let done = runs[index].finished(on: replica, at: clock)
        refill(index)
        runs[index].settleIfLeaving(replica, at: clock)
        runs[index].schedule(replica, &events)
        for id in done {
            guard let job = jobs.place(id) else { continue }
            jobs.unlink(job)
            complete(job)
        }
    }

    // MARK: Replicas

    /// Asks the engine how many replicas there should be.
    private mutating func ask(_ index: Int) {
        let pool = runs[index].pool
        let up = max(runs[index].up, 1)
        books.evaluator.report(
            pool: pool, utilization: runs[index].load(at: clock) / Int64(up), replicas: Int64(up))
        let status = books.evaluator.poolStatus(pool, at: now)
        runs[index].want(Int(clamping: status.wantedReplicas), isSuspended: status.isSuspended, at: clock, &events)
        tellLoss(index)
        refill(index)
    }

    mutating func lookAgain(_ index: Int) {
        ask(index)
        runs[index].beginLook(at: clock)
        events.push(look(at: clock.later(by: options.look), index))
    }

    mutating func replicaRises(_ index: Int, _ replica: Int, _ life: UInt32) {
        runs[index].rise(replica, life: life, at: clock, &events)
        tellLoss(index)
        refill(index)
    }

    mutating func spotReturns(_ index: Int) {
        runs[index].spotReturns(at: clock, &events)
        tellLoss(index)
        refill(index)
    }

    mutating func interrupt(_ index: Int, _ replica: Int, _ life: UInt32) {
        guard let lost = runs[index].interrupt(replica, life: life, at: clock, &events) else { return }
        tellLoss(index)
        for entry in lost {
            guard let job = jobs.place(entry.job) else { continue }
            runs[index].forget(target: Int(jobs[job].target), at: clock)
            jobs[job].written = entry.written
            lose(job)
        }
        // Where nothing takes over, those that wait go on elsewhere too.
        if runs[index].isTakenAway {
            for id in runs[index].queued {
                guard let job = jobs.place(id) else { continue }
                _ = runs[index].abandon(id, target: Int(jobs[job].target), replica: -1, at: clock, &events)
                jobs[job].written = -1
                lose(job)
            }
        }
        refill(index)
    }

    private mutating func lose(_ job: Int32) {
        books.tally.calls.lost &+= 1
        jobs.unlink(job)
        drop(job)
    }

    private mutating func tellLoss(_ index: Int) {
        guard runs[index].canBeTakenAway else { return }
        books.evaluator.report(pool: runs[index].pool, isLost: runs[index].isSpotAway)
    }
}
