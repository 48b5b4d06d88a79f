import ScrimpCompiler
import ScrimpGenerators
import ScrimpPlan
import ScrimpQuantities
import Testing

/// The sections of a plan, as declarations become them.
@Suite struct PlanSectionTests {
    private func plan(_ declarations: String, rules: String = "otherwise -> mini") throws -> Plan {
        try CompiledText(declarations: declarations, rules: rules).plan
    }

    @Test func attributesKeepKindsRolesAndDefaults() throws {
        let plan = try plan("")
        let names = plan.attributes.map { plan.strings.text($0.name) }
        #expect(names.prefix(3) == ["tenant", "run", "tier"])
        #expect(
            plan.attributes.map(\.role).filter { $0 != .none } == [.prompt, .maxOutput, .cachedPrefix, .deadline])
        #expect(plan.attributes[2].cases.map { plan.strings.text($0) } == ["free", "plus", "premium"])
        #expect(plan.attributes[0].defaultValue == nil)
        #expect(plan.attributes[12].defaultValue == 30_000_000_000)
        // The default of `run` is one of its literals.
        #expect(plan.attributes[1].literals.map { plan.strings.text($0) } == [""])
        #expect(plan.attributes[1].defaultValue == 0)
        #expect(plan.attributes[5].upper == 1_000_000_000)
        #expect(plan.sticky == 0)
    }

    @Test func anEmptyScopeIsKnown() throws {
        let plan = try plan("budget b { limit: $5 per tenant per day, spent: reject(\"no\") }")
        #expect(plan.attributes[0].literals == [.empty])
        #expect(plan.budgets[0].scope == 0)
        #expect(plan.budgets[0].limit == Money(pico: 5_000_000_000_000))
        #expect(plan.budgets[0].window == .calendar(.day))
        #expect(plan.budgets[0].isHard)
    }

    @Test func budgetsCachesSwitches() throws {
        let plan = try plan(
            """
            budget b { limit: $5 over 24 h, on: [mini], spent: route(local), ceiling: $6, alert: [50%, 95%], lapse: 1 min }
            cache c { match: exact, key: [tenant, tier], ttl: 1 h from last hit, capacity: 10 }
            cache s { match: semantic(similarity: 93%), key: [tenant], ttl: 1 h, capacity: 10 }
            switch off { when: vip, on: route(local, mini), throw_when: prompt > 9 tok }
            switch paused { on: reject("paused") }
            attribute { by: [tenant, tier] }
            """)
        let budget = try #require(plan.budgets.first)
        #expect(budget.window == .rolling(86_400_000_000_000))
        #expect(budget.targets == TargetSet(bits: 1))
        #expect(budget.alerts == [500_000_000, 950_000_000])
        #expect(budget.ceiling == Money(pico: 6_000_000_000_000))
        #expect(budget.lapse == 60_000_000_000)
        #expect(!budget.isHard)
        #expect(plan.caches.map(\.match) == [.exact, .semantic(similarity: 930_000_000)])
        #expect(plan.caches[0].key == [0, 2] && plan.caches[0].anchor == .lastHit)
        #expect(plan.switches[0].throwWhen != .never)
        #expect(plan.switches[1].when == .always && plan.switches[1].throwWhen == .never)
        if case .reject(let message) = plan.switches[1].action {
            #expect(plan.strings.text(message) == "paused")
        } else {
            Issue.record("\(plan.switches[1].action)")
        }
        #expect(plan.attributions.map(\.by) == [[0, 2]])
    }

    @Test func equalChainsAreKeptOnce() throws {
        let plan = try plan(
            "",
            rules:
                "when vip -> large, mini\nwhen tier == free -> mini\nwhen tier == plus -> large, mini\notherwise -> mini"
        )
        #expect(plan.rules.map(\.chain) == [0, 1, 0, 1])
        #expect(plan.candidates == [.target(2), .target(0), .target(0)])
        #expect(plan.strings.text(plan.rules[0].text).contains("vip"))
        #expect(plan.rules[1].line == plan.rules[0].line + 1)
    }

    /// From 90/10 to 80/20 the first arm keeps all but a tenth of the keys, and the second all of its own.
    @Test func onlyATenthMoves() throws {
        let splits = try ["90%: mini, 10%: large", "80%: mini, 20%: large"].map {
            try #require(try plan("", rules: "otherwise -> \($0)").splits.first)
        }
        #expect(splits[0].salt == splits[1].salt)
        #expect(splits.map { $0.arms.map(\.target) } == [[0, 2], [0, 2]])
        #expect(
            splits.map { $0.arms.map(\.upTo) } == [
                [16_602_069_666_338_596_453, .max], [14_757_395_258_967_641_291, .max],
            ])
        #expect(splits[0].arms.map(\.share) == [900_000_000, 100_000_000])
    }

    @Test func pricesAreThoseOfTheTier() throws {
        let compiled = try CompiledText(
            CompiledText.request + """
                model own {
                    from: "own/model"
                    price: {
                        input: $2/Mtok, output: $7/Mtok, cached_input: $1/Mtok, source: "contract", as_of: "2026-11-01"
                        long_context: [above(200 ktok, input: $4/Mtok, output: $14/Mtok), above(100 ktok, input: $3/Mtok, output: $7/Mtok)]
                    }
                }
                model batched { from: "openai/gpt-4o-mini", service: batch(within: 24 h) }
                route { otherwise -> own, batched }
                """)
        let plan = try compiled.plan
        let own = try #require(plan.targets.first { plan.strings.text($0.name) == "own" })
        #expect(own.prices.input == 2_000_000 && own.prices.output == 7_000_000 && own.prices.cacheWrite == nil)
        // What the step does not price stays what it is.
        #expect(
            own.prices.longContext == [
                LongContextPrices(above: 100_000, input: 3_000_000, output: 7_000_000, cachedInput: 1_000_000),
                LongContextPrices(above: 200_000, input: 4_000_000, output: 14_000_000, cachedInput: 1_000_000),
            ])
        let mini = try #require(plan.targets.first { plan.strings.text($0.name) == "mini" })
        let batched = try #require(plan.targets.first { plan.strings.text($0.name) == "batched" })
        #expect(batched.prices.input.map { $0 * 2 } == mini.prices.input)
        let local = try #require(plan.targets.first { plan.strings.text($0.name) == "local" })
        #expect(local.isSelfHosted && local.prices.input == nil)
    }

    @Test func sameTextSameBytes() throws {
        for seed in 0..<12 {
            let text = GeneratedPolicy(seed: UInt64(seed), hasState: true).text
            let first = try CompiledText(text).compilation.draft.encoded()
            #expect(try CompiledText(text).compilation.draft.encoded() == first)
            #expect(try Plan(bytes: first).encoded() == first)
        }
    }

    @Test func thePriceIsPartOfTheDigest() throws {
        func digest(_ price: String) throws -> [UInt8] {
            try CompiledText(
                CompiledText.request + """
                    model own { from: "own/model", price: { input: \(price), output: $7/Mtok, source: "contract", as_of: "2026-11-01" } }
                    route { otherwise -> own }
                    """
            ).plan.identity.catalogDigest
        }
        #expect(try digest("$2/Mtok").count == SHA256.size)
        #expect(try digest("$2/Mtok") == digest("$2/Mtok"))
        #expect(try digest("$2/Mtok") != digest("$3/Mtok"))
    }
}
