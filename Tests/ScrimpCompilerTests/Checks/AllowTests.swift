import ScrimpDiagnostics
import Testing

@Suite struct AllowTests {
    static let free = "allow free_stays { when: tier == free, only: [mini, local] }\n"

    @Test func aChainThatIsEmptiedIsShownWithARequest() throws {
        let compiled = try CompiledText(declarations: Self.free, rules: "when vip -> large\notherwise -> mini")
        let found = try #require(compiled.found(.emptiedChain).first)
        #expect(compiled.found(.emptiedChain).count == 1)
        #expect(found.notes == ["for example: tier: free, vip: true"])
        #expect(found.labels.map(\.text) == ["`free_stays` binds such a request"])
    }

    @Test func aFallbackThatIsAllowedIsEnough() throws {
        let compiled = try CompiledText(declarations: Self.free, rules: "when vip -> large, local\notherwise -> mini")
        #expect(compiled.found(.emptiedChain).isEmpty)
    }

    @Test func earlierRulesMayTakeTheRequest() throws {
        let compiled = try CompiledText(
            declarations: Self.free, rules: "when tier == free -> mini\nwhen vip -> large\notherwise -> haiku")
        #expect(compiled.found(.emptiedChain).isEmpty)
    }

    @Test func anArmThatIsForbiddenEmptiesItsKeys() throws {
        let split = "split(90%: mini, 10%: large)"
        let compiled = try CompiledText(
            declarations: Self.free, rules: "when vip -> \(split)\notherwise -> \(split), local")
        #expect(compiled.found(.emptiedChain).count == 1)
    }

    @Test func whatStandsInMustBeAllowedToo() throws {
        let rollout = "rollout r { of: local, key: tenant, stages: [5%, 100%] every 1 d, otherwise: large }\n"
        let compiled = try CompiledText(declarations: Self.free + rollout, rules: "otherwise -> local")
        let found = try #require(compiled.found(.emptiedChain).first)
        #expect(found.notes == ["for example: tier: free"])
        #expect(found.labels.map(\.text) == ["`free_stays` binds such a request"])
        let safe = try CompiledText(declarations: Self.free + rollout, rules: "otherwise -> local, mini")
        #expect(safe.found(.emptiedChain).isEmpty)
    }

    @Test func twoAllowsTogether() throws {
        let compiled = try CompiledText(
            declarations: Self.free + "allow short { when: prompt > 100 tok, only: [large, local] }",
            rules: "otherwise -> mini, large")
        let found = try #require(compiled.found(.emptiedChain).first)
        #expect(found.notes == ["for example: tier: free, prompt: 101 tok"])
        #expect(found.labels.count == 2)
    }

    @Test func actionsAreBoundToo() throws {
        let compiled = try CompiledText(
            declarations: Self.free + """
                budget b { limit: $5 per day, spent: route(large), ceiling: $6 }
                budget ok { when: tier != free, limit: $5 per day, spent: route(large), ceiling: $6 }
                switch s { on: route(haiku) }
                """, rules: "otherwise -> mini")
        #expect(
            compiled.found(.emptiedAction).map(\.message) == [
                "`allow` forbids everything that `budget b` routes to for some requests",
                "`allow` forbids everything that `switch s` routes to for some requests",
            ])
    }
}
