import ScrimpPlan
import ScrimpQuantities
import ScrimpSimulator
import ScrimpTestSupport
import Testing

/// Sums of tokens price traffic as one request after the other would.
@Suite struct TokenSumsTests {
    @Test(arguments: 0..<50) func pricesLikeRequestByRequest(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed) &* 6_151 &+ 1)
        let targets = (0..<3).map { _ in Self.target(&random) }
        var sums = TokenSums(steps: TokenSums.steps(of: targets))
        var expected = [Int128](repeating: 0, count: targets.count)
        for _ in 0..<400 {
            var usage = CallUsage()
            // Now and then exactly a step, which still has the price below it.
            let steps = sums.steps
            usage.prompt =
                random.chance(20)
                ? random.pick(steps).map { $0 + Int64(random.below(2)) } ?? 0
                : Int64(random.below(6_000))
            usage.output = Int64(random.below(900))
            usage.images = Int64(random.below(3))
            usage.audio = Int64(random.below(50))
            usage.toolCalls = Int64(random.below(4))
            sums.add(usage)
            for (index, target) in targets.enumerated() { expected[index] += Self.cost(usage, target.prices) }
        }
        for (index, target) in targets.enumerated() {
            #expect(sums.cost(target.prices) == Money(pico: expected[index]))
        }
        #expect(sums.total.requests == 400)
    }

    @Test func aPriceThatIsMissingIsNoZero() {
        var sums = TokenSums(steps: [])
        var usage = CallUsage()
        usage.prompt = 10
        usage.images = 1
        sums.add(usage)
        #expect(sums.cost(PlanPrices(input: 5, output: 7)) == nil)
        #expect(sums.cost(PlanPrices(input: 5, output: 7, perImage: 2)) == Money(pico: 52))
        // Nothing was answered, so that a price of answers is not asked for.
        #expect(sums.cost(PlanPrices(input: 5, output: nil, perImage: 2)) == Money(pico: 52))
    }

    /// The definition, written out: the last step below the prompt replaces the prices of all its tokens.
    private static func cost(_ usage: CallUsage, _ prices: PlanPrices) -> Int128 {
        var input = prices.input ?? 0
        var output = prices.output ?? 0
        for step in prices.longContext where usage.prompt > step.above { (input, output) = (step.input, step.output) }
        let charges = [
            (usage.prompt, input), (usage.output, output), (1, prices.perRequest ?? 0),
            (usage.images, prices.perImage ?? 0), (usage.audio, prices.audioInput ?? 0),
            (usage.toolCalls, prices.perToolCall ?? 0),
        ]
        return charges.reduce(0) { $0 + Int128($1.0) * Int128($1.1) }
    }

    private static func target(_ random: inout SeededGenerator) -> PlanTarget {
        func price() -> Int64 { Int64(random.below(20_000_000)) }
        let steps = Set((0..<random.below(4)).map { _ in Int64(random.below(5_000)) }).sorted()
        return PlanTarget(
            name: .empty, identity: .empty, provider: .empty, isSelfHosted: false,
            prices: PlanPrices(
                input: price(), output: price(), perRequest: random.chance(50) ? price() : nil, perImage: price(),
                audioInput: price(), perToolCall: price(),
                longContext: steps.map { LongContextPrices(above: $0, input: price(), output: price()) }),
            contextWindow: 0, prefixCache: 0)
    }
}
