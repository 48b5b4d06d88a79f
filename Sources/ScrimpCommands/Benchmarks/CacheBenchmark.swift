import ScrimpEconomics
import ScrimpPlan
import ScrimpQuantities
import ScrimpSimulator

/// Caches of the engine under traffic of which the hit ratio is known in closed form: independent requests that come at random,
/// for keys whose popularity follows Zipf's law.
package enum CacheBenchmark {
    package struct Row: Sendable {
        package var name: String
        package var simulated: Double
        package var closedForm: Double
        package var millionsPerSecond: Double
        package var peakMemory: Double
        package var difference: Double { simulated - closedForm }
    }

    private enum Kind: CaseIterable {
        case leastRecentlyUsed, fromInsert, fromLastHit

        var name: String {
            switch self {
            case .leastRecentlyUsed: "LRU (Che)"
            case .fromInsert: "lifetime from insert"
            case .fromLastHit: "lifetime from last hit"
            }
        }
    }

    private static let rate = 1_000.0
    private static let exponent = 0.9

    /// - Parameters:
    ///   - rows: requests that are counted, after a fifth as many that warm the cache.
    ///   - keys: different contents; a twentieth of them fit the LRU, and entries live for as many requests.
    package static func run(rows: Int, keys: Int, seed: UInt64 = 1) throws(ReplayBenchmark.Failure) -> [Row] {
        guard let popularity = Popularity(zipf: keys, exponent: exponent) else {
            throw ReplayBenchmark.Failure(message: "\(keys) keys are too many, or none")
        }
        var result: [Row] = []
        for kind in Kind.allCases {
            let capacity = max(keys / 20, 1)
            let lifetime = Double(capacity) / rate
            let expected: Double? =
                switch kind {
                case .leastRecentlyUsed:
                    CacheModels.leastRecentlyUsed(popularity, entries: Double(capacity))?.hitRatio
                case .fromInsert: CacheModels.ttlFromInsert(popularity, rate: rate, lifetime: lifetime)
                case .fromLastHit: CacheModels.ttlFromLastHit(popularity, rate: rate, lifetime: lifetime)
                }
            let cache =
                switch kind {
                case .leastRecentlyUsed: "ttl: 3_000 d from insert, capacity: \(capacity)"
                case .fromInsert: "ttl: \(Int(lifetime * 1_000)) ms from insert, capacity: \(keys)"
                case .fromLastHit: "ttl: \(Int(lifetime * 1_000)) ms from last hit, capacity: \(keys)"
                }
            PeakMemory.reset()
            let (share, time) = try replay(cache, rows: rows, keys: keys, seed: seed)
            result.append(
                Row(
                    name: kind.name, simulated: share, closedForm: expected ?? .nan,
                    millionsPerSecond: Double(rows + rows / 5) / max(time, 1) * 1e3, peakMemory: PeakMemory.megabytes))
        }
        return result
    }

    private static func replay(
        _ cache: String, rows: Int, keys: Int, seed: UInt64
    ) throws(ReplayBenchmark.Failure) -> (share: Double, nanoseconds: Double) {
        let plan = try ReplayBenchmark.compiled(
            """
            policy bench { }
            request { tenant: string = "one", prompt: tokens = 100 tok, max_output: tokens = 100 tok }
            model mini { from: "openai/gpt-4o-mini" }
            cache answers { match: exact, key: [tenant], \(cache) }
            route { otherwise -> mini }
            """)
        let warming = Int64(rows / 5)
        let spec = WorkloadSpec(
            seed: seed, start: Instant(nanoseconds: 1_767_225_600_000_000_000), arrivals: .init(rate: rate),
            extent: .init(requests: Int64(rows) + warming),
            columns: [FillSpec("content", .string(literals: []), .zipf(keys: keys, exponent: exponent))])
        let layout = try ReplayBenchmark.traced { () throws(TraceError) in try TraceSource(workload: spec).layout }
        guard var replay = try? EngineReplay(plan: plan, layout: layout, seed: 1) else {
            throw ReplayBenchmark.Failure(message: "the benchmark's policy does not fit the engine")
        }
        var (before, warmed): (Int64, Int64) = (0, 0)
        var seen: Int64 = 0
        let (_, time) = try ReplayBenchmark.stream(spec) { chunk, source throws(ReplayBenchmark.Failure) in
            guard (try? replay.replay(chunk, source)) != nil else {
                throw ReplayBenchmark.Failure(message: "a benchmark request does not fit")
            }
            seen += Int64(chunk.count)
            if seen <= warming { (before, warmed) = (replay.tally.answeredByCache, seen) }
        }
        replay.finish()
        return (Double(replay.tally.answeredByCache - before) / Double(max(seen - warmed, 1)), time)
    }
}
