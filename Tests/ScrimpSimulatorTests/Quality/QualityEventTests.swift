import ScrimpSimulator
import ScrimpTestSupport
import Testing

/// Where calls take time, wait, go out together or fail, the quality that counts is that of the answer that comes in the end.
@Suite struct QualityEventTests {
    private static let models = """
        model first  { from: "openai/gpt-4o-mini", latency: { first_token: 200 ms, per_token: 1 ms/tok } }
        model second { from: "openai/gpt-4o", latency: { first_token: 300 ms, per_token: 2 ms/tok } }
        """

    private static func traffic(_ rows: Int, seed: UInt64) throws -> (source: TraceSource, sums: [Int64]) {
        var random = SeededGenerator(seed: seed)
        var text = "t,out,a,b\n"
        var sums: [Int64] = [0, 0]
        for row in 0..<rows {
            let qualities = [random.below(101), random.below(101)]
            for (index, quality) in qualities.enumerated() { sums[index] += Int64(quality) * 10_000_000 }
            text += "\(row * 150),\(100 + random.below(900)),\(qualities[0])%,\(qualities[1])%\n"
        }
        let columns = [
            TraceColumn("t", "time", .time(.unix(.milliseconds))), TraceColumn("out", "output", .number(.count)),
            TraceColumn("a", "quality of a", .quality), TraceColumn("b", "quality of b", .quality),
        ]
        return (try TraceSource(reader: TraceReader(spec(columns), bytes: Array(text.utf8))), sums)
    }

    private static let names: [String?] = ["quality of a", "quality of b"]

    @Test(arguments: [
        "", "limit few { concurrency: 3, wait: 200 s }", "batch joined { on: first, size: 8, wait: 2 s }",
    ])
    func everyAnswerCountsOnce(_ more: String) throws {
        let plan = try EventSupport.plan(Self.models + "\n" + more, route: "otherwise -> first, second")
        let (source, sums) = try Self.traffic(400, seed: 3)
        let tally = try EventSupport.replay(plan, source, quality: Self.names)
        #expect(tally.byTarget.map(\.requests) == [400, 0])
        #expect(tally.byTarget[0].graded == 400)
        #expect(tally.byTarget[0].quality == Int128(sums[0]))
        #expect(tally.byRule[0] == tally.byTarget[0])
    }

    /// Calls that fail are answered by the other model, and graded as its answers.
    @Test func whoAnswersInTheEndIsGraded() throws {
        let plan = try EventSupport.plan(Self.models, route: "otherwise -> first, second")
        let (source, sums) = try Self.traffic(2_000, seed: 4)
        let outages = [Outage(target: 0, every: 40 * EventSupport.second, lasting: 15 * EventSupport.second)]
        let tally = try EventSupport.replay(plan, source, EventOptions(outages: outages), quality: Self.names)
        #expect(tally.byTarget[1].requests > 100 && tally.byTarget[0].requests > 100)
        #expect(tally.byTarget.allSatisfy { $0.graded == $0.requests })
        #expect(tally.byTarget.reduce(0) { $0 + $1.requests } + tally.rejected == 2_000)
        #expect(tally.byTarget[0].quality < Int128(sums[0]) && tally.byTarget[1].quality > 0)
        #expect(tally.calls.failed > 0)
    }

    /// A copy is no answer, and an answer of a cache has no model.
    @Test func copiesAndCachesAreNotGraded() throws {
        let more = """
            budget trials { limit: $10 per day, spent: reject("enough"), on: second }
            shadow trial { of: second, sample: 100%, budget: trials }
            shape short { max_output: 1_000 tok }
            """
        let plan = try EventSupport.plan(Self.models + "\n" + more, route: "otherwise -> first")
        let (source, sums) = try Self.traffic(300, seed: 5)
        let tally = try EventSupport.replay(plan, source, quality: Self.names)
        #expect(tally.byTarget[1].cost > 0 && tally.byTarget[1].graded == 0 && tally.byTarget[1].quality == 0)
        #expect(tally.byTarget[0].quality == Int128(sums[0]))
    }
}
