import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics
import Testing

@testable import ScrimpLinter

@Suite struct LongestCallTests {
    private func model(window: Int64?, _ prices: TierPrices?) -> Model {
        Model(
            name: "m", identity: "own/m", provider: "own", pool: nil, tier: .standard, batchWithin: nil,
            prices: prices.map { Typed($0, at: SourceLocation(ByteRange(0, 0))) }, catalogModel: nil,
            contextWindow: window, prefixCache: nil, kind: .chat, location: SourceLocation(ByteRange(0, 0)))
    }

    private let prices = TierPrices(input: UnitPrice(pico: 1_000_000), output: UnitPrice(pico: 4_000_000))

    /// The answer takes its part of the window away from the prompt.
    @Test func longestAnswer() throws {
        let call = try #require(LongestCall(model(window: 10_000, prices), prompt: nil, output: 4_000))
        #expect(call.prompt == 6_000 && call.output == 4_000)
        #expect(call.cost == Money(pico: 6_000 * 1_000_000 + 4_000 * 4_000_000))
        #expect(call.text == "6_000 tok of prompt and 4_000 tok of answer")
    }

    /// Where prompts are dearer than answers, the longest prompt counts.
    @Test func longestPrompt() throws {
        let prices = TierPrices(input: UnitPrice(pico: 4), output: UnitPrice(pico: 1))
        let call = try #require(LongestCall(model(window: 10_000, prices), prompt: 9_000, output: 4_000))
        #expect(call.prompt == 9_000 && call.output == 1_000 && call.cost == Money(pico: 37_000))
    }

    /// Long prompts pay their own price, for all of their tokens.
    @Test func longContext() throws {
        var prices = prices
        prices.longContext = [LongContext(above: 5_000, input: UnitPrice(pico: 3_000_000))]
        let call = try #require(LongestCall(model(window: 10_000, prices), prompt: nil, output: 1_000))
        #expect(call.cost == Money(pico: 9_000 * 3_000_000 + 1_000 * 4_000_000))
    }

    @Test func unknownLengths() {
        #expect(LongestCall(model(window: nil, prices), prompt: nil, output: 10) == nil)
        #expect(LongestCall(model(window: nil, prices), prompt: 10, output: nil) == nil)
        #expect(LongestCall(model(window: nil, prices), prompt: 10, output: 10) != nil)
        #expect(LongestCall(model(window: 100, nil), prompt: 10, output: 10) == nil)
    }
}
