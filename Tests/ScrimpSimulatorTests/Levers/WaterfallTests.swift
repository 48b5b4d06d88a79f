import ScrimpQuantities
import ScrimpSimulator
import Testing

/// Where a saving comes from: the parts add up to it, whatever the policy does.
@Suite struct WaterfallTests {
    private static let cache = "cache answers { match: exact, key: [tier], ttl: 30 d, capacity: 10_000 }"
    private static let budget = "budget daily { limit: $0.30 per day, spent: route(mini), ceiling: $1 }"
    private static let shape = "shape short { max_output: 200 tok }"

    private static let mixes: [[String]] = [
        [], [cache], [budget], [shape], [cache, budget], [cache, shape], [budget, shape], [cache, budget, shape],
    ]

    @Test(arguments: mixes) func partsAddUpToTheSaving(_ extra: [String]) throws {
        let blocks = EconomyScenario.plainBlocks + "\n" + extra.joined(separator: "\n")
        for baseline in ["everything(on: large)", "bill($100 per month, on: large)", "policy(\"same\")"] {
            let result = try EconomyScenario.run("running: { watch: $1 per month }", blocks: blocks, baseline: baseline)
            let waterfall = try #require(result.waterfall)
            let parts = waterfall.parts.reduce(waterfall.unexplained.pico) { $0 + $1.saved.pico }
            #expect(parts == waterfall.baseline.pico - waterfall.cost.pico)
            #expect(parts - waterfall.running.pico == result.saved?.pico)
            #expect(waterfall.basis == .exact)
            #expect(waterfall.parts.count == extra.count + 1)
            if baseline == "everything(on: large)" { #expect(waterfall.unexplained == .zero) }
        }
    }

    @Test func oneLeverIsTheWholeSaving() throws {
        let result = try EconomyScenario.run("")
        let waterfall = try #require(result.waterfall)
        #expect(waterfall.parts == [.init(.routing, try #require(result.saved))])
        #expect(waterfall.reference == "large")
    }

    /// Two levers: each part is the mean of what it adds first and what it adds last.
    @Test func twoLeversShareWhatBothCould() throws {
        let plain = try EconomyScenario.run("")
        let both = try EconomyScenario.run("", blocks: EconomyScenario.plainBlocks + "\n" + Self.cache)
        let cacheOnly = try EconomyScenario.run(
            "",
            blocks: """
                model mini  { from: "openai/gpt-4o-mini" }
                model large { from: "openai/gpt-4o" }
                route { otherwise -> large }
                \(Self.cache)
                """)
        let none = try #require(plain.baseline).cost.pico
        let first = none - cacheOnly.policyCost.pico
        let last = plain.policyCost.pico - both.policyCost.pico
        let part = try #require(both.waterfall?.parts.first)
        #expect(part.lever == .caches)
        #expect(abs(part.saved.pico - (first + last) / 2) <= 1)
        #expect(both.waterfall?.replays == 3)
    }

    /// Batch service halves the price; without the lever the model is paid at its standard price.
    @Test func serviceIsHeldAgainstItsStandardPrice() throws {
        let blocks = """
            model large { from: "openai/gpt-4o" }
            model late { from: "openai/gpt-4o", service: batch(within: 24 h) }
            route {
                when tier == free -> late
                otherwise         -> large
            }
            """
        let result = try EconomyScenario.run("", blocks: blocks)
        let waterfall = try #require(result.waterfall)
        #expect(waterfall.parts.map(\.lever) == [.routing, .service])
        // Both are needed for it, so that each has half.
        #expect(abs(waterfall.parts[0].saved.pico - waterfall.parts[1].saved.pico) <= 1)
        #expect(waterfall.parts[0].saved > .zero)
    }

    /// Seven levers are too many for every set: parts stand on sampled orders, are labelled so, and add up all the same.
    @Test func manyLeversAreSampled() throws {
        let blocks = """
            model mini  { from: "openai/gpt-4o-mini" }
            model large { from: "openai/gpt-4o" }
            model late  { from: "openai/gpt-4o", service: batch(within: 24 h) }
            model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
            pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
            commit units { on: mini, units: 1, price: $0.01/h, then: on_demand, included: 100 ktok per day }
            route {
                when tier == free and prompt < 500 tok -> local, mini
                when tier == free                      -> late
                otherwise                              -> mini, large
            }
            \(Self.cache)
            \(Self.budget)
            \(Self.shape)
            """
        let result = try EconomyScenario.run("", blocks: blocks)
        let waterfall = try #require(result.waterfall)
        #expect(
            waterfall.parts.map(\.lever) == [
                .caches, .routing, .service, .shapes, .selfHosting, .commitments, .budgets,
            ])
        #expect(waterfall.basis == .estimated)
        let parts = waterfall.parts.reduce(waterfall.unexplained.pico) { $0 + $1.saved.pico }
        #expect(parts == waterfall.baseline.pico - result.policyCost.pico)
        #expect(waterfall.unexplained == .zero)
    }

    @Test func withoutABaselineThereIsNone() throws {
        #expect(try EconomyScenario.run("", baseline: "").waterfall == nil)
    }
}
