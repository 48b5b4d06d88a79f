import ScrimpDiagnostics
import Testing

@Suite struct PriceTests {
    private func compile(_ declarations: String, request: String? = nil, rules: String) throws -> CompiledText {
        let usual = """
            prompt: tokens
            max_output: tokens
            tier: enum { free, plus }
            """
        return try CompiledText(
            """
            policy p {}
            request {
            \(request ?? usual)
            }
            model mini { from: "openai/gpt-4o-mini" }
            model half { from: "own/model", price: { input: $1/Mtok, source: "contract", as_of: "2026-11-01" } }
            \(declarations)
            route {
            \(rules)
            }

            """)
    }
    private static let hard = "budget b { limit: $5 per day, spent: reject(\"no\") }"

    @Test func aMissingPriceUnderAHardBudget() throws {
        let compiled = try compile(Self.hard, rules: "when tier == free -> half\notherwise -> mini")
        let found = try #require(compiled.found(.unpricedCall).first)
        #expect(found.message == "`half` has no price for output, which `budget b` needs")
        #expect(found.labels.map(\.text) == ["this amount is never to be exceeded", "calls go there from here"])
    }

    @Test func aCeilingIsHardToo() throws {
        let soft = "budget b { limit: $5 per day, spent: route(mini), ceiling: $6 }"
        #expect(
            try compile(soft, rules: "when tier == free -> half\notherwise -> mini").found(.unpricedCall).count == 1)
    }

    @Test func whatTheBudgetDoesNotCountNeedsNoPrice() throws {
        let rules = "when tier == free -> half\notherwise -> mini"
        let others = [
            "budget b { limit: $5 per day, on: [mini], spent: reject(\"no\") }",
            "budget b { limit: $5 per day, when: tier == plus, spent: reject(\"no\") }",
            Self.hard + "\nallow a { when: tier == free or tier == plus, only: [mini] }",
            "",
        ]
        for declarations in others.prefix(2) + others.suffix(1) {
            #expect(try compile(declarations, rules: rules).found(.unpricedCall).isEmpty, "\(declarations)")
        }
        // What `allow` forbids is not called either.
        #expect(
            try compile(others[2], rules: "when tier == free -> half, mini\notherwise -> mini").found(.unpricedCall)
                .isEmpty)
    }

    @Test func budgetsAndSwitchesRouteThereToo() throws {
        let soft = "budget c { limit: $1 per day, spent: route(half), ceiling: $2 }"
        let found = try compile(soft, rules: "otherwise -> mini").found(.unpricedCall)
        #expect(found.count == 1)
        let thrown = Self.hard + "\nswitch s { on: route(half) }"
        #expect(try compile(thrown, rules: "otherwise -> mini").found(.unpricedCall).count == 1)
    }

    @Test func callsNeedACapAndAMeasure() throws {
        let compiled = try compile(Self.hard, request: "tier: enum { free, plus }", rules: "otherwise -> mini")
        #expect(compiled.found(.uncappedCall).map(\.help) == ["add `max_output: tokens` to the request"])
        #expect(compiled.found(.unmeasuredCall).count == 1)
        let soft = try compile("", request: "tier: enum { free, plus }", rules: "otherwise -> mini")
        #expect(soft.found(.uncappedCall).isEmpty)
    }

    @Test func rolloutsAndShadowsLeadThereToo() throws {
        let rollout = "rollout r { of: mini, key: tier, stages: [5%, 100%] every 1 d, otherwise: half }\n"
        #expect(try compile(Self.hard + "\n" + rollout, rules: "otherwise -> mini").found(.unpricedCall).count == 1)
        let shadow = "shadow s { of: half, sample: 1%, budget: b }"
        #expect(try compile(Self.hard + "\n" + shadow, rules: "otherwise -> mini").found(.unpricedCall).count == 1)
        // Another budget pays for the copies.
        let other = "budget b { limit: $5 per day, on: [mini], spent: reject(\"no\") }\n"
        #expect(try compile(other, rules: "otherwise -> mini").found(.unpricedCall).isEmpty)
    }

    @Test func aShapeOfEveryCallIsACap() throws {
        func uncapped(_ shape: String) throws -> Int {
            try compile(
                Self.hard + "\n" + shape, request: "tier: enum { free, plus }\nprompt: tokens",
                rules: "otherwise -> mini"
            ).found(.uncappedCall).count
        }
        #expect(try uncapped("shape s { max_output: 512 tok }") == 0)
        #expect(try uncapped("shape s { when: tier == free, max_output: 512 tok }") == 1)
        #expect(try uncapped("shape s { on: mini, max_output: 512 tok }") == 1)
        #expect(try uncapped("shape s { stream: true }") == 1)
    }

    @Test func imagesNeedAPrice() throws {
        let compiled = try compile(
            Self.hard, request: "prompt: tokens\nmax_output: tokens\nimages: count = 0", rules: "otherwise -> mini")
        #expect(compiled.found(.unpricedCall).map(\.caption) == ["no price for images"])
    }
}
