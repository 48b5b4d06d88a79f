import ScrimpPlan
import ScrimpQuantities
import ScrimpSimulator
import Testing

/// Traffic and policies at the edges of what there is.
@Suite struct EventEdgeTests {
    private static let waits = EventSupport.mini + "\nlimit slots { concurrency: 1, wait: 200 d }"

    /// A request that is dated before one that was there comes at the latest time seen.
    @Test func timeGoesBackwards() throws {
        let plan = try EventSupport.plan(Self.waits)
        let tally = try EventSupport.replay(
            plan, EventSupport.traffic([(10_000, 2_000), (5_000, 1_000), (10_500, 1_000)]))
        let all = try #require(tally.latency?.all)
        #expect(all.total.count == 3)
        // One at a time from 10 s on: 2 s, 3 s; and 4 s less the half that has passed.
        #expect(all.total.sum == Int128(2 + 3) * 1_000_000_000 + 3_500_000_000)
    }

    @Test func allAtOnce() throws {
        let plan = try EventSupport.plan(Self.waits)
        let tally = try EventSupport.replay(
            plan, EventSupport.traffic([(Int64, Int64)](repeating: (0, 1_000), count: 200)))
        #expect(tally.latency?.all.waiting.sum == Int128(199 * 200 / 2) * 1_000_000_000)
        #expect(tally.latency?.all.waiting.greatest == 199_000_000_000)
        #expect(tally.byTarget[0].requests == 200)
        #expect(tally.waited == 199)
    }

    @Test func aMillionSecondsOfNothing() throws {
        let plan = try EventSupport.pooled(
            market: "on_demand", replicas: "0..2", more: ", scale_on: queue(1), cold_start: 30 s",
            others: EventSupport.mini, route: "otherwise -> local, mini")
        let options = EventOptions(
            pools: [
                EventSupport.pool(replicas: 0...2, batch: 4, coldStart: 30_000_000_000, scaling: .queue(length: 1))
            ],
            outages: [Outage(target: 1, every: 60_000_000_000, lasting: 1_000_000_000)])
        let tally = try EventSupport.replay(
            plan, EventSupport.traffic([(0, 1_000), (1_000_000_000, 1_000)]), options)
        let fleet = try #require(tally.fleets[0])
        #expect(fleet.coldStarts == 2)
        // Each of the two is held for its cold start, its second of work, and until nobody has wanted it for five minutes.
        let each = Double(fleet.held) / 2e9
        #expect(each >= 31 && each < 31 + 300 + 3 * 15 + 1, "\(each)")
        #expect(tally.latency?.all.total.sum == Int128(2 * 31) * 1_000_000_000)
    }

    @Test func anOutageFromTheBeginning() throws {
        let plan = try EventSupport.plan(
            """
            \(EventSupport.mini.replacing("per_token: 1 ms/tok }", "per_token: 1 ms/tok }, retry: 2"))
            model large { from: "openai/gpt-4o" }
            """, route: "otherwise -> mini, large")
        let always = Outage(target: 0, every: 1, lasting: 1_000_000_000_000_000, first: 0)
        let tally = try EventSupport.replay(
            plan, EventSupport.traffic([(0, 100), (1_000, 100)]), EventOptions(outages: [always]))
        // Three tries of the first model each, and one of the second.
        #expect(tally.calls.failed == 6)
        #expect(tally.calls.retried == 6)
        #expect(tally.byTarget.map(\.requests) == [0, 2])
        #expect(tally.rejected == 0)
    }

    @Test func noReplicas() throws {
        let plan = try EventSupport.pooled(replicas: "0")
        let options = EventOptions(pools: [EventSupport.pool(replicas: 0...0)])
        let tally = try EventSupport.replay(plan, EventSupport.traffic([(0, 100), (1_000, 100)]), options)
        #expect(tally.calls.unfinished == 2)
        #expect(tally.fleets[0]?.held == 0)
        #expect(tally.fleets[0]?.longestQueue == 2)
        #expect(tally.latency?.all.total.count == 0)
    }

    /// What has no end is charged all the same, and frees its permit when it lapses.
    @Test func aCallThatNeverEnds() throws {
        let plan = try EventSupport.plan(
            """
            model mini { from: "openai/gpt-4o-mini", latency: { first_token: 0 s, per_token: 1 h/tok } }
            limit slots { concurrency: 1, wait: 300 d }
            """)
        let tally = try EventSupport.replay(
            plan, EventSupport.traffic([(0, 1_000_000_000_000), (400_000, 0)], prompt: 1_000))
        #expect(tally.calls.unfinished == 1)
        #expect(tally.byTarget[0].requests == 2)
        // $0.15 per million tokens of prompt, twice.
        #expect(tally.cost == Money(pico: 2 * 150_000_000))
        let waited = try #require(tally.latency?.all.waiting.greatest)
        // 300 days and five minutes, less the 400 seconds by which it came later.
        #expect(waited == (300 * 86_400 + 300 - 400) * EventSupport.second)
    }

    /// Without a time column everything comes at time zero; a trace without rows is nothing.
    @Test func noRows() throws {
        let plan = try EventSupport.pooled()
        let tally = try EventSupport.replay(plan, EventSupport.traffic([]), EventOptions(pools: [EventSupport.pool()]))
        #expect(tally.requests == 0)
        #expect(tally.fleets[0]?.held == 0)
    }

    @Test func answersAfterTheDeadline() throws {
        let plan = try ReplayAgreementTests.compiled(
            """
            policy generated { deadline: 2 s }
            request { prompt: tokens = 0 tok }
            \(EventSupport.mini)
            route { otherwise -> mini }
            """
        ).plan
        let tally = try EventSupport.replay(plan, EventSupport.traffic([(0, 1_999), (10, 2_000), (20, 2_001)]))
        #expect(tally.latency?.all.lateAnswers == 1)
        #expect(tally.latency?.byTarget[0].firstToken.zeros == 3)
    }

    /// Memory follows what is on its way: a long run needs no more places than a short one.
    @Test func placesAreUsedAgain() throws {
        let plan = try EventSupport.plan(EventSupport.mini)
        var source = try EventSupport.traffic(rate: 5, requests: 20_000, output: .constant(1_000))
        var replay = try EventReplay(plan: plan, layout: source.layout, seed: 1)
        var chunk = source.makeChunk()
        while try source.next(&chunk) { try replay.replay(chunk, source) }
        #expect(replay.greatestInFlight < 30)
        replay.finish()
        #expect(replay.tally.byTarget[0].requests == 20_000)
    }
}

extension String {
    fileprivate func replacing(_ old: String, _ new: String) -> String {
        guard let range = self.firstRange(of: old) else { return self }
        return String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
