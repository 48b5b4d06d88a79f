import ScrimpEconomics
import ScrimpSimulator
import Testing

/// From which volume on a pool is cheaper: what the study says of a replay, against the costs that it names itself.
@Suite struct BreakEvenStudyTests {
    private static let blocks = """
        model mini  { from: "openai/gpt-4o-mini" }
        model large { from: "openai/gpt-4o" }
        model own   { weights: "meta-llama/Llama-3.1-8B-Instruct", pool: h100 }
        pool h100   { gpu: "h100-sxm-80gb", replicas: 1..4, scale_on: utilization(70%), market: on_demand }
        route       { otherwise -> own, large }
        """

    private static func study(_ fields: String = "", blocks: String = blocks) throws -> BreakEvenStudy {
        let result = try EconomyScenario.run(fields, blocks: blocks)
        #expect(result.breakEvens.count == 1)
        return try #require(result.breakEvens.first)
    }

    @Test func theHostedModelOfTheChainStandsIn() throws {
        let study = try Self.study()
        #expect(study.pool == "h100")
        #expect(study.models == ["own"] && study.alternatives == ["large"])
        #expect(study.promptShare > 0.6 && study.promptShare < 0.9)
    }

    /// Two thousand small requests in ten days never pay for a card.
    @Test func littleTrafficIsCheaperByTheToken() throws {
        let study = try Self.study()
        #expect(study.isCheaperNow == false)
        let hosting = try #require(study.hostingCostNow)
        #expect(hosting > study.tokenCostNow)
    }

    @Test func intervalsAreWhereHostingCostsLess() throws {
        let study = try Self.study()
        try #require(!study.intervals.isEmpty)
        for interval in study.intervals {
            for share in [0.001, 0.5, 1] {
                let volume = interval.above + (interval.through - interval.above) * share
                let replicas = try #require(study.breakEven.replicas(volume))
                let hosting = study.breakEven.hostingCost(replicas: max(replicas, 1))
                #expect(hosting < study.breakEven.tokenCost(volume) * (1 + 1e-9), "at \(volume)")
            }
            let before = interval.above * 0.999
            let replicas = try #require(study.breakEven.replicas(before))
            #expect(
                study.breakEven.hostingCost(replicas: max(replicas, 1)) >= study.breakEven.tokenCost(before)
                    * (1 - 1e-9))
        }
        let rising = zip(study.intervals, study.intervals.dropFirst()).allSatisfy { $0.through <= $1.above }
        #expect(rising)
    }

    /// What is invested and run belongs to the only pool; a month carries its share.
    @Test func whatIsInvestedMovesTheBreakEven() throws {
        let plain = try #require(Self.study("horizon: 10 months").intervals.first)
        let dearer = try #require(
            Self.study("horizon: 10 months\ninvest: { work: $20_000 }\nrunning: { watch: $1_000 per month }").intervals
                .first)
        #expect(dearer.above > plain.above)
    }

    @Test func aPoolThatAnswersNothingHasNone() throws {
        let blocks = Self.blocks.replacing("otherwise -> own, large", with: "otherwise -> large, own")
        #expect(try EconomyScenario.run("", blocks: blocks).breakEvens.isEmpty)
    }

    /// A peak of less than a day would be chance.
    @Test func thePeakIsMeasuredFromADayOn() throws {
        let study = try Self.study()
        #expect(study.peakIsMeasured ? study.peakToMean > 1 : study.peakToMean == 1)
    }
}
