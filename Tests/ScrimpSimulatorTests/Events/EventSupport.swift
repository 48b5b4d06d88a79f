import ScrimpCatalog
import ScrimpPlan
import ScrimpQuantities
import ScrimpSimulator
import Testing

/// Traffic and policies of the tests of events.
enum EventSupport {
    static let start: Int64 = 1_767_225_600_000_000_000
    static let second: Int64 = 1_000_000_000

    /// A policy over requests of a prompt and nothing else, with enough time to wait for anything.
    static func plan(_ blocks: String, route: String = "otherwise -> mini") throws -> Plan {
        try ReplayAgreementTests.compiled(
            """
            policy generated { deadline: 300 d }
            request { prompt: tokens = 0 tok }
            \(blocks)
            route { \(route) }
            """
        ).plan
    }

    /// One second for each thousand tokens of the answer.
    static let mini = """
        model mini { from: "openai/gpt-4o-mini", latency: { first_token: 0 s, per_token: 1 ms/tok } }
        """

    /// A Poisson process of requests whose answers have so many tokens.
    static func traffic(
        rate: Double, requests: Int64, output: Distribution, seed: UInt64 = 1, chunkRows: Int = 4_096
    ) throws -> TraceSource {
        let tokens = FillSpec.Kind.number(range: 0...Int64.max)
        return try TraceSource(
            workload: WorkloadSpec(
                seed: seed, start: Instant(nanoseconds: start), arrivals: .init(rate: rate),
                extent: .init(requests: requests),
                columns: [FillSpec("output", tokens, .distribution(output, scale: 1))]), chunkRows: chunkRows)
    }

    /// Requests at given milliseconds after the start, with answers of so many tokens.
    static func traffic(_ rows: [(milliseconds: Int64, output: Int64)], prompt: Int64 = 0) throws -> TraceSource {
        let text = "t,prompt,out\n" + rows.map { "\($0.milliseconds),\(prompt),\($0.output)\n" }.joined()
        return try TraceSource(
            reader: TraceReader(
                spec([
                    TraceColumn("t", "time", .time(.unix(.milliseconds))),
                    TraceColumn("prompt", "prompt", .number(.count)), TraceColumn("out", "output", .number(.count)),
                ]), bytes: Array(text.utf8)))
    }

    static func replay(
        _ plan: Plan, _ source: TraceSource, _ options: EventOptions = EventOptions(), seed: UInt64 = 1,
        quality: [String?] = []
    ) throws -> ReplayTally {
        var source = source
        var replay = try EventReplay(
            plan: plan, layout: source.layout, seed: seed, options: options, quality: quality)
        var chunk = source.makeChunk()
        while try source.next(&chunk) { try replay.replay(chunk, source) }
        replay.finish()
        return replay.tally
    }

    /// A pool of one replica of target 0, whose steps take so many milliseconds.
    static func pool(
        replicas: ClosedRange<Int> = 1...1, base: Double = 1, perSequence: Double = 0, perContext: Double = 0,
        prefill: Double = 0, batch: Int = 1, coldStart: Int64 = 0, market: PoolCapacity.Market = .onDemand,
        scaling: PoolCapacity.Scaling = .fixed
    ) -> PoolCapacity {
        PoolCapacity(
            gpusPerReplica: 1, fewestReplicas: replicas.lowerBound, mostReplicas: replicas.upperBound,
            scaling: scaling, coldStart: coldStart, market: market, hourlyPrice: .zero, wattsPerGPU: 500,
            models: [
                ServedModel(
                    target: 0,
                    step: StepTime(
                        base: base / 1_000, perSequence: perSequence / 1_000, perContextToken: perContext / 1_000),
                    prefillPerToken: prefill / 1_000, maximumBatch: batch, weightBytes: 0, cacheBytesPerToken: 0)
            ])
    }

    /// A policy of one model in a pool of a market, and what it falls back to.
    static func pooled(
        market: String = "on_demand", replicas: String = "1", more: String = "", model: String = "",
        others: String = "", route: String = "otherwise -> local"
    ) throws -> Plan {
        try plan(
            """
            model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 \(model) }
            pool h100 { gpu: "h100-sxm-80gb", replicas: \(replicas), market: \(market) \(more) }
            \(others)
            """, route: route)
    }
}

/// Means of batches of a long run, and how far their mean may lie from the truth: Student's t at 99.9 % for 19 degrees of freedom.
struct BatchMeans {
    static let batches = 20
    private(set) var means: [Double] = []

    mutating func add(_ mean: Double) { means.append(mean) }

    var mean: Double { means.reduce(0, +) / Double(max(means.count, 1)) }
    var halfWidth: Double {
        let variance = means.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(means.count - 1, 1))
        return 3.883 * (variance / Double(max(means.count, 1))).squareRoot()
    }
    func contains(_ value: Double) -> Bool { abs(value - mean) <= halfWidth }
}
