import Glibc
import ScrimpPlan
import ScrimpQuantities
import ScrimpSimulator
import Testing

/// Replicas that come, go, rest and are taken away.
@Suite struct PoolTests {
    /// A call of length L that starts again whenever its hardware is taken away, θ times an hour, takes `(e^{θL} − 1)/θ`.
    @Test func restartsOfSpotHardware() throws {
        let plan = try EventSupport.pooled(
            market: "spot(fallback: none, interruptions: 100%/h)", model: ", retry: 1_000")
        var options = EventOptions(pools: [
            EventSupport.pool(
                replicas: 1...1, base: 1_000, batch: 1_000_000,
                market: .spot(fallback: .none, interruptionsPerHour: 1))
        ])
        options.spotAbsence = 0
        let count: Int64 = 2_000
        // An hour of a token a second each; so far apart that each meets an interruption of its own.
        let tally = try EventSupport.replay(
            plan, EventSupport.traffic(rate: 1.0 / 7_200, requests: count, output: .constant(3_600), seed: 9), options)
        let mean = try #require(tally.latency?.all.total.mean) / 3.6e12
        #expect(abs(mean - (exp(1) - 1)) < 0.12, "\(mean)")
        #expect(tally.byTarget[0].requests == count)
        #expect(tally.calls.lost == tally.calls.retried)
        #expect(tally.calls.lost > count / 2)
        #expect(tally.fleets[0]?.lostCalls == tally.calls.lost)
        // One after the other without a gap: as many hours as interruptions, and one more.
        let hours = Double(tally.fleets[0]?.held ?? 0) / 3.6e12
        let interruptions = Double(tally.fleets[0]?.interruptions ?? 0)
        #expect(abs(hours / interruptions - 1) < 0.1)
    }

    /// Availability of hardware that fails after MTBF and is back after MTTR: MTBF/(MTBF + MTTR).
    @Test func shareOfTimeOnDemand() throws {
        let plan = try EventSupport.pooled(market: "spot(fallback: on_demand, interruptions: 100%/h)")
        var options = EventOptions(pools: [
            EventSupport.pool(market: .spot(fallback: .onDemand, interruptionsPerHour: 1))
        ])
        options.spotAbsence = 1_800_000_000_000
        let tally = try EventSupport.replay(
            plan, EventSupport.traffic([(0, 1), (7_200_000_000, 1)]), options)
        let fleet = try #require(tally.fleets[0])
        let share = Double(fleet.held) / Double(fleet.held + fleet.heldOnDemand)
        #expect(abs(share - 1 / 1.5) < 0.03, "\(share)")
        #expect(fleet.mostReplicas == 1)
        #expect(fleet.energy == (fleet.gpuHours + fleet.gpuHoursOnDemand) * 500)
        // Two thousand hours, of one replica at any time.
        #expect(abs(fleet.gpuHours + fleet.gpuHoursOnDemand - 2_000) < 0.01)
    }

    /// Three calls within one hour of the clock, one in the next, one later.
    @Test func theBusiestHourIsOneOfTheClock() throws {
        let plan = try EventSupport.pooled()
        var options = EventOptions(pools: [EventSupport.pool(batch: 8)])
        options.spotAbsence = 0
        let minute: Int64 = 60_000
        let tally = try EventSupport.replay(
            plan,
            EventSupport.traffic(
                [(10 * minute, 10), (30 * minute, 20), (55 * minute, 30), (65 * minute, 50), (200 * minute, 40)],
                prompt: 5), options)
        let fleet = try #require(tally.fleets[0])
        #expect(fleet.busiestHour == 75)
        #expect(fleet.calls == 5)
    }

    /// Without anything to take over, calls go to the next candidate for as long as the hardware is away.
    @Test func nothingTakesOver() throws {
        let plan = try EventSupport.pooled(
            market: "spot(fallback: none, interruptions: 100%/h)", others: EventSupport.mini,
            route: "otherwise -> local, mini")
        var options = EventOptions(pools: [
            EventSupport.pool(batch: 64, market: .spot(fallback: .none, interruptionsPerHour: 1))
        ])
        options.spotAbsence = 3_600_000_000_000
        let rows = (0..<20_000).map { (milliseconds: Int64($0) * 100_000, output: Int64(20_000)) }
        let tally = try EventSupport.replay(plan, EventSupport.traffic(rows), options)
        let share = Double(tally.byTarget[0].requests) / 20_000
        #expect(abs(share - 0.5) < 0.05, "\(share)")
        #expect(tally.byTarget[0].requests + tally.byTarget[1].requests == 20_000)
        #expect(tally.calls.lost > 20)
        #expect(tally.fleets[0]?.heldOnDemand == 0)
    }

    /// One replica for two calls in flight: ten at once need five, which go when nobody has wanted them for five minutes.
    @Test func scalesWithCalls() throws {
        let plan = try EventSupport.pooled(replicas: "1..8", more: ", scale_on: queue(2), cold_start: 60 s")
        let options = EventOptions(
            pools: [
                EventSupport.pool(
                    replicas: 1...8, batch: 1, coldStart: 60_000_000_000, scaling: .queue(length: 2))
            ], end: 3_600_000_000_000)
        let rows = [(milliseconds: Int64, output: Int64)](repeating: (0, 90_000), count: 10)
        let tally = try EventSupport.replay(plan, EventSupport.traffic(rows), options)
        let fleet = try #require(tally.fleets[0])
        #expect(fleet.mostReplicas == 5)
        #expect(fleet.coldStarts == 4)
        #expect(fleet.queuedCalls == 9)
        // The first replica ends its second call at 180 s; the others start at 60 s, and end theirs at 150 s and 240 s.
        #expect(tally.latency?.all.total.greatest == 240_000_000_000)
        #expect(fleet.calls == 10)
        #expect(fleet.outputTokens == 900_000)
        #expect(fleet.busy == 900 * 1_000_000_000)
        // Five for four to ten minutes, and the one that is always there for the hour.
        let hours = fleet.gpuHours
        #expect(hours > 1 + 4 * 4.0 / 60 && hours < 1 + 4 * 10.5 / 60, "\(hours)")
    }

    /// At a load of 2.4 sequences and half of each replica, five replicas are wanted.
    @Test func scalesWithUtilization() throws {
        let plan = try EventSupport.pooled(replicas: "1..20", more: ", scale_on: utilization(50%)")
        let options = EventOptions(pools: [
            EventSupport.pool(replicas: 1...20, batch: 1, scaling: .utilization(0.5))
        ])
        let tally = try EventSupport.replay(
            plan, EventSupport.traffic(rate: 2.4, requests: 40_000, output: .constant(1_000), seed: 6), options)
        let fleet = try #require(tally.fleets[0])
        let mean = Double(fleet.held) / Double(40_000 / 2.4 * 1e9)
        // Never fewer than the load of the moment asks for, and for five minutes as many as the busiest look did.
        #expect(mean > 4.8 && mean < 9, "\(mean)")
        #expect(try #require(fleet.utilization) < 0.5)
    }

    /// A pool rests at night: what comes then goes elsewhere, and nothing is held.
    @Test func restsAtNight() throws {
        let plan = try EventSupport.pooled(
            more: ", suspend: 20:00..08:00", others: EventSupport.mini, route: "otherwise -> local, mini")
        let rows = (0..<480).map { (milliseconds: Int64($0) * 3_600_000 + 1_800_000, output: Int64(1_000)) }
        let options = EventOptions(
            pools: [EventSupport.pool()], start: 0, end: 480 * 3_600_000_000_000)
        let tally = try EventSupport.replay(plan, EventSupport.traffic(rows), options)
        #expect(tally.byTarget.map(\.requests) == [240, 240])
        let hours = try #require(tally.fleets[0]).gpuHours
        #expect(abs(hours - 240) < 0.01, "\(hours)")
    }

    /// What waits when the rest begins is still served, by the replica that was there.
    @Test func aQueueEndsInTheRest() throws {
        let plan = try EventSupport.pooled(more: ", suspend: 20:00..08:00")
        let evening: Int64 = 20 * 3_600_000 - 1_000
        let rows = [(milliseconds: Int64, output: Int64)](repeating: (evening, 60_000), count: 5)
        let tally = try EventSupport.replay(
            plan, EventSupport.traffic(rows), EventOptions(pools: [EventSupport.pool()]))
        #expect(tally.byTarget[0].requests == 5)
        #expect(tally.latency?.all.total.greatest == 300 * EventSupport.second)
        #expect(tally.fleets[0]?.held == Int128(300 * EventSupport.second))
    }

    /// Prompts that a replica still holds are not read again; another model has to read them.
    @Test func warmPrefixesAreNotReadAgain() throws {
        let text = """
            policy generated { deadline: 1 d }
            request { talk: string = "", prompt: tokens, cached_prefix: tokens = 0 tok, hard: bool }
            model mini  { from: "openai/gpt-4o-mini", prefix_cache: 5 min }
            model large { from: "openai/gpt-4o", prefix_cache: 5 min }
            affinity stay { key: talk, for: 1 s }
            route {
                when hard -> large
                otherwise -> mini
            }
            """
        let plan = try ReplayAgreementTests.compiled(text).plan
        let file = """
            t,talk,prompt,cached,hard
            0,a,1000,0,false
            60000,a,2000,1000,false
            120000,a,3000,2000,true
            180000,a,4000,3000,true
            600000,a,5000,4000,true
            700000,,5000,4000,true

            """
        func source() throws -> TraceSource {
            try TraceSource(
                reader: TraceReader(
                    spec([
                        TraceColumn("t", "time", .time(.unix(.milliseconds))),
                        TraceColumn("talk", "talk", .string(literals: [])),
                        TraceColumn("prompt", "prompt", .number(.count)),
                        TraceColumn("cached", "cached_prefix", .number(.count)), TraceColumn("hard", "hard", .boolean),
                    ]), bytes: Array(file.utf8)))
        }
        let tally = try EventSupport.replay(plan, source())
        // Mini, $0.15 and $0.075 cached per million: 1,000 and then 1,000 new and 1,000 read.
        #expect(Money(pico: tally.byTarget[0].cost) == Money(pico: 2_000 * 150_000 + 1_000 * 75_000))
        // Large, $2.50 and $1.25: cold at the switch; then warm; cold again after five minutes; and nobody's.
        #expect(
            Money(pico: tally.byTarget[1].cost)
                == Money(pico: (3_000 + 1_000 + 5_000 + 5_000) * 2_500_000 + 3_000 * 1_250_000))
        var rows = try source()
        var engine = try EngineReplay(plan: plan, layout: rows.layout, seed: 1)
        var chunk = rows.makeChunk()
        while try rows.next(&chunk) { try engine.replay(chunk, rows) }
        engine.finish()
        #expect(engine.tally.byTarget == tally.byTarget)
    }

    /// Same seed, same figures, to the last bit.
    @Test func sameSeedSameFigures() throws {
        let plan = try EventSupport.pooled(
            market: "spot(fallback: on_demand, interruptions: 100%/h)", replicas: "1..6",
            more: ", scale_on: queue(3), cold_start: 20 s", model: ", retry: 2", others: EventSupport.mini,
            route: "otherwise -> local, mini")
        func run(_ seed: UInt64) throws -> ReplayTally {
            let options = EventOptions(
                pools: [
                    EventSupport.pool(
                        replicas: 1...6, base: 2, perSequence: 0.3, perContext: 0.001, prefill: 0.1, batch: 16,
                        coldStart: 20_000_000_000, market: .spot(fallback: .onDemand, interruptionsPerHour: 20),
                        scaling: .queue(length: 3))
                ],
                outages: [
                    Outage(target: 1, every: 100_000_000_000, lasting: 20_000_000_000),
                    Outage(target: 0, every: 300_000_000_000, lasting: 5_000_000_000),
                ])
            return try EventSupport.replay(
                plan, EventSupport.traffic(rate: 3, requests: 4_000, output: .exponential(mean: 800), seed: 5),
                options, seed: seed)
        }
        let (first, second, other) = (try run(3), try run(3), try run(4))
        #expect(first.latency == second.latency)
        #expect(first.fleets == second.fleets)
        #expect(first.calls == second.calls)
        #expect(first.byTarget == second.byTarget)
        #expect(first.fleets != other.fleets)
        #expect(first.calls.failed > 0 && first.calls.lost > 0 && first.calls.retried > 0)
        // Every request ends once.
        let answers = first.byTarget.reduce(0) { $0 + $1.requests }
        #expect(answers + first.rejected == 4_000)
        #expect(first.latency?.all.total.count == answers)
    }
}
