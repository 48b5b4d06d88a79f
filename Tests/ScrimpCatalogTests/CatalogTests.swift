import ScrimpQuantities
import Testing

@testable import ScrimpCatalog

@Suite("Catalog")
struct CatalogTests {
    static let day = CivilDate(year: 2026, month: 11, day: 24)

    static func model(_ id: String, input: Int64 = 1) -> CatalogModel {
        CatalogModel(
            id: id, provider: "p", kind: .chat, tiers: [.standard: TierPrices(input: UnitPrice(pico: input))],
            source: "test", asOf: day)
    }

    @Test func entriesAreSortedAndTheLastOneWins() {
        let catalog = Catalog(
            models: [Self.model("p/b"), Self.model("p/a", input: 1), Self.model("p/a", input: 2)],
            sourceDescription: "t")
        #expect(catalog.models.map(\.id) == ["p/a", "p/b"])
        #expect(catalog.model("p/a")?[.standard]?.input?.pico == 2)
        #expect(catalog.model("p/c") == nil)
    }

    @Test func everyEntryOfALargeCatalogIsFound() {
        let ids = (0..<2_000).map { "p/model-\($0 &* 7919 % 2_000)" }
        let catalog = Catalog(models: ids.map { Self.model($0) }, sourceDescription: "t")
        #expect(catalog.models.count == 2_000)
        #expect(ids.allSatisfy { catalog.model($0)?.id == $0 })
        #expect(catalog.model("p/model-2000") == nil)
        #expect(catalog.model("") == nil)
    }

    @Test func overlayTakesTheLaterEntryWhole() throws {
        let mine = Catalog(
            models: [Self.model("openai/gpt-4o", input: 7), Self.model("own/x")], sourceDescription: "mine")
        let both = Catalog.builtIn.overlay(mine)
        #expect(both.model("openai/gpt-4o")?[.standard]?.input?.pico == 7)
        #expect(both.model("openai/gpt-4o")?[.batch] == nil)
        #expect(both.model("own/x") != nil)
        #expect(both.model("openai/gpt-4o-mini") != nil)
        #expect(both.models.count == Catalog.builtIn.models.count + 1)
        let reversed = mine.overlay(.builtIn)
        #expect(reversed.model("openai/gpt-4o")?[.standard]?.input?.pico == 2_500_000)
        #expect(reversed.model("own/x") != nil)
        #expect(Catalog.empty.overlay(mine).sourceDescription == "mine")
    }

    @Test func closestNames() {
        #expect(Catalog.builtIn.closestModel(to: "openai/gpt4o-mini") == "openai/gpt-4o-mini")
        #expect(Catalog.builtIn.closestModel(to: "gpt-4o")?.hasSuffix("/gpt-4o") == true)
        #expect(Catalog.builtIn.closestModel(to: "anthropic/claude-haiku-45") == "anthropic/claude-haiku-4-5")
        #expect(Catalog.builtIn.closestModel(to: "acme/gargantua") == nil)
        #expect(Catalog.builtIn.closestGPU(to: "h100-sxm-80") == "h100-sxm-80gb")
        #expect(Catalog.builtIn.closestQuantization(to: "AWQ") == "awq")
        #expect(Catalog.builtIn.closestProvider(to: "opanai") == "openai")
    }

    @Test func longPromptsPayTheirStep() {
        var prices = TierPrices(input: UnitPrice(pico: 10), output: UnitPrice(pico: 20))
        prices.longContext = [
            LongContext(above: 100, input: UnitPrice(pico: 11)), LongContext(above: 200, input: UnitPrice(pico: 12)),
        ]
        #expect(prices.prices(forPrompt: 100).input?.pico == 10)
        #expect(prices.prices(forPrompt: 101).input?.pico == 11)
        #expect(prices.prices(forPrompt: 201).input?.pico == 12)
        #expect(prices.prices(forPrompt: 201).output?.pico == 20)
    }

    @Test func unitPricesAreExactOrRounded() throws {
        let third = try #require(Rational(1, 3))
        #expect(UnitPrice(exactly: third) == nil)
        #expect(UnitPrice(rounding: third)?.pico == 333_333_333_333)
        #expect(UnitPrice(exactly: try #require(Rational(15, 100)), per: 1_000_000)?.pico == 150_000)
        #expect(UnitPrice(exactly: Rational(whole: 10_000_000)) == nil)
        #expect(UnitPrice(pico: 150_000).perMillion.description == "$0.15")
    }
}
