import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpSemantics
import Testing

@Suite struct CoverageTests {
    @Test func aRuleBehindAWiderOneIsDead() throws {
        let compiled = try CompiledText(
            rules: "    when task == faq -> mini\n    when task == faq and tier == free -> large\n    otherwise -> mini"
        )
        let dead = try #require(compiled.found(.deadRule).first)
        #expect(compiled.compilation.plan == nil)
        #expect(dead.labels.map(\.text) == ["takes all of its requests"])
        #expect(dead.labels.map(\.location) == [compiled.policy.rules[0].location])
        // The fix takes the whole line away.
        let edit = try #require(dead.fixes.first?.edits.first)
        #expect(compiled.sources[0].text(in: edit.range) == "    when task == faq and tier == free -> large\n")
    }

    @Test func aRuleBehindAUnionIsDead() throws {
        let compiled = try CompiledText(
            rules:
                "when prompt < 8 tok -> mini\nwhen prompt >= 5 tok -> large\nwhen tier == free -> large\notherwise -> mini"
        )
        // The last two: the union of the first two takes everything.
        #expect(compiled.found(.deadRule).count == 2)
        #expect(
            compiled.found(.deadRule)[0].labels.map(\.text) == [
                "takes some of its requests", "takes some of its requests",
            ])
    }

    @Test func gapsShowARequest() throws {
        let compiled = try CompiledText(
            rules: "when tier == plus -> mini\nwhen tier == premium or prompt > 8 tok -> large")
        let gap = try #require(compiled.found(.routingGap).first)
        #expect(gap.notes == ["for example: tier: free, prompt: 0 tok"])
        #expect(gap.help == "end the rules with `otherwise -> …`")
    }

    @Test func gapsInSumsAndTextsAreRequestsThatExist() throws {
        let compiled = try CompiledText(
            rules: """
                when prompt + max_output <= 100 tok -> mini
                when prompt < 60 tok and max_output < 60 tok -> large
                when starts_with(tenant, "a") and not contains(tenant, "b") -> mini
                """)
        let gap = try #require(compiled.compilation.gap)
        let text = compiled.compilation.describe(gap)
        #expect(text.contains("tenant: ") && text.contains("prompt: ") && text.contains("max_output: "))
        #expect(compiled.found(.routingGap).count == 1)
    }

    @Test func contradictionsAreNoGaps() throws {
        // The rules take everything; only their independent features do not know it.
        let compiled = try CompiledText(
            rules:
                "when prompt + max_output >= prompt -> mini\nwhen prompt < max_output -> large\nwhen max_output <= prompt -> mini"
        )
        #expect(compiled.found(.routingGap).isEmpty)
    }

    @Test func impossibleConditionsAreFound() throws {
        let compiled = try CompiledText(
            declarations: """
                cache c { when: prompt < 0 tok, match: exact, key: [tenant], ttl: 1 h, capacity: 10 }
                allow a { when: tier == free and tier == plus, only: [mini] }
                budget b { when: vip and not vip, limit: $5 per day, spent: reject("no") }
                """, rules: "when prompt > 4 tok and prompt < 2 tok -> large\notherwise -> mini")
        #expect(compiled.found(.neverHolds).count == 4)
        #expect(compiled.found(.deadRule).isEmpty)
    }

    @Test func tooLargeIsSaidAndNotGuessed() throws {
        // Conditions on every pair of many numbers: no diagram, and too many conjunctions to search.
        var rules = ""
        for index in 0..<60 {
            let (a, b, c) = (index * 37 % 97, index * 53 % 89, index * 71 % 83)
            rules +=
                "when (prompt > \(a) tok or max_output < \(b) tok) and (level < \(c) or cached_prefix > \(a + b) tok)"
            rules += " and (worth > $\(b) or fee < $\(c)) and (complexity > \(a)% or deadline < \(b) s) -> large\n"
        }
        let compiled = try CompiledText(rules: rules + "otherwise -> mini")
        let isComplete = compiled.compilation.analysis.isDecided
        #expect(isComplete == compiled.found(.notDecided).isEmpty)
        #expect(compiled.found(.routingGap).isEmpty)
    }
}
