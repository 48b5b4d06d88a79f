import ScrimpQuantities
import ScrimpSimulator
import ScrimpTestSupport
import Testing

/// Qualities are summed for who answers, and the best choice is what a count by hand gives.
@Suite struct QualityStudyTests {
    private static let rows = [
        "0.1,100,10,1,1", "0.2,100,10,0,1", "0.3,100,10,1,0", "0.5,100,10,0,0", "0.6,100,10,0,1", "0.9,100,10,1,1",
        "0.9,100,10,,0.5", "0.1,100,10,25%,",
    ]

    @Test(arguments: [ReplayWay.columns, .engine, .events]) func sumsAreOfWhoAnswers(_ way: ReplayWay) throws {
        let result = try QualitySupport.run(Self.rows, by: way)
        let tally = result.policy
        // Weak answers scores below 40 %: 1, 0, 1 and a quarter; strong the rest: 0, 1, 1 and a half.
        #expect(tally.byTarget[0].requests == 4 && tally.byTarget[0].graded == 4)
        #expect(tally.byTarget[0].quality == 2_250_000_000)
        #expect(tally.byTarget[1].requests == 4 && tally.byTarget[1].graded == 4)
        #expect(tally.byTarget[1].quality == 2_500_000_000)
        #expect(tally.byRule.map(\.quality) == [2_250_000_000, 2_500_000_000])
        #expect(result.figure(.quality)?.value == 4.75 / 8)
        #expect(result.figure(.quality)?.basis == .exact)
    }

    @Test func eachModelAloneAndTheBestChoice() throws {
        let outcome = try #require(try QualitySupport.run(Self.rows).quality)
        // $0.15 and $0.60, $2.50 and $10 per million tokens: 100 of prompt, 10 of answer.
        let (weak, strong) = (Money(pico: 21_000_000), Money(pico: 350_000_000))
        #expect(outcome.alone.map(\.target) == [0, 1])
        #expect(
            outcome.alone[0].point
                == .init(cost: Money(pico: weak.pico * 8), answered: 8, graded: 7, sum: 3_250_000_000))
        #expect(
            outcome.alone[1].point
                == .init(cost: Money(pico: strong.pico * 8), answered: 8, graded: 7, sum: 4_500_000_000))
        // Weak where it is as good, and where nothing is; strong for the second, the fifth and the one that weak lacks.
        #expect(outcome.oracleRequests == [5, 3])
        #expect(outcome.oracle.cost == Money(pico: weak.pico * 5 + strong.pico * 3))
        #expect(outcome.oracle.graded == 8 && outcome.oracle.sum == 5_750_000_000)
        #expect(outcome.oracle.right == Rational(23, 4))
        #expect(outcome.strong?.target == 1 && outcome.weak?.target == 0)
    }

    @Test(arguments: 0..<12) func generatedTracesAgainstACount(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed) &* 6_700_417 &+ 5)
        var rows: [String] = []
        var (weak, strong, policy, either) = (0, 0, 0, 0)
        for _ in 0..<400 {
            let score = random.below(100)
            let (w, s) = (random.chance(60), random.chance(80))
            weak += w ? 1 : 0
            strong += s ? 1 : 0
            either += w || s ? 1 : 0
            policy += (score < 40 ? w : s) ? 1 : 0
            rows.append("\(Double(score) / 100),\(random.below(3_000)),\(random.below(1_500)),\(w),\(s ? 1 : 0)")
        }
        let result = try QualitySupport.run(rows)
        let outcome = try #require(result.quality)
        #expect(outcome.policy.right == Rational(whole: Int128(policy)))
        #expect(outcome.alone.first { $0.target == 0 }?.point.right == Rational(whole: Int128(weak)))
        #expect(outcome.alone.first { $0.target == 1 }?.point.right == Rational(whole: Int128(strong)))
        #expect(outcome.oracle.right == Rational(whole: Int128(either)))
        #expect(outcome.oracleRequests == [Int64(400 - (either - weak)), Int64(either - weak)])
        // The sum over requests is what the sums of tokens cost.
        for alone in outcome.alone {
            let listed = result.alternatives.first { $0.model == result.names.targets[alone.target] }
            #expect(alone.point.cost == listed?.cost)
        }
        #expect(outcome.policy.cost == result.policy.cost)
    }

    @Test func severalModelsMayShareAColumnAndSomeHaveNone() throws {
        let result = try QualitySupport.run(Self.rows, quality: "{ weak: \"s\", strong: \"s\" }")
        let outcome = try #require(result.quality)
        #expect(outcome.alone[0].point.sum == outcome.alone[1].point.sum)
        #expect(outcome.gapRecovered(outcome.policy) == nil)
        let one = try QualitySupport.run(Self.rows, quality: "{ strong: \"s\" }")
        #expect(one.quality?.alone.map(\.target) == [1])
        #expect(one.policy.byTarget.map(\.graded) == [0, 4])
        #expect(one.quality?.policy.answered == 8 && one.quality?.policy.graded == 4)
    }

    @Test func withoutColumnsNothingIsSaid() throws {
        let result = try QualitySupport.run(Self.rows, quality: "{ }")
        #expect(result.quality == nil)
        #expect(result.figure(.quality) == nil)
    }

    @Test func madeUpTrafficHasNoQuality() throws {
        let problem = try EconomyScenario.problem("quality: { mini: \"m\" }")
        #expect(problem == "made-up traffic has no column of recorded quality")
    }

    /// The finding about a simpler policy says what it costs in quality.
    @Test func aSimplerPolicyIsSaidToBeWorse() throws {
        let text = try QualitySupport.run(Self.rows).findings.map(\.text).joined()
        #expect(text.contains("the recorded quality of its answers is 46.4 %, that of the policy's 59.4 %"), "\(text)")
    }
}
