import ScrimpDiagnostics
import Testing

@Suite struct ProofTests {
    /// Notes of the proof's failure; nil where it holds.
    private func prove(_ claim: String, _ declarations: String = "", rules: String) throws -> [String]? {
        let compiled = try CompiledText(declarations: "prove \"it\" { \(claim) }\n" + declarations, rules: rules)
        #expect(compiled.found(.proofNotDecided).isEmpty)
        return compiled.found(.proofFails).first?.notes
    }
    static let safe = "when tier == free -> mini\notherwise -> large, haiku"

    @Test func chainsAreFollowed() throws {
        #expect(try prove("never: tier == free and reachable(large)", rules: Self.safe) == nil)
        #expect(try prove("never: tier == plus and reachable(haiku)", rules: Self.safe) == ["for example: tier: plus"])
        #expect(try prove("never: tier == plus and first(haiku)", rules: Self.safe) == nil)
        #expect(try prove("always: reachable(mini, large)", rules: Self.safe) == nil)
        #expect(try prove("implies: [tier == free, first(mini)]", rules: Self.safe) == nil)
        #expect(
            try prove("implies: [prompt > 9 tok, first(mini)]", rules: Self.safe) == [
                "for example: tier: plus, prompt: 10 tok"
            ])
    }

    @Test func armsAreFollowed() throws {
        let rules = "when tier == free -> split(90%: mini, 10%: haiku), large\notherwise -> large"
        #expect(try prove("never: tier == free and reachable(haiku)", rules: rules) == ["for example: tier: free"])
        #expect(try prove("never: tier == free and first(haiku)", rules: rules) == ["for example: tier: free"])
        #expect(try prove("implies: [tier == free, first(mini)]", rules: rules) == ["for example: tier: free"])
        #expect(try prove("implies: [tier == free, first(mini) or first(haiku)]", rules: rules) == nil)
    }

    @Test func budgetsAndSwitchesAreFollowed() throws {
        let claim = "never: tier == free and reachable(large)"
        let budget = "budget b { limit: $5 per day, spent: route(large), ceiling: $6"
        #expect(try prove(claim, budget + " }", rules: Self.safe) == ["for example: tier: free"])
        #expect(try prove(claim, budget + ", when: tier == plus }", rules: Self.safe) == nil)
        // The budget counts no call that such a request could make.
        #expect(try prove(claim, budget + ", on: [haiku] }", rules: Self.safe) == nil)
        #expect(try prove(claim, "switch s { on: route(large) }", rules: Self.safe) == ["for example: tier: free"])
        #expect(try prove(claim, "switch s { when: tier != free, on: route(large) }", rules: Self.safe) == nil)
    }

    @Test func rolloutsFallbacksAndCopiesAreFollowed() throws {
        let never = "never: tier == free and reachable(large)"
        let rollout = "rollout r { of: mini, key: tenant, stages: [5%, 100%] every 1 d, otherwise: haiku }\n"
        #expect(try prove("never: tier == free and reachable(haiku)", rollout, rules: Self.safe) != nil)
        #expect(try prove(never, rollout, rules: Self.safe) == nil)
        // Before its key is in, `haiku` is the first.
        #expect(
            try prove("implies: [tier == free, first(mini)]", rollout, rules: Self.safe) == ["for example: tier: free"])
        #expect(
            try prove("implies: [tier == free, first(mini) or first(haiku)]", rollout, rules: Self.safe) == nil)
        let further = rollout + "rollout s { of: haiku, key: tenant, stages: [5%, 100%] every 1 d, otherwise: large }"
        #expect(try prove(never, further, rules: Self.safe) == ["for example: tier: free"])
        let floor = """
            model quick { weights: "a/b", pool: h100, accuracy_floor: 90%, fallback_precision: large }
            """
        #expect(
            try prove(never, floor, rules: "when tier == free -> quick\notherwise -> mini") == [
                "for example: tier: free"
            ])
        let trials = "budget trials { limit: $1 per day, spent: reject(\"no\") }\n"
        #expect(
            try prove(never, trials + "shadow t { of: large, sample: 1%, budget: trials }", rules: Self.safe) == [
                "for example: tier: free"
            ])
        let kept = "allow a { when: tier == free, only: [mini, local] }\n"
        #expect(
            try prove(never, kept + trials + "shadow t { of: large, sample: 1%, budget: trials }", rules: Self.safe)
                == nil)
    }

    @Test func qualityIsQuantifiedToo() throws {
        let rules = "when quality(mini, over: 1 h, at_least: 9 req) < 90% -> large\notherwise -> mini"
        let found = try prove("never: reachable(large)", rules: rules)
        #expect(found == ["for example: quality(mini, over: 1 h): 0%"])
        #expect(
            try prove("never: reachable(large) and quality(mini, over: 1 h, at_least: 9 req) >= 90%", rules: rules)
                == nil)
    }

    @Test func allowsBindEveryPath() throws {
        let claim = "never: tier == free and reachable(large)"
        let allow = "allow a { when: tier == free, only: [mini, local] }"
        #expect(try prove(claim, allow, rules: "otherwise -> large, mini") == nil)
        // The first that is allowed.
        #expect(try prove("implies: [tier == free, first(mini)]", allow, rules: "otherwise -> large, mini") == nil)
    }

    @Test func theStateIsQuantifiedToo() throws {
        let claim = "never: reachable(large)"
        let budget = "budget b { limit: $5 per day, spent: reject(\"no\") }"
        #expect(
            try prove(claim, budget, rules: "when filled(b) >= 80% -> large\notherwise -> mini") == [
                "for example: filled(b): 80%"
            ])
        #expect(
            try prove(claim, rules: "when local_time in 22:00..06:00 and weekday == sunday -> large\notherwise -> mini")
                == [
                    "for example: local_time: 00:00, weekday: sunday"
                ])
    }

    @Test func whatIsTooEntangledIsNotDecided() throws {
        let entangled = "prompt * max_output == 7 tok * 7 tok and prompt > 7 tok and max_output > 7 tok"
        let compiled = try CompiledText(
            declarations: "prove \"it\" { never: \(entangled) and reachable(mini) }", rules: "otherwise -> mini")
        #expect(compiled.found(.proofNotDecided).count == 1)
        #expect(compiled.found(.proofFails).isEmpty)
    }
}
