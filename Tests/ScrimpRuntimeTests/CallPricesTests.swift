import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

/// What calls reserve and cost, through whole decisions.
@Suite struct CallPricesTests {
    private func engine(_ prices: PlanPrices, prefixCache: Int64 = 0) throws -> Engine<MemoryStore> {
        var builder = PlanBuilder()
        builder.attribute("prompt", .tokens, role: .prompt)
        builder.attribute("max_output", .tokens, role: .maxOutput)
        builder.attribute("images", .count, role: .images)
        builder.attribute("audio", .tokens, role: .audio)
        builder.attribute("tool_calls", .count, role: .toolCalls)
        let model = builder.target("model", prices, prefixCache: prefixCache)
        builder.rule(.always, builder.chain(model))
        builder.budget("all", limit: .max / 4)
        return try builder.engine()
    }

    private func decide(_ engine: Engine<MemoryStore>, _ values: [Int64]) throws -> Decision {
        var made = engine.makeRequest()
        for (name, value) in zip(["prompt", "max_output", "images", "audio", "tool_calls"], values) {
            try made.set(engine.schema.attribute(name), number: value)
        }
        return try engine.decide(made.request, at: .after(0))
    }

    @Test func everyPartIsReservedAtItsWorst() throws {
        let prices = PlanPrices(
            input: 10, output: 40, cachedInput: 1, cacheWrite: 12, perRequest: 1_000, perImage: 500, audioInput: 7,
            perToolCall: 300, tokenAllowanceNumerator: 11, tokenAllowanceDenominator: 10)
        // 101 tokens become 112 (rounded up).
        let expected: Int128 = 1_000 + 112 * 10 + 50 * 40 + 2 * 500 + 3 * 7 + 4 * 300
        let decision = try decide(engine(prices), [101, 50, 2, 3, 4])
        #expect(decision.reserved == Money(pico: expected))
        #expect(decision.maxOutput == 50)
        let keeping = try decide(engine(prices, prefixCache: .minute), [101, 50, 2, 3, 4])
        #expect(keeping.reserved == Money(pico: expected + 112 * 2))
    }

    @Test func aTierThatThePromptMayReachIsReserved() throws {
        let prices = PlanPrices(
            input: 10, output: 40,
            longContext: [LongContextPrices(above: 100, input: 20, output: 60)], tokenAllowanceNumerator: 6,
            tokenAllowanceDenominator: 5)
        let engine = try engine(prices)
        #expect(try decide(engine, [83, 10]).reserved == Money(pico: 100 * 10 + 10 * 40))
        #expect(try decide(engine, [84, 10]).reserved == Money(pico: 101 * 20 + 10 * 60))
        // A tier that is cheaper does not make the reservation smaller.
        let odd = PlanPrices(input: 10, output: 40, longContext: [LongContextPrices(above: 5, input: 1, output: 1)])
        #expect(try decide(self.engine(odd), [10, 10]).reserved == Money(pico: 500))
    }

    @Test func settlingUsesTheTierThatWasReached() throws {
        let prices = PlanPrices(
            input: 10, output: 40, cachedInput: 1, cacheWrite: 12, perRequest: 5,
            longContext: [LongContextPrices(above: 100, input: 20, output: 60, cachedInput: 2, cacheWrite: 25)])
        let engine = try engine(prices, prefixCache: .minute)
        let usage = Usage(promptTokens: 50, cachedTokens: 30, cacheWriteTokens: 20, outputTokens: 10)
        let short = try engine.settle(decide(engine, [100, 10]), usage, at: .after(0))
        #expect(short.cost == Money(pico: 5 + 50 * 10 + 30 * 1 + 20 * 12 + 10 * 40))
        var longer = usage
        longer.promptTokens = 51
        let long = try engine.settle(decide(engine, [101, 10]), longer, at: .after(0))
        #expect(long.cost == Money(pico: 5 + 51 * 20 + 30 * 2 + 20 * 25 + 10 * 60))
        #expect(!long.hasUnpricedParts && !long.exceedsReservation)
    }

    @Test func whatHasNoPriceIsSaidAndChargedAtTheInputPrice() throws {
        let engine = try engine(PlanPrices(input: 10, output: 40))
        let decision = try decide(engine, [100, 10])
        let usage = Usage(promptTokens: 50, cachedTokens: 30, cacheWriteTokens: 20, outputTokens: 10)
        let result = try engine.settle(decision, usage, at: .after(0))
        #expect(result.cost == Money(pico: 100 * 10 + 10 * 40) && result.hasUnpricedParts)
        #expect(try decide(engine, [100, 10, 1]).verdict == .reject(.exhausted))
        #expect(try decide(engine, [100, 10, 0, 1]).verdict == .reject(.exhausted))
        #expect(try decide(engine, [100, 10, 0, 0, 1]).verdict == .reject(.exhausted))
    }

    @Test func aReservationIsNeverLessThanWhatItsCapsAllow() throws {
        var generator = Generator(4)
        for _ in 0..<300 {
            func price() -> Int64 { Int64(generator.below(1_000)) }
            let tiers = (0..<generator.below(3)).map { index in
                LongContextPrices(
                    above: Int64(index * 60 + generator.below(60)), input: price(), output: price(),
                    cachedInput: price(), cacheWrite: generator.below(2) == 0 ? price() : nil)
            }
            let input = price()
            let prices = PlanPrices(
                input: input, output: price(), cachedInput: min(price(), input),
                cacheWrite: generator.below(2) == 0 ? price() : nil, perRequest: price(), longContext: tiers)
            let engine = try engine(prices, prefixCache: .minute)
            let (prompt, output) = (Int64(generator.below(200)), Int64(generator.below(100)))
            let decision = try decide(engine, [prompt, output])
            let written = Int64(generator.below(Int(prompt) + 1))
            let usage = Usage(
                promptTokens: Int64(generator.below(Int(prompt - written) + 1)), cacheWriteTokens: written,
                outputTokens: Int64(generator.below(Int(output) + 1)))
            let result = try engine.settle(decision, usage, at: .after(0))
            #expect(!result.exceedsReservation)
        }
    }
}
