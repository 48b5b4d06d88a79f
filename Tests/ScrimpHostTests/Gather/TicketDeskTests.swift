import ScrimpHost
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

/// Requests that wait for room in a budget: called up in order, or given back.
@Suite struct TicketDeskTests {
    typealias World = EngineGatherTests.World

    /// Room for two calls of `large` at first; each gives back $1.40.
    @Test func requestsThatWaitAreCalledWhenOthersAreSettled() throws {
        let world = World(engine: try GatherPolicy.engine(limit: 4, spent: .wait))
        let requests = try GatherPolicy.requests(world.engine, 6)
        let (answers, summary) = try world.run(requests, GatherSettings(stopAfter: 6, concurrency: 6)) { call in
            try await world.time.sleep(for: .seconds(1))
            return (call.position, Usage(promptTokens: 500, outputTokens: 100))
        }
        #expect(answers.count == 6 && summary.ending == .enough && summary.started == 6)
        #expect(summary.mostInFlight < 6, "the budget lets fewer run")
        #expect(try world.booked() == summary.cost)
    }

    @Test func aTicketThatIsTooLateIsRefused() throws {
        let world = World(engine: try GatherPolicy.engine(limit: 3, spent: .wait, deadline: 10_000_000_000))
        let requests = try GatherPolicy.requests(world.engine, 8)
        let (answers, summary) = try world.run(requests, GatherSettings(stopAfter: 8, concurrency: 8)) { call in
            try await world.time.sleep(for: .seconds(60))
            return (call.position, EngineGatherTests.used)
        }
        #expect(answers.count < 8 && summary.refused == 8 - answers.count)
        for failure in summary.failures {
            guard case .rejected(.deadline) = failure.error else { throw failure }
        }
        // They were told when their time was up, not when the first call came back.
        #expect(world.time.now.nanoseconds == 60_000_000_000)
        #expect(try world.booked() == summary.cost)
    }

    /// Reports of calls that no gathering made free tickets as well; the desk looks by itself.
    @Test func reportsThatTheDeskIsNotToldOfAreFound() throws {
        let world = World(engine: try GatherPolicy.engine(limit: 2, spent: .wait))
        let requests = try GatherPolicy.requests(world.engine, 2)
        let earlier = try world.engine.decide(requests[0], at: world.now)
        let result = world.time.run {
            let other = Task(executorPreference: world.time) {
                try? await world.time.sleep(for: .milliseconds(510))
                guard let reservation = earlier.reservation else { return }
                try? world.engine.release(reservation, at: world.now)
            }
            let gathered = world.gather([requests[1]], GatherSettings(stopAfter: 1, concurrency: 1)) { call in
                (call.position, EngineGatherTests.used)
            }
            var answers = 0
            for await _ in gathered { answers += 1 }
            await other.value
            return answers
        }
        #expect(result == 1)
        // Within one `poll`.
        #expect((510_000_000...560_000_000).contains(world.time.now.nanoseconds))
    }

    @Test func aTicketThatNobodyWantsIsGivenBack() throws {
        let world = World(engine: try GatherPolicy.engine(limit: 2, spent: .wait))
        let requests = try GatherPolicy.requests(world.engine, 2)
        let first = try world.engine.decide(requests[0], at: world.now)
        let second = try world.engine.decide(requests[1], at: world.now)
        guard case .wait(let ticket) = second.verdict else { throw EngineGatherTests.Down() }
        world.desk.abandon(ticket)
        _ = try world.engine.settle(first, Usage(), at: world.now)
        world.desk.collect(from: world.engine, at: world.now)
        #expect(try world.booked() == .zero)
    }

    @Test func aTicketThatCameReadyBeforeItIsAskedForIsKept() throws {
        let world = World(engine: try GatherPolicy.engine(limit: 2, spent: .wait))
        let requests = try GatherPolicy.requests(world.engine, 3)
        let first = try world.engine.decide(requests[0], at: world.now)
        let tickets = try requests.dropFirst().map { request -> Ticket in
            guard case .wait(let ticket) = try world.engine.decide(request, at: world.now).verdict else {
                throw EngineGatherTests.Down()
            }
            return ticket
        }
        let reservation = try #require(first.reservation)
        try world.engine.release(reservation, at: world.now)
        world.desk.collect(from: world.engine, at: world.now)
        let decision = world.time.run { await world.desk.decision(for: tickets[0]) } ?? nil
        #expect(decision?.verdict == .call(target: 0))
        // The second still waits: cancelled, it has no decision, and nothing stays held for it.
        let cancelled = world.time.run { () async -> Decision? in
            let waiting = Task(executorPreference: world.time) { await world.desk.decision(for: tickets[1]) }
            try? await world.time.sleep(for: .milliseconds(1))
            waiting.cancel()
            return await waiting.value
        }
        #expect(cancelled == .some(nil))
        let taken = try #require(decision?.reservation)
        try world.engine.release(taken, at: world.now)
        world.desk.collect(from: world.engine, at: world.now)
        #expect(try world.booked() == .zero)
    }

    @Test func aTicketAbandonedAfterItCameReadyIsGivenBackAtTheNextCollection() throws {
        let world = World(engine: try GatherPolicy.engine(limit: 2, spent: .wait))
        let requests = try GatherPolicy.requests(world.engine, 2)
        let first = try world.engine.decide(requests[0], at: world.now)
        guard case .wait(let ticket) = try world.engine.decide(requests[1], at: world.now).verdict else {
            throw EngineGatherTests.Down()
        }
        try world.engine.release(try #require(first.reservation), at: world.now)
        world.desk.collect(from: world.engine, at: world.now)
        #expect(try world.booked() > .zero)
        world.desk.abandon(ticket)
        world.desk.collect(from: world.engine, at: world.now)
        #expect(try world.booked() == .zero)
    }
}
