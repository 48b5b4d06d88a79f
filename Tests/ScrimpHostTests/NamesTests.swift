import ScrimpHost
import ScrimpPlan
import ScrimpRuntime
import Testing

@Suite struct NamesTests {
    @Test func everyKindIsFoundByNameAndNamedByIndex() throws {
        let plan = try GuidePage.plan()
        #expect(plan.names(of: .target) == ["mini", "large", "local"])
        #expect(try plan.index(of: .target, named: "large") == 1 && plan.name(of: .target, at: 2) == "local")
        for (names, expected) in [
            (plan.names(of: .switch), ["paused"]), (plan.names(of: .pool), ["h100"]),
            (plan.names(of: .rollout), ["ours"]), (plan.names(of: .gather), ["search"]),
            (plan.names(of: .shape), ["brief"]), (plan.names(of: .commitment), []),
            (plan.names(of: .cache), ["answers", "meanings"]), (plan.names(of: .budget), ["daily", "trials"]),
            (plan.names(of: .limit), ["openai"]), (plan.names(of: .batch), ["joined"]),
            (plan.names(of: .shadow), ["trial"]), (plan.names(of: .alert), []),
        ] {
            #expect(names == expected)
        }
        let trials: UInt16 = try plan.index(of: .budget, named: "trials")
        #expect(trials == 1)
    }

    @Test func unknownNamesListTheOthers() throws {
        let engine = try Engine(plan: GuidePage.plan(), store: MemoryStore(), options: EngineOptions(hashSeed: 1))
        #expect(throws: UnknownName(kind: "cache", name: "answer", known: ["answers", "meanings"])) {
            try engine.index(of: .cache, named: "answer")
        }
        #expect(
            UnknownName(kind: "cache", name: "answer", known: ["answers", "meanings"]).description
                == "the policy has no cache `answer`; it has `answers`, `meanings`")
        #expect(
            UnknownName(kind: "alert", name: "x", known: []).description == "the policy has no alert `x`; it has none")
        #expect(engine.name(of: .target, at: 3) == nil && engine.name(of: .pool, at: -1) == nil)
    }

    @Test func targetsSayWhatToCall() throws {
        let engine = try Engine(plan: GuidePage.plan(), store: MemoryStore(), options: EngineOptions(hashSeed: 1))
        let targets = engine.callTargets
        #expect(targets.map(\.name) == engine.names(of: .target))
        #expect(targets[0].model == "openai/gpt-4o-mini" && targets[0].provider == "openai" && targets[0].pool == nil)
        #expect(targets[2].model == "mistralai/Mistral-7B-Instruct-v0.3" && targets[2].pool == "h100")
        #expect(targets[2].region == "eu-central-1" && targets[2].service == .standard)
    }
}
