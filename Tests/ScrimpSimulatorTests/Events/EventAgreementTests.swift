import ScrimpPlan
import ScrimpQuantities
import ScrimpSimulator
import ScrimpTestSupport
import Testing

/// Where nothing takes time, the events agree with the engine's replay on every figure, and both with the columns where a
/// policy has no state.
@Suite struct EventAgreementTests {
    @Test(arguments: 0..<30) func allThreeWithoutState(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed) &* 7_919 &+ 3)
        let plan = try ReplayAgreementTests.compiled(ReplayAgreementTests.policy(&random)).plan
        let source = try Self.source(plan, seed: UInt64(seed) + 1, rows: 1_500)
        let engine = try Self.engine(plan, source)
        try Self.expectAgreement(engine, EventSupport.replay(plan, source, quality: QualitySupport.names))
        var rows = source
        var columns = try #require(ColumnReplay(plan: plan, layout: source.layout, quality: QualitySupport.names))
        var chunk = rows.makeChunk()
        while try rows.next(&chunk) { try columns.replay(chunk) }
        let tally = try #require(columns.tally(rows))
        #expect(tally.byTarget == engine.byTarget)
        #expect(tally.byRule == engine.byRule)
    }

    @Test(arguments: 0..<60) func withState(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed) &* 15_485_863 &+ 29)
        let text = ReplayAgreementTests.policy(&random) + "\n" + Self.state(&random)
        let plan = try ReplayAgreementTests.compiled(text).plan
        let source = try Self.source(plan, seed: UInt64(seed) + 77, rows: 1_500)
        let engine = try Self.engine(plan, source)
        #expect(engine.requests == 1_500)
        try Self.expectAgreement(engine, EventSupport.replay(plan, source, quality: QualitySupport.names))
        #expect(!EventReplay.isNeeded(for: plan, EventOptions()))
    }

    /// The generated policies reach what they are about.
    @Test func stateIsReached() throws {
        var (hits, refused, waited, rerouted, limited, copies) = (0, 0, 0, 0, 0, 0)
        for seed in 0..<20 {
            var random = SeededGenerator(seed: UInt64(seed) &* 15_485_863 &+ 29)
            let text = ReplayAgreementTests.policy(&random) + "\n" + Self.state(&random)
            let plan = try ReplayAgreementTests.compiled(text).plan
            let tally = try EventSupport.replay(plan, Self.source(plan, seed: UInt64(seed) + 77, rows: 1_500))
            hits += Int(tally.answeredByCache)
            refused += Int(tally.budgets.reduce(0) { $0 + $1.refused })
            waited += Int(tally.waited)
            rerouted += Int(tally.budgets.reduce(0) { $0 + $1.rerouted })
            limited += Int(tally.limitRejected.reduce(0, +))
            copies += plan.shadows.count
        }
        #expect(hits > 100 && refused > 100 && waited > 100 && rerouted > 100 && limited > 100 && copies > 2)
    }

    private static func engine(_ plan: Plan, _ source: TraceSource) throws -> ReplayTally {
        var rows = source
        var engine = try EngineReplay(plan: plan, layout: source.layout, seed: 1, quality: QualitySupport.names)
        var chunk = rows.makeChunk()
        while try rows.next(&chunk) { try engine.replay(chunk, rows) }
        engine.finish()
        return engine.tally
    }

    private static func expectAgreement(_ left: ReplayTally, _ right: ReplayTally) {
        #expect(left.requests == right.requests)
        #expect(left.byTarget == right.byTarget)
        #expect(left.byRule == right.byRule)
        #expect(left.beyondRules == right.beyondRules)
        #expect(left.cacheHits == right.cacheHits)
        #expect(left.budgets == right.budgets)
        #expect(left.switchRejected == right.switchRejected)
        #expect(left.limitRejected == right.limitRejected)
        #expect(left.exhausted == right.exhausted)
        #expect(left.missedDeadline == right.missedDeadline)
        #expect(left.waited == right.waited)
        #expect(left.offered == right.offered)
        #expect(left.refused == right.refused)
        #expect(left.cached == right.cached)
        #expect(left.first == right.first)
        #expect(left.last == right.last)
        #expect(left.byShape == right.byShape)
        #expect(left.attributions.first?.cells.map(\.answered) == right.attributions.first?.cells.map(\.answered))
        #expect(right.calls == ReplayTally.CallEvents())
        let answered = right.byTarget.reduce(0) { $0 + $1.requests } + right.answeredByCache
        #expect(right.latency?.all.total.count == answered)
        #expect(right.requests == answered + right.rejected)
    }

    static func state(_ random: inout SeededGenerator) -> String {
        var blocks: [String] = []
        func add(_ percent: Int, _ text: String) { if random.chance(percent) { blocks.append(text) } }
        let spent = ["reject(\"no more\")", "wait", "route(spare)"]
        for (index, window) in ["minute", "hour"].enumerated() where random.chance(70) {
            let action = spent[random.below(3)]
            let scope = random.chance(50) ? " per tenant" : ""
            let limit = index == 0 ? random.below(20) + 2 : random.below(40) + 10
            let ceiling = action.hasPrefix("route") ? "ceiling: $2" : ""
            blocks.append(
                """
                budget money\(index) {
                    limit: $0.0\(limit < 10 ? "0" : "")\(limit)\(scope) per \(window)
                    spent: \(action)
                    alert: [50%, 90%]
                    notify: "somebody"
                    \(ceiling)
                }
                """)
        }
        add(
            50,
            "cache answers { match: exact, key: [tenant], ttl: 20 s from insert, capacity: \(random.below(60) + 4) }")
        add(
            50,
            "limit rates { on: [mini, large], rate: [\(random.below(20) + 4) req/s], wait: \(random.below(4)) s }")
        add(40, "limit tokens { on: [long], rate: [\(random.below(9) + 1)_000 tok/s], wait: \(random.below(3)) s }")
        add(30, "limit few { concurrency: \(random.below(3) + 1), wait: 1 s }")
        add(30, "limit calls { calls: \(random.below(200) + 20) per tenant }")
        add(30, "shape short { max_output: \(random.below(300) + 20) tok, when: task == faq }")
        if random.chance(40) {
            blocks.append("budget trials { limit: $0.05 per hour, spent: reject(\"enough\"), on: large }")
            blocks.append("shadow trial { of: large, sample: 30%, budget: trials }")
        }
        return blocks.joined(separator: "\n")
    }

    static func source(_ plan: Plan, seed: UInt64, rows: Int64) throws -> TraceSource {
        let tokens = FillSpec.Kind.number(range: 0...Int64.max)
        let literals = plan.attributes[0].literals.map { Array(plan.strings[$0]) }
        return try TraceSource(
            workload: WorkloadSpec(
                seed: seed, start: Instant(nanoseconds: 1_767_225_600_000_000_000),
                arrivals: .init(rate: 20, bursts: .init(factor: 5, meanBurst: 2, meanCalm: 6)),
                extent: .init(requests: rows),
                columns: [
                    FillSpec(
                        "task", .enumeration(["faq", "summary", "advice"]),
                        .choiceText([("faq", 2), ("summary", 1), ("advice", 1)])),
                    FillSpec(
                        "complexity", .number(range: 0...PlanAttribute.ratioScale),
                        .distribution(.uniform(low: 0, high: 1), scale: Double(PlanAttribute.ratioScale))),
                    FillSpec("tenant", .string(literals: literals), .zipf(keys: 12, exponent: 0.7)),
                    FillSpec("content", .string(literals: []), .zipf(keys: 300, exponent: 0.9)),
                    FillSpec("prompt", tokens, .distribution(.lognormal(mean: 1_200, deviation: 1_000), scale: 1)),
                    FillSpec("max_output", tokens, .constant(400)),
                    FillSpec("output", tokens, .distribution(.lognormal(mean: 300, deviation: 300), scale: 1)),
                ] + QualitySupport.columns))
    }
}
