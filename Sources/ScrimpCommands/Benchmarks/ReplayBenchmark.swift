import ScrimpCatalog
import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics
import ScrimpSimulator

/// How fast traffic is replayed and read, on one thread. Policies and traffic are made here.
package enum ReplayBenchmark {
    package struct Row: Sendable {
        package var name: String
        /// Rows per second, in millions; the best of the repetitions.
        package var millionsPerSecond: Double
        /// Something that depends on every row.
        package var checksum: String
        /// The most memory that the process had meanwhile, in MB; 0 where the system does not say.
        package var peakMemory = 0.0
    }

    package struct Failure: Error, Sendable {
        package var message: String
    }

    private static let attributes = """
        request {
            tenant:     string
            task:       enum { faq, summary, advice }
            complexity: ratio
            prompt:     tokens
            max_output: tokens
        }
        model mini  { from: "openai/gpt-4o-mini" }
        model large { from: "openai/gpt-4o" }

        """

    private static let route = """
        route {
            when task == faq                           -> mini
            when complexity < 30%                      -> mini
            when prompt > 1_500 tok and task == advice -> large
            otherwise                                  -> mini
        }

        """

    /// Four rules and nothing to remember.
    static let stateless = "policy bench { }\n" + attributes + route

    /// The same rules behind an exact cache and a budget per tenant.
    static let stateful =
        "policy bench { isolate: tenant }\n" + attributes + route + """
            cache exact { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 100_000 }
            budget daily { limit: $2_000 per tenant per day, spent: reject("used up") }

            """

    /// - Parameter rows: of the traffic, which is made while it is replayed and never held as a whole.
    package static func run(rows: Int = 2_000_000, repetitions: Int = 3) throws(Failure) -> [Row] {
        let first = try compiled(stateless)
        let second = try compiled(stateful)
        let spec = workload(first, rows: rows)
        return [
            try best("hand-written loop, 4 rules, money per row", rows, repetitions) { () throws(Failure) in
                try handWritten(spec)
            },
            try best("policy without state, in columns", rows, repetitions) { () throws(Failure) in
                try columns(first, spec)
            },
            try best("policy without state, through the engine", rows, repetitions) { () throws(Failure) in
                try engine(first, spec)
            },
            try best("exact cache and a budget per tenant", rows, repetitions) { () throws(Failure) in
                try engine(second, spec)
            },
            try reading(rows, repetitions),
        ]
    }

    static func compiled(_ text: String) throws(Failure) -> Plan {
        let environment = CompilationEnvironment(
            load: { _ throws(CompilationEnvironment.LoadError) in throw .missing }, zoneRules: { _ in .utc },
            catalog: .builtIn,
            today: CivilDate(year: 2026, month: 11, day: 24))
        let checked = check(SourceText(file: "bench.scrimp", text: text), in: environment)
        guard let policy = checked.policy,
            let plan = compile(policy, sources: checked.sources, compilerVersion: CommandLineTool.version).plan
        else { throw Failure(message: "the benchmark's policy does not compile") }
        return plan
    }

    static func traced<Value>(_ body: () throws(TraceError) -> Value) throws(Failure) -> Value {
        do throws(TraceError) {
            return try body()
        } catch {
            throw Failure(message: error.message)
        }
    }

    private static func workload(_ plan: Plan, rows: Int) -> WorkloadSpec {
        let tokens = FillSpec.Kind.number(range: 0...Int64.max)
        return WorkloadSpec(
            seed: 1, start: Instant(nanoseconds: 1_767_225_600_000_000_000), arrivals: .init(rate: 100),
            extent: .init(requests: Int64(rows)),
            columns: [
                FillSpec("tenant", .string(literals: []), .zipf(keys: 200, exponent: 0.9)),
                FillSpec(
                    "task", .enumeration(["faq", "summary", "advice"]),
                    .choiceText([("faq", 0.5), ("summary", 0.2), ("advice", 0.3)])),
                FillSpec(
                    "complexity", .number(range: 0...PlanAttribute.ratioScale),
                    .distribution(.uniform(low: 0, high: 1), scale: Double(PlanAttribute.ratioScale))),
                FillSpec("prompt", tokens, .distribution(.lognormal(mean: 1_000, deviation: 900), scale: 1)),
                FillSpec("max_output", tokens, .constant(512)),
                FillSpec("output", tokens, .distribution(.lognormal(mean: 200, deviation: 150), scale: 1)),
                FillSpec("content", .string(literals: []), .zipf(keys: 20_000, exponent: 0.9)),
            ])
    }

    private static func best(
        _ name: String, _ rows: Int, _ repetitions: Int, _ body: () throws(Failure) -> (String, Double)
    ) throws(Failure) -> Row {
        var row = Row(name: name, millionsPerSecond: 0, checksum: "")
        for _ in 0..<max(repetitions, 1) {
            PeakMemory.reset()
            let (checksum, nanoseconds) = try body()
            row.checksum = checksum
            row.millionsPerSecond = max(row.millionsPerSecond, Double(rows) / max(nanoseconds, 1) * 1e3)
            row.peakMemory = max(row.peakMemory, PeakMemory.megabytes)
        }
        return row
    }

    // MARK: What is measured

    /// Makes traffic chunk by chunk; what its making takes is not counted.
    static func stream(
        _ spec: WorkloadSpec, _ body: (TraceChunk, TraceSource) throws(Failure) -> Void
    ) throws(Failure) -> (source: TraceSource, nanoseconds: Double) {
        var source = try traced { () throws(TraceError) in try TraceSource(workload: spec) }
        var chunk = source.makeChunk()
        var time = 0.0
        while try traced({ () throws(TraceError) in try source.next(&chunk) }) {
            let start = BenchmarkClock.now()
            try body(chunk, source)
            time += BenchmarkClock.now() - start
        }
        return (source, time)
    }

    private static func columns(_ plan: Plan, _ spec: WorkloadSpec) throws(Failure) -> (String, Double) {
        let layout = try traced { () throws(TraceError) in try TraceSource(workload: spec).layout }
        guard var replay = ColumnReplay(plan: plan, layout: layout) else {
            throw Failure(message: "the benchmark's policy cannot be replayed in columns")
        }
        let (source, time) = try stream(spec) { chunk, _ throws(Failure) in
            do throws(ColumnError) {
                try replay.replay(chunk)
            } catch {
                throw Failure(message: "the benchmark's columns do not fit")
            }
        }
        return (replay.tally(source)?.cost.description ?? "", time)
    }

    private static func engine(_ plan: Plan, _ spec: WorkloadSpec) throws(Failure) -> (String, Double) {
        let layout = try traced { () throws(TraceError) in try TraceSource(workload: spec).layout }
        guard var replay = try? EngineReplay(plan: plan, layout: layout, seed: 1) else {
            throw Failure(message: "the benchmark's policy does not fit the engine")
        }
        let (_, time) = try stream(spec) { chunk, source throws(Failure) in
            guard (try? replay.replay(chunk, source)) != nil else {
                throw Failure(message: "a benchmark request does not fit")
            }
        }
        replay.finish()
        let hits = Rational(Int128(replay.tally.answeredByCache) * 1_000, Int128(max(replay.tally.requests, 1)))
        let share = hits.map { Int64(clamping: $0.rounded).asTenths } ?? "0"
        return (replay.tally.cost.description + (plan.caches.isEmpty ? "" : ", \(share) % from the cache"), time)
    }

    /// The stateless policy as a Swift programmer would write it over the same columns.
    private static func handWritten(_ spec: WorkloadSpec) throws(Failure) -> (String, Double) {
        let layout = try traced { () throws(TraceError) in try TraceSource(workload: spec).layout }
        guard let task = layout.symbolSlot("task"), let complexity = layout.numberSlot("complexity"),
            let prompt = layout.numberSlot("prompt"), let output = layout.numberSlot("output")
        else { return ("", 1) }
        var pico: Int128 = 0
        let (_, time) = try stream(spec) { chunk, _ throws(Failure) in
            let size = chunk.capacity
            for row in 0..<chunk.count {
                let tokens = chunk.numbers[prompt &* size &+ row]
                let isLarge =
                    chunk.symbols[task &* size &+ row] == 2
                    && chunk.numbers[complexity &* size &+ row] >= 300_000_000 && tokens > 1_500
                let answer = min(chunk.numbers[output &* size &+ row], 512)
                let cost =
                    isLarge
                    ? tokens &* 2_500_000 &+ answer &* 10_000_000 : tokens &* 150_000 &+ answer &* 600_000
                pico &+= Int128(cost)
            }
        }
        return (Money(pico: pico).description, time)
    }

    /// Columns of the CSV text that is read.
    static let readColumns = [
        TraceColumn("time", "time", .time(.unix(.milliseconds))),
        TraceColumn("prompt", "prompt", .number(.count)), TraceColumn("output", "output", .number(.count)),
        TraceColumn("tenant", "tenant", .string(literals: [])),
    ]

    static func text(rows: Int) -> [UInt8] {
        var bytes = Array("time,prompt,output,tenant\n".utf8)
        bytes.reserveCapacity(rows * 32)
        var state: UInt64 = 7
        for row in 0..<rows {
            state = StableHash.mix(state)
            bytes +=
                "\(1_767_225_600_000 + row * 10),\(state % 4_000),\(state >> 20 % 900 & 1_023),t\(state >> 40 % 1_000 & 511)\n"
                .utf8
        }
        return bytes
    }

    private static func reading(_ rows: Int, _ repetitions: Int) throws(Failure) -> Row {
        let count = min(rows, 2_000_000)
        let bytes = text(rows: count)
        let spec = TraceSpec(path: "bench.csv", columns: readColumns)
        return try best("CSV read: time, two numbers, a text", count, repetitions) { () throws(Failure) in
            let start = BenchmarkClock.now()
            let result = try traced { () throws(TraceError) in try benchmarkTraceReading(bytes, spec) }
            return (String(result.checksum), BenchmarkClock.now() - start)
        }
    }
}
