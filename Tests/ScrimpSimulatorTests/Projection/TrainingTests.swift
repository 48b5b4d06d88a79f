import ScrimpQuantities
import ScrimpSimulator
import Testing

/// Distilled and tuned models are an investment.
@Suite struct TrainingTests {
    private static let blocks = """
        model large { from: "openai/gpt-4o" }
        model small {
            weights: "meta-llama/Llama-3.1-8B-Instruct", pool: house, distilled_from: large, tuned: lora(rank: 16)
        }
        model spare { weights: "meta-llama/Llama-3.1-8B-Instruct", pool: house, tuned: lora }
        pool house { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        route { when tier == free -> small
                otherwise -> large }
        """

    private static func run(_ fields: String) throws -> SimulationResult {
        try EconomyScenario.run(fields, blocks: blocks)
    }

    private static func lines(_ result: SimulationResult) -> [String] {
        result.assumptions.filter { $0.subject.hasPrefix("training of ") }.map { "\($0.subject), \($0.value)" }
    }

    private static func findings(_ result: SimulationResult) -> [String] {
        result.findings.filter { [.trainingNotInvested, .noEvaluation].contains($0.kind) }.map(\.text)
    }

    @Test func trainingIsInvested() throws {
        let result = try Self.run("horizon: 12 months\ninvest: { training: $30_000, engineering: $5_000 }")
        #expect(
            Self.lines(result) == [
                "training of small, distilled from large, tuned with lora: in what is invested ($30,000.00: entry `training`)",
                "training of spare, tuned with lora: in what is invested ($30,000.00: entry `training`)",
            ])
        #expect(Self.findings(result) == [])
        #expect(result.projection?.invested.map(\.name) == ["training", "engineering"])
    }

    @Test func anEntryOfItsOwnCountsForItAlone() throws {
        let result = try Self.run("horizon: 12 months\ninvest: { training_small: $900, small_training: $100 }")
        #expect(
            Self.lines(result) == [
                "training of small, distilled from large, tuned with lora: in what is invested "
                    + "($1,000.00: entries `training_small`, `small_training`)",
                "training of spare, tuned with lora: not in what is invested",
            ])
        // What is not used needs no training.
        #expect(Self.findings(result) == [])
    }

    @Test func paybackWithoutTheTraining() throws {
        let result = try Self.run("horizon: 12 months\ninvest: { engineering: $5_000, training_spare: $10 }")
        #expect(
            Self.findings(result) == [
                "the training of small, distilled from large, tuned with lora, is not in what is invested, so the payback leaves "
                    + "it out: add `training` to `invest:`"
            ])
        // Nothing is paid back where nothing is looked ahead.
        let now = try Self.run("")
        #expect(Self.findings(now) == [])
        #expect(Self.lines(now).first?.hasSuffix("not in what is invested") == true)
    }

    /// The teacher's answers are graded; those of the model that imitates it are, or are not.
    @Test(arguments: [
        ("{ strong: \"s\" }", true), ("{ weak: \"w\", strong: \"s\" }", false), ("{ weak: \"w\" }", false),
    ])
    func whatNobodyHasEvaluated(quality: String, isMissing: Bool) throws {
        let policy = """
            policy router { }
            request { score: ratio, prompt: tokens, max_output: tokens = 1_000 tok }
            model strong { from: "openai/gpt-4o" }
            model weak { weights: "meta-llama/Llama-3.1-8B-Instruct", pool: house, distilled_from: strong }
            pool house { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
            route {
                when score < 40% -> weak
                otherwise -> strong
            }
            """
        let result = try QualitySupport.run(
            ["0.1,500,50,0.6,0.9", "0.9,500,50,0.5,0.8"], policy: policy, quality: quality, canRetune: false)
        #expect(
            Self.findings(result)
                == (isMissing
                    ? [
                        "weak has no evaluation result: the scenario names a column of quality for strong, from which it is "
                            + "distilled, and none for it"
                    ] : []))
    }
}
