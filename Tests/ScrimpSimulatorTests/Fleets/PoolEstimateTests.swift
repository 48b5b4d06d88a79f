import ScrimpCatalog
import ScrimpQuantities
import Testing

@testable import ScrimpSimulator

@Suite struct PoolEstimateTests {
    /// A replica that writes 1,000 tokens a second at its largest batch of ten.
    private static func pool(_ most: Int = 4, fewest: Int = 1) -> PoolCapacity {
        var pool = HeldCostTests.pool(.onDemand, gpus: 1, most: most, overhead: 0)
        pool.fewestReplicas = fewest
        pool.plannedUtilization = 0.5
        pool.models = [
            ServedModel(
                target: 3, step: StepTime(base: 0.006, perSequence: 0.0004), prefillPerToken: 0, maximumBatch: 10,
                weightBytes: 1, cacheBytesPerToken: 1)
        ]
        return pool
    }

    private static func load(_ tokens: Double, target: Int = 3) -> [ServedLoad] {
        [ServedLoad(target: target, tokensPerSecond: tokens, promptTokens: 100, outputTokens: 100)]
    }

    /// ⌈peak / (capacity · utilization)⌉, within the fewest and the most.
    @Test(arguments: [
        (0.0, 0, 1), (1, 1, 1), (499, 1, 1), (500, 1, 1), (501, 2, 2), (1_000, 2, 2), (1_500.5, 4, 4), (2_000, 4, 4),
        (2_001, 5, 4), (50_000, 100, 4),
    ]) func theStaircase(tokens: Double, needed: Int, held: Int) throws {
        let estimate = try #require(Self.pool().estimate(Self.load(tokens)))
        #expect(estimate.needed == needed && estimate.replicas == held)
        #expect(estimate.isEnough == (needed <= 4))
        if tokens > 0 {
            #expect(abs(estimate.capacityPerReplica - 1_000) < 1e-9)
            #expect(abs(estimate.load - tokens / 500 / Double(held)) < 1e-12)
        }
    }

    @Test func nothingIsHeldWhereNothingIsAskedOfAPoolThatMayGoToZero() throws {
        let estimate = try #require(Self.pool(fewest: 0).estimate([]))
        #expect(estimate.replicas == 0 && estimate.load == 0)
        let none = try #require(Self.pool(0, fewest: 0).estimate(Self.load(5)))
        #expect(none.replicas == 0 && !none.isEnough && none.load == .infinity)
    }

    @Test func theCostIsThatOfTheHoursHeld() throws {
        let cost = try #require(Self.pool().cost(under: Self.load(501), over: HeldCostTests.hour * 3))
        #expect(cost.total == HeldCostTests.dollars(200 * 2 * 3))
        #expect(Self.pool().estimate(Self.load(5, target: 1)) == nil)
    }

    /// Long prompts and long contexts leave fewer tokens for answers.
    @Test func promptsTakeTheirShare() {
        var model = ServedModel(
            target: 0, step: StepTime(base: 0.006, perSequence: 0.0001, perContextToken: 40e-9),
            prefillPerToken: 20e-6, maximumBatch: 64, weightBytes: 1, cacheBytesPerToken: 1)
        let short = model.tokensPerSecond(promptTokens: 100, outputTokens: 500)
        let long = model.tokensPerSecond(promptTokens: 8_000, outputTokens: 500)
        #expect(short > 3 * long)
        // 6 ms + 6.4 ms + 40 ns · 64 · 350 + 20 us · 64 · 100 / 500.
        let time = model.timePerToken(batch: 64, promptTokens: 100, outputTokens: 500)
        #expect(abs(time - (0.006 + 0.0064 + 0.000_896 + 0.000_256)) < 1e-12)
        model.maximumBatch = 1
        #expect(model.tokensPerSecond(promptTokens: 100, outputTokens: 500) < short)
    }
}
