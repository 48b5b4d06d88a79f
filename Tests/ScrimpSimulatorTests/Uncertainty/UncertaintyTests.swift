import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSimulator
import Testing

/// Draws over the aggregates of one replay.
@Suite struct UncertaintyTests {
    private static let fields = """
        horizon:  12 months
        discount: 8%/year
        invest:   { work: $20 }
        running:  { watch: $2 per month }
        uncertain: {
            growth:            triangular(-3%, 1%, 5%)
            invest.work:       pert($10, $20, $60)
            running.watch:     $1..$9
            model.mini.price:  70%..130%
            model.large.output: normal(300 tok, 40 tok)
        }
        correlated: [[growth, running.watch, 40%]]
        """

    @Test func threadsDoNotChangeAByte() throws {
        let one = try #require(EconomyScenario.run(Self.fields).projection?.uncertainty)
        for threads in [2, 3, 7] {
            let many = try EconomyScenario.run(Self.fields, threads: threads).projection?.uncertainty
            #expect(many == one)
        }
        #expect(one.draws == 10_000)
        #expect(one.inputs.count == 5)
    }

    @Test func bandsHoldTheirMiddle() throws {
        let result = try EconomyScenario.run(Self.fields)
        let projection = try #require(result.projection)
        let uncertainty = try #require(projection.uncertainty)
        #expect(uncertainty.cost.count == 12 && uncertainty.cumulative.count == 12)
        for band in uncertainty.cost + uncertainty.cumulative + [uncertainty.presentValue, uncertainty.payback] {
            #expect(band.low <= band.middle && band.middle <= band.high)
        }
        #expect((0...1).contains(uncertainty.lossChance))
        // Later months are known less well.
        let widths = uncertainty.cost.map { $0.high - $0.low }
        #expect(widths[11] > widths[0])
    }

    /// Only money at the start is uncertain: its quantiles are those of the present value, turned over.
    @Test func oneInputIsItsOwnDistribution() throws {
        let certain = try EconomyScenario.run("horizon: 6 months\ninvest: { work: $20 }")
        let result = try EconomyScenario.run(
            "horizon: 6 months\ninvest: { work: $20 }\nuncertain: { invest.work: $10..$30 }")
        let uncertainty = try #require(result.projection?.uncertainty)
        let saved = try #require(certain.figure(.presentValue)?.value) + 20
        #expect(abs(uncertainty.presentValue.low - (saved - 28)) < 0.01)
        #expect(abs(uncertainty.presentValue.middle - (saved - 20)) < 0.01)
        #expect(abs(uncertainty.presentValue.high - (saved - 12)) < 0.01)
        let input = try #require(uncertainty.inputs.first)
        #expect(abs(input.presentValue.low - (saved - 12)) < 1e-6)
        #expect(abs((input.alone ?? 0) - 1) < 0.02 && abs((input.total ?? 0) - 1) < 0.02)
    }

    @Test func aCertainLossIsOne() throws {
        let result = try EconomyScenario.run(
            "horizon: 2 months\ninvest: { work: $1_000 }\nuncertain: { invest.work: $900..$1_100 }")
        #expect(result.figure(.lossChance)?.value == 1)
        #expect(result.figure(.paybackMiddle)?.value == .infinity)
    }

    /// A hit rate twice the replayed one takes away as many calls again.
    @Test func hitRatesScaleWhatIsNotAnswered() throws {
        let blocks =
            EconomyScenario.plainBlocks + "\ncache answers { match: exact, key: [tier], ttl: 30 d, capacity: 10_000 }"
        let plain = try EconomyScenario.run("horizon: 1 month", blocks: blocks)
        let share = Double(plain.policy.answeredByCache) / Double(plain.policy.requests)
        #expect(share > 0.2)
        let result = try EconomyScenario.run(
            "horizon: 1 month\nuncertain: { cache.answers.hit_rate: 50%..50% }", blocks: blocks)
        let band = try #require(result.projection?.uncertainty?.cost.first)
        let expected = try #require(plain.projection?.months.first).calls * 0.5 / (1 - share)
        #expect(isClose(band.middle, expected))
    }

    @Test func contradictionsAreNamed() throws {
        let problem = try EconomyScenario.problem(
            """
            horizon: 2 months
            invest: { a: $1, b: $1, c: $1 }
            uncertain: { invest.a: $1..$2, invest.b: $1..$2, invest.c: $1..$2 }
            correlated: [[invest.a, invest.b, 90%], [invest.b, invest.c, 90%], [invest.a, invest.c, -90%]]
            """)
        #expect(problem?.contains("no numbers can be correlated like that") == true)
    }

    @Test func measuredValuesAreRead() throws {
        let file = TemporaryFile("30%\n\n0.2 # a note\n1\n")
        let result = try EconomyScenario.run(
            "horizon: 1 month\nuncertain: { model.mini.price: empirical(\"\(file.path)\") }")
        let input = try #require(result.projection?.uncertainty?.inputs.first)
        #expect(isClose(input.band.middle, 0.3))
        let wrong = TemporaryFile("0.2\nmuch\n")
        let problem = try EconomyScenario.problem(
            "horizon: 1 month\nuncertain: { model.mini.price: empirical(\"\(wrong.path)\") }")
        #expect(problem == "line 2 of `\(wrong.path)` is no number")
    }
}
