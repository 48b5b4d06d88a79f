import ScrimpPlan
import ScrimpQuantities
import ScrimpSimulator
import ScrimpTestSupport
import Testing

/// The replay contract: a ledger that is replayed through the policy that produced it costs what it says, request by request;
/// and what a change does not touch keeps its figure.
@Suite struct ReplayContractTests {
    private static func generated(_ seed: Int) throws -> (text: String, plan: Plan) {
        var random = SeededGenerator(seed: UInt64(seed) &* 15_485_863 &+ 29)
        let text = ReplayAgreementTests.policy(&random) + "\n" + EventAgreementTests.state(&random)
        return (text, try ReplayAgreementTests.compiled(text).plan)
    }

    @Test(arguments: 0..<60) func aLedgerCostsWhatItSays(seed: Int) throws {
        let plan = try Self.generated(seed).plan
        let source = try EventAgreementTests.source(plan, seed: UInt64(seed) + 77, rows: 1_500)
        let format: LedgerFormat = seed % 2 == 0 ? .csv : .jsonLines
        let written = try WrittenReplay(plan, source, format, events: seed % 3 == 0)
        #expect(written.entries.count == 1_500)
        #expect(written.entries.map(\.number) == Array(0..<1_500))
        #expect(written.cost == written.tally.cost.pico)
        // Chunks of another length number the texts at other times.
        let again = try WrittenReplay(
            plan, written.traffic(plan, chunkRows: seed % 2 == 0 ? 100 : 4_096), format, events: seed % 4 == 0)
        expectEqual(again.entries, written.entries)
        let sameBytes = again.bytes == written.bytes
        #expect(sameBytes)
        #expect(again.tally.byTarget == written.tally.byTarget)
    }

    /// Calls that take time and fail: tries that failed and copies are part of what a request costs.
    @Test func withTimeAndOutages() throws {
        let plan = try ReplayAgreementTests.compiled(
            """
            policy generated { deadline: 300 s }
            request { tenant: string, prompt: tokens, max_output: tokens }
            model mini  { from: "openai/gpt-4o-mini", latency: { first_token: 1 s, per_token: 20 ms/tok }, retry: 2 }
            model large { from: "openai/gpt-4o" }
            budget trials { limit: $1 per hour, spent: reject("enough"), on: large }
            shadow trial { of: large, sample: 30%, budget: trials }
            route { otherwise -> mini, large }
            """
        ).plan
        let tokens = FillSpec.Kind.number(range: 0...Int64.max)
        let source = try TraceSource(
            workload: WorkloadSpec(
                seed: 5, start: Instant(nanoseconds: EventSupport.start), arrivals: .init(rate: 3),
                extent: .init(requests: 3_000),
                columns: [
                    FillSpec("tenant", .string(literals: []), .zipf(keys: 9, exponent: 0.7)),
                    FillSpec("content", .string(literals: []), .zipf(keys: 90, exponent: 0.7)),
                    FillSpec("prompt", tokens, .distribution(.uniform(low: 10, high: 2_000), scale: 1)),
                    FillSpec("max_output", tokens, .constant(300)),
                    FillSpec("output", tokens, .distribution(.uniform(low: 1, high: 400), scale: 1)),
                ]))
        let second = EventSupport.second
        let options = EventOptions(outages: [Outage(target: 0, every: 120 * second, lasting: 20 * second)])
        let written = try WrittenReplay(plan, source, events: true, options: options)
        #expect(written.cost == written.tally.cost.pico)
        #expect(written.entries.contains { $0.otherCost > .zero && $0.answer == .call })
        let again = try WrittenReplay(plan, written.traffic(plan), events: true, options: options)
        expectEqual(again.entries, written.entries)
    }

    /// Requests of one task go elsewhere; all others keep their exact figure.
    @Test(arguments: 0..<20) func whatAChangeDoesNotTouchKeepsItsFigure(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed) &* 7_919 &+ 5)
        let text = ReplayAgreementTests.policy(&random)
        let plan = try ReplayAgreementTests.compiled(text).plan
        let changed = try ReplayAgreementTests.compiled(
            text.replacing("route {", with: "route {\n    when task == advice and prompt > 600 tok -> spare")
        ).plan
        let source = try EventAgreementTests.source(plan, seed: UInt64(seed), rows: 1_500)
        let written = try WrittenReplay(plan, source)
        let after = try WrittenReplay(changed, written.traffic(changed))
        let task = try #require(source.layout.symbolSlot("task"))
        let prompt = try #require(source.layout.numberSlot("prompt"))
        var rows = source
        var chunk = rows.makeChunk()
        var (row, kept, moved) = (0, 0, 0)
        while try rows.next(&chunk) {
            for index in 0..<chunk.count {
                let (old, new) = (written.entries[row], after.entries[row])
                if chunk.symbol(task, index) == 2, chunk.number(prompt, index) > 600 {
                    #expect(new.target == 2)
                    moved += 1
                } else {
                    #expect(new == old)
                    kept += 1
                }
                row += 1
            }
        }
        #expect(kept > 500 && moved > 100)
    }

    /// Nothing changes where somebody listens.
    @Test func aTapChangesNothing() throws {
        let plan = try Self.generated(3).plan
        let source = try EventAgreementTests.source(plan, seed: 5, rows: 800)
        var rows = source
        var replay = try EngineReplay(plan: plan, layout: source.layout, seed: 1)
        var chunk = rows.makeChunk()
        while try rows.next(&chunk) { try replay.replay(chunk, rows) }
        replay.finish()
        let written = try WrittenReplay(plan, source, nil)
        #expect(written.tally.byTarget == replay.tally.byTarget)
        #expect(written.tally.budgets == replay.tally.budgets)
    }

    @Test func whatAnswered() throws {
        var answers: Set<LedgerEntry.Answer> = []
        for seed in 0..<20 {
            let plan = try Self.generated(seed).plan
            let written = try WrittenReplay(
                plan, EventAgreementTests.source(plan, seed: UInt64(seed) + 77, rows: 1_500), nil)
            for answer in LedgerEntry.Answer.allCases {
                let count = Int64(written.entries.count { $0.answer == answer })
                if count > 0 { answers.insert(answer) }
                switch answer {
                case .call: #expect(count == written.tally.byTarget.reduce(0) { $0 + $1.requests })
                case .cache: #expect(count == written.tally.answeredByCache)
                case .refused: #expect(count == written.tally.rejected)
                }
            }
        }
        #expect(answers.count == 3)
    }
}
