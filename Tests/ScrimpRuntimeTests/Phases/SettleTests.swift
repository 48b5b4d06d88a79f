import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct SettleTests {
    private func policy(lapse: Int64? = nil) -> SimplePolicy {
        var policy = SimplePolicy()
        policy.builder.budget("daily", limit: 100, per: policy.tenant, lapse: lapse)
        policy.builder.plan.attributions = [PlanAttribution(by: [policy.tenant], cells: 10)]
        return policy
    }

    /// The greatest cost that tenant `a` could still reserve.
    private func room(_ engine: Engine<MemoryStore>, at time: Instant) throws -> Int64 {
        var none = NullObserver()
        var fits: Int64 = 0
        for cost in Int64(0)...100
        where try engine.explain(engine.request("a", cost: cost), at: time, observer: &none).isCall { fits = cost }
        return fits
    }

    @Test func whatWasUsedTakesThePlaceOfWhatWasHeld() throws {
        let engine = try policy().builder.engine()
        let decision = try engine.decide(engine.request("a", cost: 80), at: .after(0))
        #expect(try room(engine, at: .after(0)) == 20)
        let result = try engine.settle(decision, Usage(promptTokens: 30), at: .after(1))
        #expect(result.cost == Money(pico: 30) && !result.exceedsReservation && !result.isEstimated)
        #expect(try room(engine, at: .after(1)) == 70)
    }

    @Test func settlingTwiceChangesNothing() throws {
        let engine = try policy().builder.engine()
        let decision = try engine.decide(engine.request("a", cost: 80), at: .after(0))
        _ = try engine.settle(decision, Usage(promptTokens: 30), at: .after(1))
        #expect(throws: SettleError.notOpen) {
            try engine.settle(decision, Usage(promptTokens: 90), at: .after(2))
        }
        // The place is used again, by another reservation.
        let other = try engine.decide(engine.request("a", cost: 10), at: .after(3))
        #expect(other.reservation?.place == decision.reservation?.place)
        #expect(throws: SettleError.notOpen) { try engine.settle(decision, Usage(promptTokens: 90), at: .after(4)) }
        #expect(throws: SettleError.notOpen) {
            try engine.release(#require(decision.reservation), at: .after(4))
        }
        #expect(try room(engine, at: .after(4)) == 60)
        #expect(engine.attribution(0).map(\.cell.money).reduce(0, +) == 30)
    }

    @Test func negativeUsageAndRefusalsCannotBeSettled() throws {
        let engine = try policy().builder.engine()
        let decision = try engine.decide(engine.request("a", cost: 80), at: .after(0))
        #expect(throws: SettleError.invalidUsage) {
            try engine.settle(decision, Usage(promptTokens: -1), at: .after(1))
        }
        let refused = try engine.decide(engine.request("a", cost: 80), at: .after(0))
        #expect(throws: SettleError.nothingReserved) { try engine.settle(refused, Usage(), at: .after(1)) }
    }

    @Test func releasingGivesEverythingBack() throws {
        let engine = try policy().builder.engine()
        let decision = try engine.decide(engine.request("a", cost: 80), at: .after(0))
        try engine.release(#require(decision.reservation), at: .after(1))
        #expect(try room(engine, at: .after(1)) == 100)
        #expect(engine.attribution(0).map(\.cell.calls).reduce(0, +) == 0)
    }

    @Test func moreThanReservedIsRecordedAndAlerted() throws {
        let engine = try policy().builder.engine()
        let decision = try engine.decide(engine.request("a", cost: 80), at: .after(0))
        let result = try engine.settle(decision, Usage(promptTokens: 130), at: .after(1))
        #expect(result.exceedsReservation && result.alerts == 1)
        let alert = try #require(engine.nextAlert())
        #expect(alert.cause == .overrun(budget: 0, by: Money(pico: 50)) && alert.spent == Money(pico: 130))
        #expect(try engine.decide(engine.request("a", cost: 1), at: .after(2)).verdict == .reject(.budget(0)))
    }

    @Test func failuresAndCancelledStreams() throws {
        var policy = policy()
        for stops in [false, true] {
            policy.builder.plan.targets[0].prices.cancelStopsBilling = stops
            let engine = try policy.builder.engine()
            let cancelled = try engine.decide(engine.request("a", cost: 50), at: .after(0))
            let result = try engine.settle(
                cancelled, Usage(promptTokens: 20, outcome: .cancelled), at: .after(1))
            #expect(result.cost == Money(pico: stops ? 20 : 50))
            #expect(result.isEstimated == !stops)
            let failed = try engine.decide(engine.request("a", cost: 30), at: .after(2))
            #expect(try engine.settle(failed, Usage(outcome: .failed), at: .after(3)).cost == Money(pico: 30))
            let reported = try engine.decide(engine.request("a", cost: 10), at: .after(4))
            let usage = Usage(promptTokens: 4, outcome: .failed)
            #expect(try engine.settle(reported, usage, at: .after(5)).cost == Money(pico: 4))
        }
    }

    @Test func withoutAReportTheReservationIsChargedAndALateReportCorrectsIt() throws {
        let engine = try policy(lapse: 10).builder.engine()
        let decision = try engine.decide(engine.request("a", cost: 80), at: .after(0))
        #expect(engine.nextEvent() == .after(10))
        engine.tick(.after(10))
        let charged = engine.attribution(0).map(\.cell)
        #expect(charged.map(\.money).reduce(0, +) == 80 && charged.map(\.estimated).reduce(0, +) == 80)
        #expect(throws: SettleError.lapsed) { try engine.release(#require(decision.reservation), at: .after(11)) }
        let result = try engine.settle(decision, Usage(promptTokens: 25), at: .after(20))
        #expect(result.isLate && result.cost == Money(pico: 25))
        let corrected = engine.attribution(0).map(\.cell)
        #expect(corrected.map(\.money).reduce(0, +) == 25 && corrected.map(\.estimated).reduce(0, +) == 0)
        #expect(corrected.map(\.calls).reduce(0, +) == 1)
        #expect(try room(engine, at: .after(20)) == 75)
        #expect(throws: SettleError.notOpen) { try engine.settle(decision, Usage(), at: .after(21)) }
    }

    @Test func aReservationLapsesFiveMinutesAfterTheDeadlineByDefault() throws {
        let engine = try policy().builder.engine()
        _ = try engine.decide(engine.request("a", cost: 80), at: .after(0))
        #expect(engine.nextEvent() == .after(.minute + 5 * .minute))
    }

    @Test func moneyOfAnEndedWindowDoesNotTouchTheNext() throws {
        let engine = try policy(lapse: 7 * .day).builder.engine()
        let decision = try engine.decide(engine.request("a", cost: 80), at: .after(.day - 1))
        #expect(try room(engine, at: .after(.day)) == 100)
        let next = try engine.decide(engine.request("a", cost: 40), at: .after(.day))
        _ = try engine.settle(decision, Usage(promptTokens: 70), at: .after(.day + 1))
        #expect(try room(engine, at: .after(.day + 1)) == 60)
        _ = try engine.settle(next, Usage(promptTokens: 40), at: .after(.day + 2))
        #expect(engine.attribution(0).map(\.cell.money).reduce(0, +) == 110)
    }

    @Test func aClockThatRunsBackwardsIsNotFollowed() throws {
        let engine = try policy().builder.engine()
        _ = try engine.decide(engine.request("a", cost: 100), at: .after(.day))
        let earlier = try engine.decide(engine.request("a", cost: 1), at: .after(0))
        #expect(earlier.verdict == .reject(.budget(0)) && earlier.time == .after(.day))
    }

    @Test func afterAFailedTryTheNextCandidateIsTriedAndTheFirstStaysCharged() throws {
        var policy = policy()
        let second = policy.builder.target("second", PlanPrices(input: 1, output: 0))
        policy.builder.plan.candidates.append(.target(second))
        policy.builder.plan.chains[0].count = 2
        let engine = try policy.builder.engine()
        let request = try engine.request("a", cost: 30)
        let first = try engine.decide(request, at: .after(0))
        #expect(first.target == policy.model)
        _ = try engine.settle(first, Usage(outcome: .failed), at: .after(1))
        let retried = try engine.retry(request, after: first, at: .after(2))
        #expect(retried.target == second && retried.position == 1)
        let exhausted = try engine.retry(request, after: retried, at: .after(3))
        #expect(exhausted.verdict == .reject(.exhausted))
        #expect(try room(engine, at: .after(4)) == 40)
    }

    @Test func callsLapseInTheOrderOfTheirDeadlines() throws {
        var policy = SimplePolicy()
        policy.builder.attribute("deadline", .duration, role: .deadline)
        let engine = try policy.builder.engine()
        var generator = Generator(11)
        var open: [(id: ReservationID, lapses: Int64)] = []
        var made = engine.makeRequest()
        try made.set(engine.schema.attribute("tenant"), text: "a")
        for step in Int64(0)..<4_000 {
            let now = step * .second
            open.removeAll { $0.lapses <= now }
            if generator.below(3) > 0 || open.isEmpty {
                let length = Int64(generator.below(generator.below(2) == 0 ? 5 : 100_000)) * .second
                try made.set(engine.schema.attribute("deadline"), number: length)
                let decision = try engine.decide(made.request, at: .after(now))
                open.append((try #require(decision.reservation), now + length + 5 * .minute))
            } else {
                let closed = open.remove(at: generator.below(open.count))
                try engine.release(closed.id, at: .after(now))
            }
            #expect(engine.nextEvent() == open.map(\.lapses).min().map { .after($0) })
        }
        #expect(open.count > 100)
    }

    @Test func attributionCellsBeyondTheMaximumShareOne() throws {
        var policy = SimplePolicy()
        policy.builder.plan.attributions = [PlanAttribution(by: [policy.tenant], cells: 2)]
        let engine = try policy.builder.engine()
        for tenant in ["a", "b", "c", "d", "a"] {
            let decision = try engine.decide(engine.request(tenant, cost: 10), at: .after(0))
            _ = try engine.settle(decision, Usage(promptTokens: 10), at: .after(0))
        }
        #expect(engine.attribution(0).map(\.cell.money) == [20, 20, 10])
        #expect(engine.attribution(0).map(\.cell.promptTokens) == [20, 20, 10])
    }
}
