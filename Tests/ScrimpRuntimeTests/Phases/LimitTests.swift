import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct LimitTests {
    private let used = Usage(promptTokens: 1)

    @Test func soManyCallsRunAtOnce() throws {
        var policy = SimplePolicy()
        policy.builder.limit(concurrency: 2)
        let engine = try policy.builder.engine()
        let first = try engine.decide(engine.request("a"), at: .after(0))
        let second = try engine.decide(engine.request("a"), at: .after(0))
        #expect(first.isCall && second.isCall)
        #expect(try engine.decide(engine.request("a"), at: .after(0)).verdict == .reject(.limit(0)))
        _ = try engine.settle(first, used, at: .after(1))
        let third = try engine.decide(engine.request("a"), at: .after(1))
        #expect(third.isCall)
        try engine.release(#require(second.reservation), at: .after(2))
        #expect(try engine.decide(engine.request("a"), at: .after(2)).isCall)
        #expect(try engine.decide(engine.request("a"), at: .after(2)).verdict == .reject(.limit(0)))
    }

    @Test func aCallWithoutAReportFreesItsPermitWhenItLapses() throws {
        var policy = SimplePolicy()
        policy.builder.limit(concurrency: 1)
        let engine = try policy.builder.engine()
        let first = try engine.decide(engine.request("a"), at: .after(0))
        let lapse = Instant.after(6 * .minute)
        #expect(try !engine.decide(engine.request("a"), at: .after(6 * .minute - 1)).isCall)
        #expect(try engine.decide(engine.request("a"), at: lapse).isCall)
        // The late report frees nothing twice.
        _ = try engine.settle(first, used, at: lapse)
        #expect(try !engine.decide(engine.request("a"), at: lapse).isCall)
    }

    @Test func eachScopeHasItsOwnAndTheEmptyOneNone() throws {
        var policy = SimplePolicy()
        policy.builder.limit(per: policy.tenant, concurrency: 1)
        let engine = try policy.builder.engine()
        #expect(try engine.decide(engine.request("a"), at: .after(0)).isCall)
        #expect(try engine.decide(engine.request("b"), at: .after(0)).isCall)
        #expect(try !engine.decide(engine.request("a"), at: .after(0)).isCall)
        for _ in 0..<5 { #expect(try engine.decide(engine.request(""), at: .after(0)).isCall) }
    }

    @Test func aConditionSaysWhomALimitBinds() throws {
        var policy = SimplePolicy()
        let large = policy.builder.condition(policy.prompt, 10...Int64.max)
        policy.builder.limit(when: large, concurrency: 1)
        let engine = try policy.builder.engine()
        #expect(try engine.decide(engine.request("a", cost: 10), at: .after(0)).isCall)
        #expect(try !engine.decide(engine.request("a", cost: 10), at: .after(0)).isCall)
        #expect(try engine.decide(engine.request("a", cost: 9), at: .after(0)).isCall)
    }

    @Test func ratesRefillAndGiveBack() throws {
        var policy = SimplePolicy()
        policy.builder.limit(rates: [.tokens(6_000, per: .minute)])
        let engine = try policy.builder.engine()
        // One second of the rate fits a full bucket.
        let first = try engine.decide(engine.request("a", cost: 100), at: .after(0))
        #expect(try !engine.decide(engine.request("a", cost: 1), at: .after(0)).isCall)
        #expect(try engine.decide(engine.request("a", cost: 10), at: .after(.second / 10)).isCall)
        // Of a hundred tokens sixty were not used.
        _ = try engine.settle(first, Usage(promptTokens: 40), at: .after(.second / 10))
        #expect(try !engine.decide(engine.request("a", cost: 61), at: .after(.second / 10)).isCall)
        #expect(try engine.decide(engine.request("a", cost: 60), at: .after(.second / 10)).isCall)
    }

    @Test func aFailureWithoutFiguresGivesNoTokensBack() throws {
        var policy = SimplePolicy()
        policy.builder.limit(rates: [.tokens(6_000, per: .minute)])
        let engine = try policy.builder.engine()
        let first = try engine.decide(engine.request("a", cost: 100), at: .after(0))
        let result = try engine.settle(first, Usage(outcome: .failed), at: .after(0))
        #expect(result.isEstimated)
        #expect(try !engine.decide(engine.request("a", cost: 1), at: .after(0)).isCall)
        let later = try engine.decide(engine.request("a", cost: 100), at: .after(.second))
        try engine.release(#require(later.reservation), at: .after(.second))
        #expect(try engine.decide(engine.request("a", cost: 100), at: .after(.second)).isCall)
    }

    @Test func aLateReportGivesTokensBackAsWell() throws {
        var policy = SimplePolicy()
        policy.builder.plan.deadline = 0
        policy.builder.limit(rates: [.tokens(60, per: .minute)])
        let engine = try policy.builder.engine()
        // A debt of 999 s.
        let first = try engine.decide(engine.request("a", cost: 1_000), at: .after(0))
        let lapsed = Instant.after(5 * .minute)
        engine.tick(lapsed)
        #expect(try !engine.decide(engine.request("a", cost: 1), at: lapsed).isCall)
        #expect(try engine.settle(first, Usage(promptTokens: 2), at: lapsed).isLate)
        #expect(try engine.decide(engine.request("a", cost: 1), at: lapsed).isCall)
    }

    @Test func soManyCallsPerRun() throws {
        var policy = SimplePolicy()
        policy.builder.limit(per: policy.tenant, calls: 2, forget: .hour, wait: .minute)
        let engine = try policy.builder.engine()
        for _ in 0..<2 {
            let call = try engine.decide(engine.request("run"), at: .after(0))
            _ = try engine.settle(call, used, at: .after(0))
        }
        // Nobody waits for calls that are used up.
        #expect(try engine.decide(engine.request("run"), at: .after(1)).verdict == .reject(.limit(0)))
        #expect(try engine.decide(engine.request("other"), at: .after(1)).isCall)
        #expect(try engine.decide(engine.request("run"), at: .after(.hour)).isCall)
    }

    @Test func aReleasedCallWasNotMade() throws {
        var policy = SimplePolicy()
        policy.builder.limit(calls: 1, forget: .hour)
        let engine = try policy.builder.engine()
        let call = try engine.decide(engine.request("a"), at: .after(0))
        try engine.release(#require(call.reservation), at: .after(1))
        #expect(try engine.decide(engine.request("a"), at: .after(2)).isCall)
        #expect(try !engine.decide(engine.request("a"), at: .after(3)).isCall)
    }

    @Test func theNextCandidateTakesWhatALimitRefuses() throws {
        var policy = SimplePolicy()
        let second = policy.fallback()
        policy.builder.limit(on: .of(policy.model), concurrency: 1)
        let engine = try policy.builder.engine()
        #expect(try engine.decide(engine.request("a"), at: .after(0)).target == policy.model)
        var log = PassLog()
        let other = try engine.explain(engine.request("a"), at: .after(0), observer: &log)
        #expect(other.target == second && log.passed == [.limit(0, .concurrency)])
    }

    @Test func whatALimitRefusesTakesNothing() throws {
        var policy = SimplePolicy()
        policy.builder.budget("all", limit: 100)
        policy.builder.limit("rate", rates: [.tokens(6_000, per: .minute)])
        policy.builder.limit("one", concurrency: 1)
        let engine = try policy.builder.engine()
        let first = try engine.decide(engine.request("a", cost: 1), at: .after(0))
        for _ in 0..<9 {
            #expect(try engine.decide(engine.request("a", cost: 99), at: .after(0)).verdict == .reject(.limit(1)))
        }
        _ = try engine.settle(first, used, at: .after(0))
        #expect(try engine.decide(engine.request("a", cost: 99), at: .after(0)).isCall)
    }
}

@Suite struct LimitWaitTests {
    private let used = Usage(promptTokens: 1)

    private func waiting(
        _ engine: Engine<MemoryStore>, _ tenant: String, _ numbers: [(String, Int64)] = [], at time: Int64
    ) throws -> Ticket {
        try #require(try engine.decide(engine.request(tenant, numbers), at: .after(time)).ticket)
    }

    @Test func ticketsRunFirstComeFirstServed() throws {
        var policy = SimplePolicy()
        policy.builder.limit(concurrency: 1, wait: 30 * .second)
        let engine = try policy.builder.engine()
        var running = try engine.decide(engine.request("a"), at: .after(0))
        let tickets = try (1...4).map { try waiting(engine, "t\($0)", at: $0) }
        #expect(tickets == tickets.sorted { $0.number < $1.number } && tickets.allSatisfy { $0.number > 0 })
        for (index, ticket) in tickets.enumerated() {
            if index % 2 == 0 {
                _ = try engine.settle(running, used, at: .after(10 + Int64(index)))
            } else {
                try engine.release(#require(running.reservation), at: .after(10 + Int64(index)))
            }
            let ready = engine.takeReady()
            #expect(ready.map(\.ticket) == [ticket])
            running = try #require(ready.first).decision
            #expect(running.isCall && running.position == 0)
        }
    }

    @Test func aNewcomerNeverOvertakes() throws {
        var policy = SimplePolicy()
        policy.builder.limit(rates: [.tokens(6_000, per: .minute)], wait: 30 * .second)
        let engine = try policy.builder.engine()
        _ = try engine.decide(engine.request("a", cost: 80), at: .after(0))
        let large = try #require(try engine.decide(engine.request("a", cost: 90), at: .after(0)).ticket)
        // There is room for it, but not before the one that waits.
        let small = try #require(try engine.decide(engine.request("a", cost: 5), at: .after(0)).ticket)
        #expect(engine.nextEvent() == .after(7 * .second / 10))
        engine.tick(.after(7 * .second / 10))
        #expect(engine.takeReady().map(\.ticket) == [large])
        engine.tick(.after(75 * .second / 100))
        #expect(engine.takeReady().map(\.ticket) == [small])
    }

    @Test func higherClassesGoFirst() throws {
        var policy = SimplePolicy()
        let urgency = policy.builder.attribute("urgency", .enumeration, cases: ["low", "high"])
        policy.builder.limit(concurrency: 1, wait: 30 * .second, by: urgency, priorities: [1, 0])
        let engine = try policy.builder.engine()
        var running = try engine.decide(engine.request("a"), at: .after(0))
        let order = try [
            waiting(engine, "low", [("urgency", 0)], at: 1), waiting(engine, "high", [("urgency", 1)], at: 2),
            waiting(engine, "low", [("urgency", 0)], at: 3), waiting(engine, "high", [("urgency", 1)], at: 4),
        ]
        for expected in [1, 3, 0, 2] {
            _ = try engine.settle(running, used, at: .after(10))
            let ready = engine.takeReady()
            #expect(ready.map(\.ticket) == [order[expected]])
            running = try #require(ready.first).decision
        }
    }

    @Test func aTicketThatMovesTakesTheClassThatItHasThere() throws {
        var policy = SimplePolicy()
        let urgency = policy.builder.attribute("urgency", .enumeration, cases: ["low", "high"])
        let second = policy.fallback()
        policy.builder.limit(
            "first", on: .of(policy.model), concurrency: 1, wait: 5 * .second, by: urgency, priorities: [7, 0])
        policy.builder.limit("second", on: .of(second), concurrency: 1, wait: 50 * .second)
        let third = policy.builder.chain(second)
        let direct = policy.builder.condition(policy.prompt, 7...7)
        policy.builder.plan.rules.insert(PlanRule(chain: 1, text: .empty, line: 9), at: 0)
        #expect(third.count == 1)
        var built = policy.builder.build()
        if case .rules(var list) = built.matcher {
            list.entries.insert(direct, at: 0)
            built.matcher = .rules(list)
        }
        let engine = try Engine(
            plan: built, store: MemoryStore(threads: .one), options: EngineOptions(hashSeed: 7))
        _ = try engine.decide(engine.request("a"), at: .after(0))
        let blocking = try engine.decide(engine.request("a", cost: 7), at: .after(0))
        #expect(blocking.target == second)
        let moved = try waiting(engine, "low", [("urgency", 0)], at: 1)
        // Its wait for the first is over: it goes on to the second, where there are no classes.
        engine.tick(.after(5 * .second + 1))
        #expect(engine.takeReady().isEmpty)
        let late = try #require(try engine.decide(engine.request("b", cost: 7), at: .after(6 * .second)).ticket)
        _ = try engine.settle(blocking, used, at: .after(7 * .second))
        let ready = engine.takeReady()
        #expect(ready.map(\.ticket) == [moved] && ready.first?.decision.target == second)
        _ = try engine.settle(#require(ready.first).decision, used, at: .after(8 * .second))
        #expect(engine.takeReady().map(\.ticket) == [late])
    }

    @Test func whenTheWaitIsOverTheNextCandidateIsTried() throws {
        var policy = SimplePolicy()
        let second = policy.fallback()
        policy.builder.limit(on: .of(policy.model), concurrency: 1, wait: 10 * .second)
        let engine = try policy.builder.engine()
        _ = try engine.decide(engine.request("a"), at: .after(0))
        let ticket = try waiting(engine, "a", at: .second)
        #expect(engine.nextEvent() == .after(11 * .second))
        engine.tick(.after(11 * .second - 1))
        #expect(engine.takeReady().isEmpty)
        engine.tick(.after(11 * .second))
        let ready = engine.takeReady()
        #expect(ready.map(\.ticket) == [ticket] && ready.first?.decision.target == second)
        #expect(ready.first?.decision.position == 1)
    }

    @Test func withoutAnotherCandidateTheLimitRefuses() throws {
        var policy = SimplePolicy()
        policy.builder.limit(concurrency: 1, wait: 10 * .second)
        let engine = try policy.builder.engine()
        _ = try engine.decide(engine.request("a"), at: .after(0))
        let ticket = try waiting(engine, "a", at: 0)
        engine.tick(.after(10 * .second))
        let ready = engine.takeReady()
        #expect(ready.map(\.ticket) == [ticket] && ready.first?.decision.verdict == .reject(.limit(0)))
    }

    @Test func theWaitLeavesTimeForTheCall() throws {
        var policy = SimplePolicy()
        let second = policy.fallback()
        policy.builder.plan.deadline = 20 * .second
        policy.builder.operation(of: policy.model) { ($0.firstToken, $0.perToken) = (5 * .second, .second / 100) }
        policy.builder.limit(on: .of(policy.model), concurrency: 1, wait: .minute)
        let engine = try policy.builder.engine()
        _ = try engine.decide(engine.request("a", [("max_output", 500)]), at: .after(0))
        let ticket = try waiting(engine, "a", [("max_output", 500)], at: 0)
        // 20 s less 5 s to the first token and 5 s for five hundred more.
        #expect(engine.nextEvent() == .after(10 * .second))
        engine.tick(.after(10 * .second))
        let ready = engine.takeReady()
        #expect(ready.map(\.ticket) == [ticket] && ready.first?.decision.target == second)
        // Where no time is left at all, the next candidate is tried at once.
        #expect(
            try engine.decide(engine.request("a", [("max_output", 2_000)]), at: .after(11 * .second)).target == second)
    }

    @Test func nobodyWaitsForWhatCanNeverBe() throws {
        var policy = SimplePolicy()
        policy.builder.budget("all", limit: 10, spent: .wait)
        policy.builder.limit(concurrency: 1, wait: 10 * .second)
        policy.builder.toggle("stop")
        let engine = try policy.builder.engine()
        let first = try engine.decide(engine.request("a", cost: 1), at: .after(0))
        let ticket = try waiting(engine, "a", at: 0)
        // A switch that is thrown meanwhile stops those that wait.
        try engine.setSwitch(0, thrown: true, at: .after(1))
        _ = try engine.settle(first, used, at: .after(2))
        let ready = engine.takeReady()
        #expect(ready.map(\.ticket) == [ticket] && ready.first?.decision.verdict == .reject(.thrownSwitch(0)))
    }

    @Test func aCallThatLapsesInADecisionGivesWayToThoseThatWait() throws {
        var policy = SimplePolicy()
        policy.builder.plan.deadline = 20 * .minute
        policy.builder.budget("tiny", limit: 1_000, lapse: .minute)
        policy.builder.limit(concurrency: 1, wait: 10 * .minute)
        let engine = try policy.builder.engine()
        _ = try engine.decide(engine.request("a"), at: .after(0))
        let ticket = try waiting(engine, "a", at: .second)
        let newcomer = try waiting(engine, "b", at: 2 * .minute)
        let ready = engine.takeReady()
        #expect(ready.map(\.ticket) == [ticket] && ready.first?.decision.isCall == true)
        _ = try engine.settle(#require(ready.first).decision, used, at: .after(2 * .minute + 1))
        #expect(engine.takeReady().map(\.ticket) == [newcomer])
    }

    @Test func onlyThoseOfTheFreedScopeGetATurn() throws {
        var policy = SimplePolicy()
        policy.builder.limit(per: policy.tenant, concurrency: 1, wait: 30 * .second)
        let engine = try policy.builder.engine()
        let running = try ["a", "b", "c"].map { try engine.decide(engine.request($0), at: .after(0)) }
        let tickets = try ["a", "b", "c"].map { try waiting(engine, $0, at: 1) }
        for index in [2, 0, 1] {
            _ = try engine.settle(running[index], used, at: .after(2))
            #expect(engine.takeReady().map(\.ticket) == [tickets[index]])
        }
    }

    @Test func keysThatShareACounterWaitForEachOther() throws {
        var policy = SimplePolicy()
        policy.builder.limit(per: policy.tenant, concurrency: 1, wait: 30 * .second, scopes: 1)
        let engine = try policy.builder.engine()
        let own = try engine.decide(engine.request("own"), at: .after(0))
        let shared = try engine.decide(engine.request("b"), at: .after(0))
        #expect(own.isCall && shared.isCall)
        let other = try waiting(engine, "c", at: 1)
        _ = try engine.settle(own, used, at: .after(2))
        #expect(engine.takeReady().isEmpty)
        _ = try engine.settle(shared, used, at: .after(3))
        #expect(engine.takeReady().map(\.ticket) == [other])
    }
}
