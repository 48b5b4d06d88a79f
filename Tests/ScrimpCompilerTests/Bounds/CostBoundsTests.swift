import ScrimpCompiler
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpSemantics
import Testing

@Suite struct CostBoundsTests {
    private func bounds(_ declarations: String = "", rules: String) throws -> CostBounds {
        let compiled = try CompiledText(
            "use \"catalog.yaml\"\n" + CompiledText.request
                + "model tiered { from: \"own/tiered\", prefix_cache: 5 min }\n" + declarations + "\nroute {\n" + rules
                + "\n}\n", files: ["catalog.yaml": CostBoundsAgreementTests.catalog])
        return CostBounds(of: compiled.policy, compiled.compilation)
    }

    private func texts(_ bound: CostBound) -> [String] { bound.terms.map(\.text) }

    @Test func aConditionBoundsPromptAndOutput() throws {
        let bounds = try bounds(
            rules: "when prompt <= 2 ktok and max_output <= 500 tok and prompt >= 100 tok -> large\notherwise -> local")
        let first = bounds.classes[0]
        #expect(first.name == "when prompt <= 2 ktok and max_output <= 500 tok and prompt >= 100 tok")
        #expect(first.chain == "large")
        #expect(
            texts(first.bound) == [
                "input of `large`: 2_000 tok × $2.50/Mtok = $0.005", "output of `large`: 500 tok × $10/Mtok = $0.005",
            ])
        #expect(first.bound.most == Money(pico: 10_000_000_000))
        #expect(first.bound.dominatingText == "input of `large`: 2_000 tok × $2.50/Mtok = $0.005, 50 %")
        // A hundred tokens that the provider has kept, and no output.
        #expect(first.bound.least == Money(pico: 100 * 1_250_000))
        #expect(first.bound.hint == "≤ $0.01")
        #expect(bounds.classes[1].bound.hint == "free")
        #expect(bounds.classes[1].name == "otherwise")
        #expect(bounds.classes[1].bound == .nothing)
        #expect(bounds.classes[1].calls.map(\.isSelfHosted) == [true])
    }

    /// What earlier rules take is no longer there.
    @Test func earlierRulesNarrow() throws {
        let bounds = try bounds(
            rules: "when prompt > 1 ktok or max_output > 10 tok -> local\nwhen tier == free -> mini\notherwise -> large"
        )
        #expect(
            texts(bounds.classes[1].bound) == [
                "input of `mini`: 1_000 tok × $0.15/Mtok = $0.00015",
                "output of `mini`: 10 tok × $0.60/Mtok = $0.000006",
            ])
        #expect(bounds.classes[2].calls[0].prompt.most == 1_000)
    }

    /// Without a condition, the longest answer of the model and a prompt that fills the rest of its context window.
    @Test func theContextWindowBounds() throws {
        let first = try bounds(rules: "otherwise -> mini").classes[0]
        #expect(
            texts(first.bound) == [
                "input of `mini`: 111_616 tok × $0.15/Mtok = $0.0167424",
                "output of `mini`: 16_384 tok × $0.60/Mtok = $0.0098304",
            ])
        #expect(first.calls[0].prompt.source == .contextWindow)
        #expect(first.calls[0].output.source == .modelMaximum)
    }

    @Test func aShapeCapsWhereItAlwaysApplies() throws {
        let shapes = "shape s { when: prompt > 5 tok, max_output: 100 tok }"
        let bounds = try bounds(
            shapes,
            rules: "when prompt in 6..10 -> mini\nwhen prompt <= 10 tok -> mini\notherwise -> local"
                .replacing("6..10", with: "6 tok..10 tok"))
        #expect(bounds.classes[0].calls[0].output.most == 100)
        #expect(bounds.classes[0].calls[0].output.source == .shape(0))
        #expect(bounds.classes[1].calls[0].output.most == 16_384)
    }

    /// A failed candidate stays charged, and so does each retry.
    @Test func chainsAndRetriesAddUp() throws {
        let rules =
            "when prompt <= 10 tok and max_output <= 10 tok -> often, split(50%: mini, 50%: large)\notherwise -> local"
        let bounds = try bounds("model often { from: \"openai/gpt-4o-mini\", retry: 2 }", rules: rules)
        let bound = bounds.classes[0].bound
        #expect(
            texts(bound) == [
                "output of `large`: 10 tok × $10/Mtok = $0.0001", "input of `large`: 10 tok × $2.50/Mtok = $0.000025",
                "output of `often`: 3 calls × 10 tok × $0.60/Mtok = $0.000018",
                "input of `often`: 3 calls × 10 tok × $0.15/Mtok = $0.0000045",
            ])
        #expect(bounds.classes[0].calls.map(\.tries) == [1, 1, 3])
    }

    @Test func cacheWritesLongPromptsAndTheAllowance() throws {
        let bounds = try bounds(rules: "when prompt <= 15 tok and max_output <= 2 tok -> tiered\notherwise -> local")
        // 15 tokens count as 21: beyond 20 the third tier writes at $7.
        #expect(
            texts(bounds.classes[0].bound) == [
                "cache write of `tiered`: 21 tok × $7/Mtok above 20 tok = $0.000147",
                "output of `tiered`: 2 tok × $9/Mtok above 20 tok = $0.000018",
                "request fee of `tiered`: $0.000001/req = $0.000001",
            ])
    }

    /// The bound is not just above all reservations: it is the greatest of them.
    @Test(arguments: [
        "prompt + max_output <= 27 tok", "prompt <= 14 tok and prompt + max_output <= 30 tok",
        "max_output <= 9 tok and prompt + max_output <= 19 tok", "max_output in 3 tok..5 tok and prompt < 22 tok",
        "prompt in 7 tok..7 tok and 2 * prompt + 3 * max_output <= 40 tok",
    ])
    func theMostIsAttained(condition: String) throws {
        let compiled = try CompiledText(
            "use \"catalog.yaml\"\n" + CompiledText.request
                + "model tiered { from: \"own/tiered\", prefix_cache: 5 min }\nroute {\nwhen \(condition) -> tiered\notherwise -> local\n}\n",
            files: ["catalog.yaml": CostBoundsAgreementTests.catalog])
        let bounds = CostBounds(of: compiled.policy, compiled.compilation)
        let engine = try Engine(
            plan: try compiled.plan, store: MemoryStore(), options: EngineOptions(hashSeed: 1))
        var builder = engine.makeRequest()
        var requests = GeneratedRequests(seed: 1, policy: compiled.policy)
        var values = requests.values()
        let prompt = try #require(compiled.policy.attributes.firstIndex { $0.name == "prompt" })
        let output = try #require(compiled.policy.attributes.firstIndex { $0.name == "max_output" })
        var greatest = Money.zero
        for tokens in 0..<32 {
            for cap in 0..<32 {
                values[prompt] = .number(Int64(tokens))
                values[output] = .number(Int64(cap))
                try requests.fill(&builder, engine.schema, values, content: 1)
                let decision = try engine.decide(builder.request, at: Instant(nanoseconds: 0))
                if decision.rule == 0 { greatest = max(greatest, decision.reserved) }
                try engine.release(decision, at: Instant(nanoseconds: 0))
            }
        }
        #expect(bounds.classes[0].bound.most == greatest)
        #expect(greatest > .zero)
    }

    @Test func aCacheMayAnswerForNothing() throws {
        let rules = "when task == faq and prompt > 9 tok -> mini\nwhen prompt > 9 tok -> mini\notherwise -> local"
        let cache = "cache c { when: task == faq, match: exact, key: [tenant], ttl: 1 h from insert, capacity: 9 }"
        let bounds = try bounds(cache, rules: rules)
        #expect(bounds.classes[0].caches == [0])
        #expect(bounds.classes[0].bound.least == .zero)
        #expect(bounds.classes[1].caches.isEmpty)
        #expect(bounds.classes[1].bound.least == Money(pico: 10 * 75_000))
    }

    @Test func spentBudgetsAndSwitchesAreWays() throws {
        let rules = "when prompt <= 10 tok and max_output <= 10 tok -> mini\notherwise -> local"
        let budget = "budget b { limit: $1 per day, spent: route(large), ceiling: $2 }"
        let spent = try bounds(budget, rules: rules).classes[0]
        #expect(spent.way == .spentBudget(0))
        // What the budget has refused is not paid.
        #expect(texts(spent.bound).first == "output of `large`: 10 tok × $10/Mtok = $0.0001")
        #expect(spent.bound.terms.allSatisfy { $0.modelName == "large" })
        let thrown = try bounds("switch s { on: route(large) }", rules: rules).classes[0]
        #expect(thrown.way == .thrownSwitch(0))
        #expect(thrown.bound.most == spent.bound.most)
    }

    @Test func allowAndDeadlinesLeaveModelsOut() throws {
        let declarations = """
            model batched { from: "openai/gpt-4o", service: batch(within: 24 h) }
            allow a { when: tier == free, only: [mini, local] }
            """
        let rules = "when tier == free -> large, mini\nwhen deadline < 1 h -> batched, local\notherwise -> local"
        let bounds = try bounds(declarations, rules: rules)
        #expect(bounds.classes[0].calls.map(\.modelName) == ["mini"])
        #expect(bounds.classes[1].calls.map(\.modelName) == ["local"])
        #expect(bounds.classes[1].bound.most == .zero)
    }

    @Test func whatHasNoBoundSaysWhy() throws {
        let declarations = """
            model blank { from: "own/blank", price: { input: $1/Mtok, output: $2/Mtok, source: "contract", as_of: "2026-11-01" } }
            model half { from: "own/half", price: { input: $1/Mtok, source: "contract", as_of: "2026-11-01" }, context: 9 tok }
            """
        let bounds = try bounds(declarations, rules: "when prompt > 9 tok and tier == free -> blank\notherwise -> half")
        #expect(bounds.classes[0].bound.most == nil)
        #expect(bounds.classes[0].bound.hint == "no bound")
        #expect(
            bounds.classes[0].bound.unbounded.map(\.message) == [
                "nothing bounds the prompt of a call to `blank`", "nothing bounds the output of a call to `blank`",
            ])
        #expect(bounds.classes[0].bound.unbounded[1].help == "cap it: `shape capped { max_output: 4 ktok }`")
        #expect(bounds.classes[1].bound.unbounded.map(\.message) == ["`half` has no price for output"])
    }

    @Test func copiesCommitmentsAndGatherings() throws {
        let declarations = """
            budget copying { limit: $1 per day, spent: reject("no") }
            shadow copies { of: large, sample: 10%, budget: copying }
            commit paid { on: [mini], units: 1, price: $1/h, then: on_demand }
            gather search { when: task == advice, stop_after: 3 of 7, concurrency: 2 }
            """
        let rules = "when prompt <= 10 tok and max_output <= 10 tok -> mini\notherwise -> local"
        let bounds = try bounds(declarations, rules: rules)
        #expect(
            texts(bounds.classes[0].bound) == [
                "output of `large` (copy): 10 tok × $10/Mtok = $0.0001",
                "input of `large` (copy): 10 tok × $2.50/Mtok = $0.000025",
            ])
        #expect(bounds.classes[0].calls[0].isCovered)
        let gather = bounds.gathers[0]
        #expect(gather.calls == 3...7)
        // The copy of a call to the window's end is the dearest.
        #expect(gather.most == bounds.classes[1].bound.most.flatMap { $0.multiplied(by: 7) })
    }

    @Test func windowsOfBudgets() throws {
        let declarations = """
            budget hard { limit: $5 per tenant per day, spent: reject("no"), on: [large] }
            budget soft { limit: $1 per tenant per day, spent: route(mini), ceiling: $3, on: [mini] }
            budget free { limit: $1 per day, spent: reject("no"), on: [local] }
            limit few { on: [large], rate: [6 req/min] }
            limit loop { on: [mini], calls: 10 per tenant, forget: 1 d }
            """
        let rules = "when prompt <= 10 tok and max_output <= 10 tok -> large, mini\notherwise -> local"
        let bounds = try bounds(declarations, rules: rules)
        let (hard, soft, free) = (bounds.budgets[0], bounds.budgets[1], bounds.budgets[2])
        #expect(hard.window == "per tenant per day")
        #expect(hard.hardAmount == Money(pico: 5_000_000_000_000))
        // 6 a minute for a day and the second of a burst, and one at either end, at $0.000125 each.
        #expect(hard.limiting == .calls(limit: 0, calls: 8_642))
        #expect(hard.most == Money(pico: 8_642 * 125_000_000))
        #expect(hard.fewestCalls == 40_000)
        #expect(hard.dearestCall?.modelName == "large")
        #expect(hard.dearestClass == 0)
        #expect(hard.classes == [0])
        #expect(free.classes == [1])
        #expect(soft.limiting == .calls(limit: 1, calls: 30))
        #expect(soft.hardAmount == Money(pico: 3_000_000_000_000))
        #expect(free.limiting == .noPaidCalls)
        #expect(free.most == .zero)
    }

    @Test func anArrowWithinATextIsNotTheRules() throws {
        let rules = #"when tenant == "a -> b \" -> c" and vip -> mini, large"# + "\notherwise -> local"
        let first = try bounds(rules: rules).classes[0]
        #expect(first.name == #"when tenant == "a -> b \" -> c" and vip"#)
        #expect(first.chain == "mini, large")
    }

    @Test func deadRulesAreSaid() throws {
        let bounds = try bounds(rules: "when prompt > 5 tok -> mini\nwhen prompt > 6 tok -> large\notherwise -> local")
        #expect(bounds.classes.map(\.isReachable) == [true, false, true])
        #expect(bounds.classes[1].bound == .nothing)
    }

    /// Without a diagram, conditions are taken one by one.
    @Test func aRuleThatMatchesManyTextsIsBoundedToo() throws {
        let rules = (0..<300).map {
            "when tenant == \"t\($0)\" and prompt <= \($0 + 1) tok and max_output <= 1 tok -> mini"
        }
        let bounds = try bounds(rules: rules.joined(separator: "\n") + "\notherwise -> local")
        #expect(bounds.classes.count == 301)
        #expect(bounds.classes[299].calls[0].prompt.most == 300)
    }
}
