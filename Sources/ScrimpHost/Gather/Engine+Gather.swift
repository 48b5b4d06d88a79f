public import ScrimpQuantities
public import ScrimpRuntime

extension Engine {
    /// Calls many requests, gives what they answer in order of arrival, and stops as soon as enough have answered.
    ///
    /// ```swift
    /// let found = engine.gather(requests, settings, desk: desk, clock: ContinuousClock(), now: wallClock) { call in
    ///     let reply = try await provider.send(call.request, to: call.target, maxOutput: call.maxOutput)
    ///     return (reply.isUseful ? reply : nil, reply.usage)
    /// }
    /// for await answer in found { use(answer) }
    /// ```
    ///
    /// Each request is decided when its turn comes. An answer that a cache has counts without a call; a refused request counts as
    /// failed, with its reason; one that must wait keeps its place among those in flight, and is called when its ticket is ready.
    /// A call that throws is settled as failed, and the next candidate of its chain is tried, until there is none. A call that is
    /// cancelled is settled as cancelled with the usage that it had reported. Once the sequence has ended nothing is held any
    /// more, but for tickets that were still waiting: those are given back when the desk collects them.
    ///
    /// - Parameters:
    ///   - desk: the engine's one desk for tickets.
    ///   - clock: sleeps while a request waits for a ticket.
    ///   - now: the time of decisions and reports.
    ///   - executor: where the calls run; by default where such tasks run anyway.
    ///   - call: makes the call, and the copy that the decision may ask for (`Decision.shadow`), which it reports itself. The answer is nil where it did not give what was needed; the usage is settled either way.
    public func gather<Requests: Sequence & Sendable, Answer: Sendable, Time: Clock<Duration>>(
        _ requests: Requests, _ settings: GatherSettings, desk: TicketDesk, clock: Time,
        now: @escaping @Sendable () -> Instant, executor: (any TaskExecutor)? = nil,
        call: @escaping @Sendable (GatheredCall) async throws -> (answer: Answer?, usage: Usage)
    ) -> Gather<Gathered<Answer>, GatherProblem> where Requests.Element == Request {
        let calls = EngineCalls(engine: self, desk: desk, clock: clock, now: now, call: call)
        return Gather(requests, settings, executor: executor, turn: calls.turn)
    }
}

/// What a gathering asks of the engine.
private struct EngineCalls<State: Store, Answer: Sendable, Time: Clock<Duration>>: Sendable {
    typealias Run = GatherRun<Gathered<Answer>, GatherProblem>

    let engine: Engine<State>
    let desk: TicketDesk
    let clock: Time
    let now: @Sendable () -> Instant
    let call: @Sendable (GatheredCall) async throws -> (answer: Answer?, usage: Usage)

    /// Decides a request. Those that must be called, or wait, become a child.
    @Sendable func turn(_ request: Request, _ position: Int, _ run: Run) -> (@Sendable () async -> Void)? {
        let decision: Decision
        do throws(RequestError) {
            decision = try engine.decide(request, at: now())
        } catch {
            run.refuse(.request(error), at: position)
            return nil
        }
        switch decision.verdict {
        case .call, .wait: return { await pursue(decision, request, position, run) }
        case .cached, .reject:
            conclude(decision, position, run)
            return nil
        }
    }

    /// From one decision to the next, until a call has returned or no way is left.
    private func pursue(_ first: Decision, _ request: Request, _ position: Int, _ run: Run) async {
        var decision = first
        while true {
            let next: Decision?
            switch decision.verdict {
            case .call(let target):
                let call = GatheredCall(
                    request: request, position: position, decision: decision, target: target, usageSoFar: UsageSoFar())
                next = await attempt(call, run)
            case .wait(let ticket): next = await wait(for: ticket)
            case .cached, .reject: return conclude(decision, position, run)
            }
            guard let next else { return }
            decision = next
        }
    }

    private func conclude(_ decision: Decision, _ position: Int, _ run: Run) {
        switch decision.verdict {
        case .cached(_, let answer):
            run.answerWithoutCall(Gathered(position: position, decision: decision, source: .cached(answer)))
        case .reject(let reason): run.refuse(.rejected(reason), at: position)
        case .call, .wait: return
        }
    }

    /// Makes a call and books it.
    ///
    /// - Returns: what to do instead, where the call failed.
    private func attempt(_ made: GatheredCall, _ run: Run) async -> Decision? {
        guard run.begin() else {
            release(made.decision)
            return nil
        }
        do {
            let (answer, usage) = try await call(made)
            let cost = settle(made, usage, run)
            let source = answer.map { Gathered<Answer>.Source.called($0, cost: cost) }
            run.finish(
                source.map { Gathered(position: made.position, decision: made.decision, source: $0) }, cost: cost)
            return nil
        } catch {
            let isCancellation = error is CancellationError
            var usage = made.usageSoFar.latest
            usage.outcome = isCancellation || run.isStopped ? .cancelled : .failed
            let cost = settle(made, usage, run)
            let problem = GatherProblem.call(error, target: made.target)
            let isOpen = run.end(problem, isCancellation: isCancellation, at: made.position, cost: cost)
            return isOpen ? retry(made, run) : nil
        }
    }

    private func retry(_ made: GatheredCall, _ run: Run) -> Decision? {
        do throws(RequestError) {
            return try engine.retry(made.request, after: made.decision, at: now())
        } catch {
            run.refuse(.request(error), at: made.position)
            return nil
        }
    }

    /// A report that is refused must not leave the money held: the call is then charged as reserved.
    private func settle(_ made: GatheredCall, _ usage: Usage, _ run: Run) -> Money {
        defer { desk.collect(from: engine, at: now()) }
        do throws(SettleError) {
            return try engine.settle(made.decision, usage, at: now()).cost
        } catch {
            run.note(.settle(error), at: made.position)
        }
        return (try? engine.settle(made.decision, Usage(outcome: .failed), at: now()).cost) ?? .zero
    }

    private func release(_ decision: Decision) {
        // One that has lapsed is charged already: there is nothing to give back.
        try? engine.release(decision, at: now())
        desk.collect(from: engine, at: now())
    }

    /// Waits for a ticket, and meanwhile lets the engine's time pass. Nil where the gathering ends before.
    private func wait(for ticket: Ticket) async -> Decision? {
        await withTaskGroup(of: Decision?.self) { group in
            group.addTask { await desk.decision(for: ticket) }
            group.addTask {
                await letTimePass()
                return nil
            }
            var decision: Decision?
            for await result in group {
                decision = decision ?? result
                group.cancelAll()
            }
            return decision
        }
    }

    private func letTimePass() async {
        while !Task.isCancelled {
            var pause = desk.poll
            if let event = engine.nextEvent() {
                let (wait, overflow) = event.nanoseconds.subtractingReportingOverflow(now().nanoseconds)
                if !overflow { pause = min(pause, max(.nanoseconds(wait), .milliseconds(1))) }
            }
            do {
                try await clock.sleep(for: pause)
            } catch {
                return
            }
            engine.tick(now())
            desk.collect(from: engine, at: now())
        }
    }
}
