import Glibc
import ScrimpPlan
import ScrimpSimulator
import Testing

/// Queues against their closed forms, each as the engine's own limits and batches make it.
@Suite struct WaitingTests {
    #if DEBUG
    static let scale: Int64 = 1
    #else
    static let scale: Int64 = 10
    #endif

    /// Mean waits of twenty batches of a run whose first part is left out, in seconds; and the share that waited at all, and
    /// longer than a second.
    private static func waits(
        _ plan: Plan, rate: Double, output: Distribution, options: EventOptions = EventOptions(), seed: UInt64
    ) throws -> (means: BatchMeans, some: BatchMeans, longer: BatchMeans, tally: ReplayTally) {
        let rows = Int(4_000 * scale)
        var source = try EventSupport.traffic(
            rate: rate, requests: Int64(rows * (BatchMeans.batches + 2)), output: output, seed: seed, chunkRows: rows)
        var replay = try EventReplay(plan: plan, layout: source.layout, seed: seed, options: options)
        var chunk = source.makeChunk()
        var (means, some, longer) = (BatchMeans(), BatchMeans(), BatchMeans())
        var before = LatencyHistogram()
        for index in 0..<(BatchMeans.batches + 2) {
            let more = try source.next(&chunk)
            #expect(more)
            try replay.replay(chunk, source)
            let now = replay.latencySoFar.all.waiting
            defer { before = now }
            guard index >= 2 else { continue }
            let count = Double(now.count - before.count)
            means.add(Double(now.sum - before.sum) / count / 1e9)
            some.add(1 - Double(now.zeros - before.zeros) / count)
            longer.add(
                Double(
                    now.count(above: EventSupport.second) - before.count(above: EventSupport.second)) / count)
        }
        replay.finish()
        return (means, some, longer, replay.tally)
    }

    /// M/M/8 at ρ = 0.85: `W_q = C/(cμ − λ)` and `P(W_q > t) = C·e^{−(cμ−λ)t}` with C = 0.57257 of Erlang's formula.
    @Test func eightPermitsAndAQueue() throws {
        let plan = try EventSupport.plan(EventSupport.mini + "\nlimit slots { concurrency: 8, wait: 200 d }")
        let found = try Self.waits(plan, rate: 6.8, output: .exponential(mean: 1_000), seed: 11)
        #expect(found.means.contains(0.47714), "\(found.means.mean) ± \(found.means.halfWidth)")
        #expect(found.some.contains(0.57257), "\(found.some.mean) ± \(found.some.halfWidth)")
        #expect(found.longer.contains(0.17245), "\(found.longer.mean) ± \(found.longer.halfWidth)")
        // An interval that holds everything would show nothing.
        #expect(found.means.halfWidth < 0.2)
        #expect(found.some.halfWidth < 0.06)
        let tally = found.tally
        #expect(tally.latency?.all.waiting.count == tally.requests)
        #expect(tally.rejected == 0)
        #expect(Double(tally.waited) == Double(tally.requests - (tally.latency?.all.waiting.zeros ?? 0)))
    }

    /// M/M/8/8: who finds all permits taken is refused, `B_k = a·B_{k−1}/(k + a·B_{k−1})`.
    @Test func eightPermitsAndNoQueue() throws {
        let plan = try EventSupport.plan(EventSupport.mini + "\nlimit slots { concurrency: 8 }")
        let count = 60_000 * Self.scale
        let tally = try EventSupport.replay(
            plan, EventSupport.traffic(rate: 6.8, requests: count, output: .exponential(mean: 1_000), seed: 5))
        var blocked = 1.0
        for servers in 1...8 { blocked = 6.8 * blocked / (Double(servers) + 6.8 * blocked) }
        let share = Double(tally.limitRejected[0]) / Double(count)
        // Refusals come in bursts: their number varies some four times as much as that of independent ones.
        let deviation = 2 * (blocked * (1 - blocked) / Double(count)).squareRoot()
        #expect(abs(share - blocked) < 4 * deviation, "\(share), not \(blocked)")
        #expect(tally.rejected == tally.limitRejected[0])
        #expect(tally.byTarget[0].requests == count - tally.rejected)
        #expect(tally.latency?.all.waiting.zeros == tally.byTarget[0].requests)
    }

    /// M/D/1: `W_q = ρ/(2μ(1 − ρ))` (Pollaczek, Khinchine), through a permit and through a replica that takes one at a time.
    @Test(arguments: [false, true]) func oneServerOfFixedTimes(isReplica: Bool) throws {
        let plan =
            isReplica
            ? try EventSupport.pooled()
            : try EventSupport.plan(EventSupport.mini + "\nlimit slots { concurrency: 1, wait: 200 d }")
        let options = EventOptions(pools: isReplica ? [EventSupport.pool()] : [])
        let found = try Self.waits(plan, rate: 0.7, output: .constant(1_000), options: options, seed: 3)
        #expect(found.means.contains(0.7 / (2 * 0.3)), "\(found.means.mean) ± \(found.means.halfWidth)")
        #expect(found.means.halfWidth < 0.3)
        #expect(found.some.contains(0.7), "\(found.some.mean) ± \(found.some.halfWidth)")
        if isReplica { #expect(abs((found.tally.fleets[0]?.utilization ?? 0) - 0.7) < 0.02) }
    }

    /// M/G/1 with exponential times through a replica, whose variance doubles the wait.
    @Test func oneReplicaOfExponentialTimes() throws {
        let plan = try EventSupport.pooled()
        let found = try Self.waits(
            plan, rate: 0.5, output: .exponential(mean: 1_000), options: EventOptions(pools: [EventSupport.pool()]),
            seed: 8)
        #expect(found.means.contains(1), "\(found.means.mean) ± \(found.means.halfWidth)")
        #expect(found.means.halfWidth < 0.4)
    }

    /// M/M/1 with processor sharing: a step takes as many milliseconds as sequences run, and the mean time in the system is
    /// `1/(μ − λ)`, whatever the distribution (L. Kleinrock, "Queueing Systems" II, 1976).
    @Test(arguments: [Distribution.exponential(mean: 1_000), .constant(1_000)])
    func sharedReplica(output: Distribution) throws {
        let plan = try EventSupport.pooled()
        let options = EventOptions(pools: [EventSupport.pool(base: 0, perSequence: 1, batch: 100_000)])
        let count = 60_000 * Self.scale
        let tally = try EventSupport.replay(
            plan, EventSupport.traffic(rate: 0.6, requests: count, output: output, seed: 21), options)
        let mean = try #require(tally.latency?.all.total.mean) / 1e9
        #expect(abs(mean - 2.5) < 0.15, "\(mean)")
        #expect(tally.latency?.all.waiting.zeros == count)
    }

    /// First-arrival batching with window w and size b: `1 + Σ_{k=1}^{b−1} P(Gamma(k, λ) ≤ w)` calls on average.
    @Test func batches() throws {
        let plan = try EventSupport.plan(
            """
            model mini { from: "openai/gpt-4o-mini" }
            batch joined { on: mini, size: 8, wait: 500 ms }
            """)
        let count = 40_000 * Self.scale
        let tally = try EventSupport.replay(
            plan, EventSupport.traffic(rate: 10, requests: count, output: .constant(1), seed: 2))
        // P(Gamma(k, 10/s) ≤ 0.5 s) is that of at least k arrivals in half a second, of which there are five on average.
        var expected = 1.0
        for least in 1...7 {
            var term = exp(-5.0)
            var below = 0.0
            for arrivals in 0..<least {
                below += term
                term *= 5 / Double(arrivals + 1)
            }
            expected += 1 - below
        }
        let size = Double(tally.calls.batchedCalls) / Double(tally.calls.batches)
        #expect(tally.calls.batchedCalls == count)
        #expect(abs(size - expected) < 0.08, "\(size), not \(expected)")
        let longest = tally.latency?.all.waiting.greatest ?? 0
        #expect(longest <= 500_000_000)
        #expect(tally.byTarget[0].requests == count)
    }
}
