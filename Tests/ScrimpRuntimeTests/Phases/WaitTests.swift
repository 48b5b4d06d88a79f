import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct WaitTests {
    private func engine(
        limit: Int128 = 100, window: PlanWindow = .calendar(.day), deadline: Int64 = 3 * .day
    ) throws -> Engine<MemoryStore> {
        var policy = SimplePolicy()
        policy.builder.plan.deadline = deadline
        policy.builder.budget("daily", limit: limit, per: policy.tenant, window: window, spent: .wait)
        return try policy.builder.engine()
    }

    private func ticket(_ decision: Decision) throws -> Ticket {
        guard case .wait(let ticket) = decision.verdict else {
            Issue.record("\(decision.verdict) is not a wait")
            throw SettleError.notOpen
        }
        return ticket
    }

    @Test func ticketsRunInTheOrderInWhichTheyCame() throws {
        let engine = try engine()
        let first = try engine.decide(engine.request("a", cost: 80), at: .after(0))
        let large = try ticket(engine.decide(engine.request("a", cost: 60), at: .after(1)))
        // Would fit, but came later.
        let small = try ticket(engine.decide(engine.request("a", cost: 20), at: .after(2)))
        #expect(try engine.decide(engine.request("b", cost: 20), at: .after(2)).isCall)
        #expect(engine.nextReady() == nil)
        _ = try engine.settle(first, Usage(promptTokens: 10), at: .after(3))
        let ready = try [#require(engine.nextReady()), #require(engine.nextReady())]
        #expect(ready.map(\.ticket) == [large, small])
        #expect(ready.allSatisfy { $0.decision.isCall })
        #expect(engine.nextReady() == nil)
        // What the tickets hold is held.
        #expect(try !engine.decide(engine.request("a", cost: 11), at: .after(4)).isCall)
        try engine.release(#require(ready[0].decision.reservation), at: .after(5))
        #expect(engine.nextReady()?.decision.isCall == true)
    }

    @Test func theEndOfAWindowFreesTickets() throws {
        let engine = try engine(deadline: 20 * .hour)
        _ = try engine.decide(engine.request("a", cost: 100), at: .after(10 * .hour))
        let waiting = try ticket(engine.decide(engine.request("a", cost: 100), at: .after(11 * .hour)))
        #expect(engine.nextEvent() == .after(.day))
        engine.tick(.after(.day - 1))
        #expect(engine.nextReady() == nil)
        engine.tick(.after(.day))
        #expect(engine.nextReady()?.ticket == waiting)
    }

    @Test func aTicketIsRefusedAtItsDeadline() throws {
        let engine = try engine(deadline: .minute)
        _ = try engine.decide(engine.request("a", cost: 100), at: .after(0))
        let waiting = try ticket(engine.decide(engine.request("a", cost: 50), at: .after(1)))
        #expect(engine.nextEvent() == .after(.minute + 1))
        engine.tick(.after(.minute + 1))
        let ready = try #require(engine.nextReady())
        #expect(ready.ticket == waiting && ready.decision.verdict == .reject(.deadline))
    }

    @Test func nothingWaitsForWhatCanNeverFit() throws {
        let engine = try engine()
        #expect(try engine.decide(engine.request("a", cost: 101), at: .after(0)).verdict == .reject(.budget(0)))
    }

    @Test func ticketsOfARollingWindowRunWhenEnoughHasLeftIt() throws {
        let engine = try engine(window: .rolling(.hour))
        let decision = try engine.decide(engine.request("a", cost: 100), at: .after(0))
        _ = try engine.settle(decision, Usage(promptTokens: 100), at: .after(0))
        _ = try ticket(engine.decide(engine.request("a", cost: 100), at: .after(1)))
        var now = Instant.after(1)
        var steps = 0
        while steps < 100 {
            now = try #require(engine.nextEvent())
            engine.tick(now)
            if engine.nextReady()?.decision.isCall == true { break }
            steps += 1
        }
        #expect(now >= .after(.hour) && now <= .after(.hour + 3 * .minute))
    }
}
