import ScrimpHost
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpTestSupport
import Synchronization
import Testing

/// Gatherings through the engine: every call is decided, and whatever becomes of it, nothing stays held.
@Suite struct EngineGatherTests {
    struct Down: Error {}

    typealias Answers = Gather<Gathered<Int>, GatherProblem>

    /// A day that begins with the virtual clock.
    struct World: Sendable {
        let engine: Engine<MemoryStore>
        let time = VirtualTime()
        let desk = TicketDesk()

        var now: Instant { GatherPolicy.start.advanced(by: time.now.nanoseconds) }

        func gather(
            _ requests: [Request], _ settings: GatherSettings,
            call: @escaping @Sendable (GatheredCall) async throws -> (answer: Int?, usage: Usage)
        ) -> Answers {
            engine.gather(
                requests, settings, desk: desk, clock: time, now: { now }, executor: time, call: call)
        }

        /// Runs a gathering to its end.
        func run(
            _ requests: [Request], _ settings: GatherSettings,
            call: @escaping @Sendable (GatheredCall) async throws -> (answer: Int?, usage: Usage)
        ) throws -> (answers: [Gathered<Int>], summary: GatherSummary<GatherProblem>) {
            let result = time.run {
                let gathered = gather(requests, settings, call: call)
                var answers: [Gathered<Int>] = []
                for await answer in gathered { answers.append(answer) }
                return (answers: answers, summary: gathered.progress)
            }
            return try #require(result)
        }

        /// What the budget has settled and reserved, as the next decision would find it.
        func booked() throws -> Money {
            var request = try GatherPolicy.requests(engine, 1)[0]
            request.content = nil
            let explanation = try engine.explanation(of: request, at: now)
            let looks = explanation.events.compactMap { event -> Money? in
                guard case .budgetLooked(let look, _) = event else { return nil }
                return Money(pico: look.before)
            }
            return try #require(looks.first)
        }
    }

    static let used = Usage(promptTokens: 1_000, outputTokens: 200)

    @Test func stopsAtEnoughAndSettlesEverything() throws {
        let world = World(engine: try GatherPolicy.engine())
        let requests = try GatherPolicy.requests(world.engine, 100)
        let (answers, summary) = try world.run(
            requests, GatherSettings(stopAfter: 20, of: 100, concurrency: 30)
        ) { call in
            #expect(call.maxOutput == 1_000 && call.target == 0)
            call.usageSoFar.report(Usage(promptTokens: 1_000, outputTokens: 100))
            try await world.time.sleep(for: .milliseconds(100 + call.position))
            return (call.position, Self.used)
        }
        #expect(answers.map(\.position) == Array(0..<20))
        #expect(summary.ending == .enough && summary.started == 49 && summary.mostInFlight == 30)
        #expect(summary.finished == 20 && summary.cancelled == 29)
        // 20 at $1.20, and 29 that had reported $1.10 when they were cancelled.
        #expect(summary.cost == Money(pico: 20 * 1_200_000_000_000 + 29 * 1_100_000_000_000))
        #expect(try world.booked() == summary.cost)
        for answer in answers {
            guard case .called(let value, let cost) = answer.source else { throw Down() }
            #expect(value == answer.position && cost == GatherPolicy.cents(120))
            #expect(answer.decision.reservation != nil)
        }
    }

    @Test func whereCancellingDoesNotStopTheBillTheReservationIsCharged() throws {
        let world = World(engine: try GatherPolicy.engine(cancelStopsBilling: false))
        let (_, summary) = try world.run(
            try GatherPolicy.requests(world.engine, 9), GatherSettings(stopAfter: 1, concurrency: 4)
        ) { call in
            try await world.time.sleep(for: .milliseconds(100 + call.position))
            return (call.position, Self.used)
        }
        #expect(summary.started == 4 && summary.cancelled == 3)
        #expect(summary.cost == GatherPolicy.cents(120 + 3 * 200))
        #expect(try world.booked() == summary.cost)
    }

    @Test func anAnswerOfACacheNeedsNoCall() throws {
        let world = World(engine: try GatherPolicy.engine(hasCache: true))
        let requests = try GatherPolicy.requests(world.engine, 6)
        for number in [1, 3] {
            let decision = try world.engine.decide(requests[number], at: world.now)
            _ = try world.engine.settle(decision, Self.used, answer: UInt64(70 + number), at: world.now)
        }
        let before = try world.booked()
        let (answers, summary) = try world.run(requests, GatherSettings(stopAfter: 4, concurrency: 2)) { call in
            try await world.time.sleep(for: .milliseconds(100))
            return (call.position, Self.used)
        }
        // 3 has its turn when 0 has ended: 0 and 2 were in flight until then.
        #expect(answers.map(\.position) == [1, 0, 3, 2])
        let cached = answers.compactMap { answer -> UInt64? in
            guard case .cached(let number) = answer.source else { return nil }
            return number
        }
        #expect(cached == [71, 73])
        #expect(summary.withoutCall == 2 && summary.fulfilled == 4 && summary.started == 3)
        #expect(try world.booked() == before.adding(summary.cost))
    }

    @Test func aRefusedRequestCountsAsFailedWithItsReason() throws {
        // $4 hold two calls, and nothing beside them.
        let world = World(engine: try GatherPolicy.engine(limit: 4))
        let (answers, summary) = try world.run(
            try GatherPolicy.requests(world.engine, 5), GatherSettings(stopAfter: 5, concurrency: 5)
        ) { call in
            try await world.time.sleep(for: .milliseconds(100))
            return (call.position, Self.used)
        }
        #expect(answers.map(\.position) == [0, 1])
        #expect(summary.ending == .exhausted && summary.refused == 3 && summary.started == 2)
        #expect(summary.failures.map(\.position) == [2, 3, 4])
        for failure in summary.failures {
            guard case .rejected(.budget(0)) = failure.error else { throw failure }
        }
        #expect(try world.booked() == GatherPolicy.cents(240))
    }

    @Test func aCallThatFailsGoesToTheNextCandidate() throws {
        let world = World(engine: try GatherPolicy.engine())
        let (answers, summary) = try world.run(
            try GatherPolicy.requests(world.engine, 8), GatherSettings(stopAfter: 8, concurrency: 3)
        ) { call in
            try await world.time.sleep(for: .milliseconds(10))
            // Some fail at the first candidate, and one at both.
            if call.target == 0 && call.position % 2 == 1 || call.position == 4 { throw Down() }
            return (call.position, Self.used)
        }
        #expect(Set(answers.map(\.position)) == [0, 1, 2, 3, 5, 6, 7])
        #expect(summary.started == 8 + 5 && summary.failed == 6 && summary.finished == 7)
        #expect(summary.refused == 1 && summary.ending == .exhausted && summary.mostInFlight == 3)
        let targets = summary.failures.compactMap { failure -> UInt16? in
            guard case .call(let error, let target) = failure.error, error is Down else { return nil }
            return target
        }
        #expect(targets.filter { $0 == 0 }.count == 5 && targets.filter { $0 == 1 }.count == 1)
        guard case .rejected(.exhausted)? = summary.failures.last(where: { $0.position == 4 })?.error else {
            throw Down()
        }
        // A failed try without any figures is charged as reserved.
        #expect(summary.cost == GatherPolicy.cents(3 * 120 + 5 * 200 + 4 * 12 + 20))
        #expect(try world.booked() == summary.cost)
    }

    @Test func aReportThatIsRefusedLeavesNothingHeld() throws {
        let world = World(engine: try GatherPolicy.engine())
        let (answers, summary) = try world.run(
            try GatherPolicy.requests(world.engine, 1), GatherSettings(stopAfter: 1, concurrency: 1)
        ) { call in (call.position, Usage(promptTokens: -1)) }
        #expect(answers.count == 1 && summary.finished == 1)
        guard case .settle(.invalidUsage)? = summary.failures.first?.error else { throw Down() }
        #expect(try world.booked() == GatherPolicy.dollars(2))
    }

    @Test func aRequestOfAnotherPolicyIsAFailure() throws {
        let world = World(engine: try GatherPolicy.engine())
        let unfinished = world.engine.makeRequest().request
        let requests = [unfinished] + (try GatherPolicy.requests(world.engine, 1))
        let (answers, summary) = try world.run(requests, GatherSettings(stopAfter: 2, concurrency: 2)) { call in
            (call.position, Self.used)
        }
        #expect(answers.map(\.position) == [1] && summary.refused == 1)
        guard case .request(.missing(attribute: 0))? = summary.failures.first?.error else { throw Down() }
    }

    /// Latencies, successes and failures at random: what is booked at the end is what was settled, and nothing more.
    @Test(arguments: 0..<80) func nothingStaysHeld(seed: UInt64) throws {
        var numbers = SeededGenerator(seed: seed)
        let kinds = (0..<100).map { _ in numbers.below(10) }
        let latencies = (0..<100).map { _ in 1 + numbers.below(3_000) }
        let mayWait = numbers.chance(50)
        let world = World(
            engine: try GatherPolicy.engine(
                limit: Int128(10 + numbers.below(200)), spent: mayWait ? .wait : .reject(message: .empty),
                hasCache: numbers.chance(50), cancelStopsBilling: numbers.chance(50), deadline: 20_000_000_000))
        let settings = GatherSettings(
            stopAfter: 1 + numbers.below(40), concurrency: 1 + numbers.below(30),
            startsOnlyNeeded: numbers.chance(50))
        let requests = try GatherPolicy.requests(world.engine, 100)
        let breaksAfter = numbers.chance(30) ? numbers.below(20) : .max
        let result = world.time.run {
            let gathered = world.gather(requests, settings) { call in
                call.usageSoFar.report(Usage(promptTokens: 700))
                try await world.time.sleep(for: .milliseconds(latencies[call.position]))
                if kinds[call.position] == 0 { throw Down() }
                return (kinds[call.position] < 4 ? nil : call.position, Self.used)
            }
            var count = 0
            for await _ in gathered {
                count += 1
                if count > breaksAfter { break }
            }
            return await gathered.summary
        }
        let summary = try #require(result)
        #expect(summary.ending != nil && summary.inFlight == 0)
        #expect(summary.mostInFlight <= settings.concurrency && summary.fulfilled <= settings.stopAfter)
        // What still waited was abandoned: once it comes ready it is given back.
        world.engine.tick(world.now.advanced(by: 21_000_000_000))
        world.desk.collect(from: world.engine, at: world.now)
        #expect(try world.booked() == summary.cost)
        #expect(world.engine.nextEvent() == nil)
    }

    /// The same on real threads, with requests that wait for room.
    @Test(arguments: 0..<20) func nothingStaysHeldOnRealThreads(seed: UInt64) async throws {
        var numbers = SeededGenerator(seed: seed)
        let yields = (0..<60).map { _ in numbers.below(10) }
        let engine = try GatherPolicy.engine(
            limit: Int128(2 + numbers.below(60)), spent: .wait, deadline: 100_000_000_000)
        let desk = TicketDesk(poll: .milliseconds(1))
        let settings = GatherSettings(stopAfter: 1 + numbers.below(20), concurrency: 1 + numbers.below(16))
        // Half a second passes with every look at the time, so that what waits is too late in the end.
        let looks = Atomic(0)
        let now = { @Sendable in
            GatherPolicy.start.advanced(by: 500_000_000 * Int64(looks.add(1, ordering: .relaxed).newValue))
        }
        let gathered = engine.gather(
            try GatherPolicy.requests(engine, 60), settings, desk: desk, clock: ContinuousClock(), now: now
        ) { call in
            for _ in 0..<yields[call.position] {
                await Task.yield()
                try Task.checkCancellation()
            }
            if yields[call.position] == 9 { throw Down() }
            return (yields[call.position] < 3 ? nil : call.position, Usage(promptTokens: 10))
        }
        for await _ in gathered {}
        let summary = await gathered.summary
        #expect(summary.inFlight == 0 && summary.mostInFlight <= settings.concurrency)
        engine.tick(now().advanced(by: 101_000_000_000))
        desk.collect(from: engine, at: now())
        #expect(engine.nextEvent() == nil && engine.nextReady() == nil)
        let request = try GatherPolicy.requests(engine, 1)[0]
        let booked = try engine.explanation(of: request, at: now()).events.compactMap { event -> Money? in
            guard case .budgetLooked(let look, _) = event else { return nil }
            return Money(pico: look.before)
        }
        #expect(booked.first == summary.cost)
    }
}
