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

    /// - Parameter rows: of the traffic that is held in memory.
    package static func run(rows: Int = 2_000_000, repetitions: Int = 3) throws(Failure) -> [Row] {
        let first = try compiled(stateless)
        let second = try compiled(stateful)
        var source = try traced { () throws(TraceError) in
            try TraceSource(workload: workload(first, rows: rows), chunkRows: 4_096)
        }
        let table = try traced { () throws(TraceError) in try TraceTable(reading: &source) }
        return [
            try best("hand-written loop, 4 rules, money per row", rows, repetitions) { () throws(Failure) in
                handWritten(table)
            },
            try best("policy without state, in columns", rows, repetitions) { () throws(Failure) in
                try columns(first, table)
            },
            try best("policy without state, through the engine", rows, repetitions) { () throws(Failure) in
                try engine(first, table)
            },
            try best("exact cache and a budget per tenant", rows, repetitions) { () throws(Failure) in
                try engine(second, table)
            },
            try reading(rows, repetitions),
        ]
    }

    private static func compiled(_ text: String) throws(Failure) -> Plan {
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

    private static func traced<Value>(_ body: () throws(TraceError) -> Value) throws(Failure) -> Value {
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
        _ name: String, _ rows: Int, _ repetitions: Int, _ body: () throws(Failure) -> String
    ) throws(Failure) -> Row {
        var row = Row(name: name, millionsPerSecond: 0, checksum: "")
        for _ in 0..<max(repetitions, 1) {
            let start = BenchmarkClock.now()
            row.checksum = try body()
            let seconds = Double(max(BenchmarkClock.now() - start, 1)) / 1e9
            row.millionsPerSecond = max(row.millionsPerSecond, Double(rows) / seconds / 1e6)
        }
        return row
    }

    // MARK: What is measured

    private static func columns(_ plan: Plan, _ table: TraceTable) throws(Failure) -> String {
        var source = try traced { () throws(TraceError) in try TraceSource(memory: table) }
        guard var replay = ColumnReplay(plan: plan, layout: source.layout) else {
            throw Failure(message: "the benchmark's policy cannot be replayed in columns")
        }
        var chunk = source.makeChunk()
        while try traced({ () throws(TraceError) in try source.next(&chunk) }) {
            do throws(ColumnError) {
                try replay.replay(chunk)
            } catch {
                throw Failure(message: "the benchmark's columns do not fit")
            }
        }
        return replay.tally(source)?.cost.description ?? ""
    }

    private static func engine(_ plan: Plan, _ table: TraceTable) throws(Failure) -> String {
        var source = try traced { () throws(TraceError) in try TraceSource(memory: table) }
        guard var replay = try? EngineReplay(plan: plan, layout: source.layout, seed: 1) else {
            throw Failure(message: "the benchmark's policy does not fit the engine")
        }
        var chunk = source.makeChunk()
        while try traced({ () throws(TraceError) in try source.next(&chunk) }) {
            guard (try? replay.replay(chunk, source)) != nil else {
                throw Failure(message: "a benchmark request does not fit")
            }
        }
        replay.finish()
        let hits = Rational(Int128(replay.tally.answeredByCache) * 1_000, Int128(max(replay.tally.requests, 1)))
        let share = hits.map { Int64(clamping: $0.rounded).asTenths } ?? "0"
        return replay.tally.cost.description + (plan.caches.isEmpty ? "" : ", \(share) % from the cache")
    }

    /// The stateless policy as a Swift programmer would write it over the same columns.
    private static func handWritten(_ table: TraceTable) -> String {
        guard let tasks = table.layout.symbolSlot("task"), let complexities = table.layout.numberSlot("complexity"),
            let prompts = table.layout.numberSlot("prompt"), let outputs = table.layout.numberSlot("output")
        else { return "" }
        let task = table.symbols[tasks]
        let complexity = table.numbers[complexities]
        let prompt = table.numbers[prompts]
        let output = table.numbers[outputs]
        var pico: Int128 = 0
        for row in 0..<table.count {
            let isLarge = task[row] == 2 && complexity[row] >= 300_000_000 && prompt[row] > 1_500
            let tokens = min(output[row], 512)
            let cost =
                isLarge
                ? prompt[row] &* 2_500_000 &+ tokens &* 10_000_000 : prompt[row] &* 150_000 &+ tokens &* 600_000
            pico &+= Int128(cost)
        }
        return Money(pico: pico).description
    }

    private static func reading(_ rows: Int, _ repetitions: Int) throws(Failure) -> Row {
        let count = min(rows, 2_000_000)
        var bytes = Array("time,prompt,output,tenant\n".utf8)
        bytes.reserveCapacity(count * 32)
        var state: UInt64 = 7
        for row in 0..<count {
            state = StableHash.mix(state)
            bytes +=
                "\(1_767_225_600_000 + row * 10),\(state % 4_000),\(state >> 20 % 900 & 1_023),t\(state >> 40 % 1_000 & 511)\n"
                .utf8
        }
        let spec = TraceSpec(
            path: "bench.csv",
            columns: [
                TraceColumn("time", "time", .time(.unix(.milliseconds))),
                TraceColumn("prompt", "prompt", .number(.count)),
                TraceColumn("output", "output", .number(.count)),
                TraceColumn("tenant", "tenant", .string(literals: [])),
            ])
        return try best("CSV read: time, two numbers, a text", count, repetitions) { () throws(Failure) in
            let result = try traced { () throws(TraceError) in try benchmarkTraceReading(bytes, spec) }
            return String(result.checksum)
        }
    }
}
