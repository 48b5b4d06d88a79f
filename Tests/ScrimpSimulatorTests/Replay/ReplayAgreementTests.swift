import ScrimpCatalog
import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics
import ScrimpSimulator
import ScrimpTestSupport
import Testing

/// Columns and engine are two ways through the same plan: they agree on every figure of generated policies and traffic.
@Suite struct ReplayAgreementTests {
    @Test(arguments: 0..<40) func columnsAndEngineAgree(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed) &* 7_919 &+ 3)
        let plan = try Self.compiled(Self.policy(&random)).plan
        let source = try Self.source(plan, seed: UInt64(seed) + 1)
        var columns = try #require(ColumnReplay(plan: plan, layout: source.layout, quality: QualitySupport.names))
        var engine = try EngineReplay(plan: plan, layout: source.layout, seed: 1, quality: QualitySupport.names)
        var rows = source
        var chunk = rows.makeChunk()
        while try rows.next(&chunk) {
            try columns.replay(chunk)
            try engine.replay(chunk, rows)
        }
        engine.finish()
        let left = try #require(columns.tally(rows))
        let right = engine.tally
        #expect(left.requests == 3_000)
        #expect(left.byTarget == right.byTarget)
        #expect(left.byRule == right.byRule)
        #expect(left.byTarget.reduce(0) { $0 + $1.graded } > 0)
        #expect(left.offered == right.offered)
        #expect(left.first == right.first)
        #expect(left.last == right.last)
        #expect(left.attributions.first?.cells.map(\.values) == right.attributions.first?.cells.map(\.values))
        #expect(left.attributions.first?.cells.map(\.answered) == right.attributions.first?.cells.map(\.answered))
        #expect(right.attributions.first?.cells.reduce(0) { $0 + $1.answered.cost } == right.cost.pico)
    }

    /// The same through a whole simulation, with a baseline, alternatives and findings.
    @Test(arguments: 0..<20) func simulationsAgree(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed) &* 104_729 &+ 11)
        let baselines = ["everything(on: large)", "everything(on: mini)", "bill($40 per day, on: large)"]
        let baseline = baselines[random.below(baselines.count)]
        let text =
            Self.policy(&random) + """

                scenario day for generated {
                    traffic: workload(
                        requests: 2_000 req, duration: 1 d, start: "2026-09-01", task: choice(faq: 50%, summary: 30%, advice: 20%),
                        complexity: uniform(0, 1), tenant: zipf(9, 0.8), prompt: lognormal(1_200 tok, 1_000 tok),
                        max_output: 400 tok, output: lognormal(300 tok, 300 tok)
                    )
                    baseline: \(baseline)
                    seed:     \(random.below(1_000_000))
                }
                """
        let (policy, plan) = try Self.compiled(text)
        let scenario = try #require(policy.scenarios.first)
        func run(usesEngineOnly: Bool) throws -> SimulationResult {
            try Simulation(
                policy: policy, plan: plan, scenario: scenario, folder: "", by: usesEngineOnly ? .engine : .fastest,
                otherPolicy: { _ throws(SimulationError) in (policy, plan) }
            ).run()
        }
        let columns = try run(usesEngineOnly: false)
        let engine = try run(usesEngineOnly: true)
        #expect(columns.policy.requests == 2_000)
        #expect(columns.policy.cost == engine.policy.cost)
        #expect(columns.policy.cost > .zero)
        #expect(columns.policy.byTarget == engine.policy.byTarget)
        #expect(columns.policy.byRule == engine.policy.byRule)
        #expect(columns.policy.beyondRules == engine.policy.beyondRules)
        #expect(columns.policy.offered == engine.policy.offered)
        #expect(columns.policy.refused == engine.policy.refused)
        #expect(columns.baseline?.cost == engine.baseline?.cost)
        #expect(columns.saved == engine.saved)
        #expect(columns.alternatives.map(\.cost) == engine.alternatives.map(\.cost))
        #expect(columns.findings.map(\.text) == engine.findings.map(\.text))
        #expect(columns.traffic.promptTokens == engine.traffic.promptTokens)
    }

    static func policy(_ random: inout SeededGenerator) -> String {
        func condition(_ random: inout SeededGenerator) -> String {
            let tests = [
                "task == faq", "task in [summary, advice]", "task != advice", "prompt > \(random.below(3_000)) tok",
                "prompt <= \(random.below(3_000)) tok", "complexity < \(random.below(100) + 1)%",
                "tenant == \"tenant\(random.below(6) + 1)\"",
                "complexity in 20%..\(20 + random.below(60))%",
            ]
            let first = tests[random.below(tests.count)]
            switch random.below(4) {
            case 0: return "\(first) and \(tests[random.below(tests.count)])"
            case 1: return "\(first) or \(tests[random.below(tests.count)])"
            case 2: return "not (\(first))"
            default: return first
            }
        }
        let models = ["mini", "large", "long"]
        var rules = ""
        for _ in 0..<(random.below(5) + 1) {
            rules += "    when \(condition(&random)) -> \(models[random.below(3)]), spare\n"
        }
        return """
            policy generated { }
            request {
                tenant: string
                task: enum { faq, summary, advice }
                complexity: ratio
                prompt: tokens
                max_output: tokens
            }
            model mini  { from: "openai/gpt-4o-mini" }
            model large { from: "openai/gpt-4o" }
            model spare { from: "openai/gpt-4.1" }
            model long  {
                from:  "own/long"
                price: {
                    input: $1/Mtok, output: $2/Mtok, source: "test", as_of: "2026-11-24"
                    long_context: [above(1_000 tok, input: $3/Mtok, output: $5/Mtok), above(2 ktok, input: $4/Mtok, output: $7/Mtok)]
                }
            }
            route {
            \(rules)    otherwise -> mini
            }
            attribute { by: task }
            """
    }

    /// Rules that can never match are errors; here they are dropped one by one.
    static func compiled(_ text: String) throws -> (policy: Policy, plan: Plan) {
        var text = text
        for _ in 0..<10 {
            let environment = CompilationEnvironment(
                load: { _ throws(CompilationEnvironment.LoadError) in throw .missing }, zoneRules: { _ in .utc },
                catalog: .builtIn,
                today: CivilDate(year: 2026, month: 11, day: 24))
            let source = SourceText(file: "generated.scrimp", text: text)
            let checked = check(source, in: environment)
            let policy = try #require(checked.policy, "\(checked.diagnostics.map(\.message))")
            let compilation = compile(policy, sources: checked.sources, compilerVersion: "test")
            if let plan = compilation.plan { return (policy, plan) }
            let error = try #require(compilation.diagnostics.first { $0.severity == .error })
            let line = source.lineIndex(at: error.location.range.start)
            var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
            lines.remove(at: line)
            text = lines.joined(separator: "\n")
        }
        throw TooManyErrors()
    }

    private struct TooManyErrors: Error {}

    private static func source(_ plan: Plan, seed: UInt64) throws -> TraceSource {
        let tokens = FillSpec.Kind.number(range: 0...Int64.max)
        // Texts that the plan names get its numbers, as a scenario's traffic gives them.
        let literals = plan.attributes[0].literals.map { Array(plan.strings[$0]) }
        return try TraceSource(
            workload: WorkloadSpec(
                seed: seed, start: Instant(nanoseconds: 1_767_225_600_000_000_000), arrivals: .init(rate: 50),
                extent: .init(requests: 3_000),
                columns: [
                    FillSpec(
                        "task", .enumeration(["faq", "summary", "advice"]),
                        .choiceText([("faq", 2), ("summary", 1), ("advice", 1)])),
                    FillSpec(
                        "complexity", .number(range: 0...PlanAttribute.ratioScale),
                        .distribution(.uniform(low: 0, high: 1), scale: Double(PlanAttribute.ratioScale))),
                    FillSpec("tenant", .string(literals: literals), .zipf(keys: 12, exponent: 0.7)),
                    FillSpec("prompt", tokens, .distribution(.lognormal(mean: 1_200, deviation: 1_000), scale: 1)),
                    FillSpec("max_output", tokens, .constant(400)),
                    FillSpec("output", tokens, .distribution(.lognormal(mean: 300, deviation: 300), scale: 1)),
                ] + QualitySupport.columns))
    }
}
