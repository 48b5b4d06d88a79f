import ScrimpCompiler
import ScrimpPlan
import ScrimpQuantities
import Testing

/// How models are run, what bounds calls, what changes and what is watched, in the plan.
@Suite struct OperationTests {
    private func plan(_ declarations: String, rules: String = "otherwise -> mini") throws -> Plan {
        let plan = try CompiledText(declarations: declarations, rules: rules).plan
        // What is written can be read.
        #expect(try Plan(bytes: plan.encoded()).encoded() == plan.encoded())
        return plan
    }

    private func target(_ name: String, _ plan: Plan) throws -> PlanTarget {
        try #require(plan.targets.first { plan.strings.text($0.name) == name })
    }

    @Test func modelsAndPools() throws {
        let plan = try plan(
            """
            model quick {
                weights: "a/b", pool: night, quantize: awq(bits: 4, accuracy_drop: 0%..2%)
                prune: sparsegpt(sparsity: 50%, pattern: "2:4"), accuracy_floor: 92%, fallback_precision: exact_one
                latency: { first_token: 200 ms, per_token: 20 ms/tok }, retry: 2, cooldown: 30 s, cooldown_after: 5
            }
            model exact_one { weights: "a/b", pool: h100 }
            model far { from: "openai/gpt-4o-mini", region: "eastus2", service: batch(within: 24 h) }
            pool night {
                gpu: "h100-sxm-80gb", replicas: 0..4, market: spot(fallback: on_demand, interruptions: 5%/h)
                scale_on: queue(8), suspend: 22:00..06:00, suspend_days: [saturday, sunday], region: "eu-west-1"
            }
            pool weekend { gpu: "h100-sxm-80gb", replicas: 2, market: spot(fallback: none, interruptions: 5%/h), suspend_days: sunday }
            """)
        let quick = try target("quick", plan).operation
        #expect(plan.strings.text(quick.variant) == "awq(bits: 4), sparsegpt(pattern: \"2:4\", sparsity: 50%)")
        #expect(plan.strings.text(quick.region) == "eu-west-1")
        #expect(quick.pool == 1 && quick.accuracyFloor == 920_000_000)
        #expect(quick.fallbackPrecision.map { plan.strings.text(plan.targets[Int($0)].name) } == "exact_one")
        #expect(quick.firstToken == 200_000_000 && quick.perToken == 20_000_000)
        #expect(quick.retries == 2 && quick.cooldown == 30_000_000_000 && quick.cooldownAfter == 5)
        let far = try target("far", plan).operation
        #expect(far.service == .batch && far.within == 86_400_000_000_000 && plan.strings.text(far.region) == "eastus2")
        #expect(try target("mini", plan).operation == PlanOperation())
        #expect(plan.pools.map(\.market) == [.onDemand, .spotWithFallback, .spot])
        let night = plan.pools[1]
        #expect(night.fewestReplicas == 0 && night.mostReplicas == 4 && night.scaling == .queue(8))
        #expect(night.suspendStart == 79_200 && night.suspendEnd == 21_600 && night.suspendDays == 0b110_0000)
        #expect(plan.pools[2].suspendStart == nil && plan.pools[2].suspendDays == 0b100_0000)
        #expect(plan.pools[0].suspendDays == PlanPool.everyDay)
    }

    @Test func limits() throws {
        let plan = try plan(
            """
            limit a {
                on: provider("openai"), concurrency: 30, rate: [500 req/min, 200_000 tok/min, 7 req/s], wait: 2 s
                priority: [premium, plus] by tier
            }
            limit loop { calls: 40 per run, forget: 2 h, when: spend(over: 1 h) > $5 }
            limit either { per: vip, concurrency: 9 }
            limit each { on: [mini], per: tenant, concurrency: 2, scopes: 50, rate: 1_000_000_000 req/d }
            """)
        let first = plan.limits[0]
        #expect(first.targets == TargetSet(bits: 0b101))
        #expect(
            first.rates == [
                PlanRate(unit: .requests, amount: 500, per: 60_000_000_000),
                PlanRate(unit: .tokens, amount: 200_000, per: 60_000_000_000),
                PlanRate(unit: .requests, amount: 7, per: 1_000_000_000),
            ])
        #expect(first.concurrency == 30 && first.wait == 2_000_000_000 && first.scope == nil && first.calls == nil)
        #expect(first.priorityAttribute == 2 && first.priorities == [2, 1, 0])
        let loop = plan.limits[1]
        #expect(loop.scope == 1 && loop.calls == 40 && loop.forget == 7_200_000_000_000 && loop.targets == .all)
        // What is not known counts as true.
        let test = plan.tests[Int(loop.when.start)]
        #expect(test.holds(2) == (test.whenTrue == ConditionTest.yes))
        #expect(plan.limits[2].scope == 4)
        let each = plan.limits[3]
        #expect(each.scope == 0 && each.scopes == 50 && each.targets == TargetSet(bits: 1))
        #expect(each.rates == [PlanRate(unit: .requests, amount: 1_000_000_000, per: 86_400_000_000_000)])
        // The empty text is outside, so that it has a symbol.
        #expect(plan.attributes[0].literals.contains(.empty))
    }

    @Test func gathersBatchesCommitmentsAffinities() throws {
        let plan = try plan(
            """
            gather g { when: vip, stop_after: 20 of 100, concurrency: 30 }
            batch b { on: [local, mini], size: 32, wait: 50 ms }
            commit c { on: large, units: 50, price: $1.50/h, then: wait, included: 100 Mtok per day }
            commit d { on: mini, units: 1, price: $0.0000001/s, then: on_demand }
            affinity s { key: run, for: 5 min }
            """)
        #expect(plan.gathers[0].stopAfter == 20 && plan.gathers[0].of == 100 && plan.gathers[0].concurrency == 30)
        #expect(plan.batches[0].targets == TargetSet(bits: 0b1001) && plan.batches[0].size == 32)
        #expect(plan.batches[0].wait == 50_000_000 && plan.batches[0].when == .always)
        let (first, second) = (plan.commitments[0], plan.commitments[1])
        #expect(first.pricePerHour == 1_500_000_000_000 && first.units == 50 && first.waitsBeyond)
        #expect(first.included == 100_000_000 && first.window == .day)
        #expect(second.pricePerHour == 360_000_000 && second.included == nil && !second.waitsBeyond)
        #expect(plan.affinities.map(\.key) == [1] && plan.affinities.map(\.keep) == [300_000_000_000])
    }

    @Test func shapes() throws {
        let plan = try plan(
            """
            shape lean {
                when: prompt > 2 ktok, compress_prompt: 3%..10%, trim_context: 4 ktok, examples: 3, max_output: 512 tok
                reasoning_cap: 256 tok, effort: medium, stop_early: confidence < 20%, stream: true, bundle: 4
                encoding: brotli
            }
            shape rest { on: mini, max_output: 9 tok }
            """)
        let lean = plan.shapes[0]
        #expect(lean.compression == 30_000_000...100_000_000 && lean.context == 4_000 && lean.examples == 3)
        #expect(lean.maxOutput == 512 && lean.reasoningCap == 256 && lean.effort == .medium && lean.stream == true)
        #expect(lean.bundle == 4 && lean.encoding == .brotli && lean.targets == .all)
        let test = plan.tests[Int(lean.stopEarly.start)]
        guard case .comparison(let start, _) = plan.features[Int(test.feature)],
            case .feature(let number, let scale) = plan.instructions[Int(start)]
        else {
            Issue.record("\(plan.features)")
            return
        }
        guard case .hostNumber(let name) = plan.features[Int(number)] else {
            Issue.record("\(plan.features)")
            return
        }
        #expect(plan.strings.text(name) == "confidence" && scale == 1_000_000_000)
        // Until the host has reported it, nothing is stopped.
        #expect(test.holds(1) && !test.holds(2))
        #expect(plan.shapes[1].stopEarly == .never && plan.shapes[1].targets == TargetSet(bits: 1))
    }

    @Test func rolloutsAndShadows() throws {
        func plan(_ stages: String, name: String = "r") throws -> Plan {
            try self.plan(
                """
                rollout \(name) {
                    of: local, key: tenant, stages: \(stages), otherwise: mini
                    revert_when: quality(local, over: 24 h, at_least: 200 req) < 95% or health(local) < 50%
                }
                budget trials { limit: $1 per day, spent: reject("no more") }
                shadow trial { of: haiku, sample: 1%, budget: trials }
                shadow none { of: haiku, sample: 0%, budget: trials }
                """, rules: "otherwise -> local, mini")
        }
        let first = try plan("[5%, 25%, 100%] every 2 d")
        let rollout = try #require(first.rollouts.first)
        #expect(rollout.of == 3 && rollout.otherwise == 0 && rollout.key == 0)
        #expect(rollout.stages == [922_337_203_685_477_579, 4_611_686_018_427_387_903, .max])
        #expect(rollout.every == 172_800_000_000_000)
        #expect(
            rollout.guards.map { first.features[Int($0)] } == [
                .quality(target: 3, over: 86_400_000_000_000, atLeast: 200)
            ])
        #expect(rollout.revertWhen != .never && rollout.revertWhen != .always)
        // Other shares move as few keys as they must; the clock starts anew.
        let second = try #require(try plan("[10%, 25%, 100%] every 2 d").rollouts.first)
        #expect(second.salt == rollout.salt && second.signature != rollout.signature)
        #expect(try plan("[5%, 25%, 100%] every 3 d").rollouts[0].signature != rollout.signature)
        let renamed = try #require(try plan("[5%, 25%, 100%] every 2 d", name: "q").rollouts.first)
        #expect(renamed.salt != rollout.salt && renamed.signature == rollout.signature)
        #expect(try plan("[0%, 100%] every 1 d").rollouts[0].stages == [0, .max])
        #expect(first.shadows.map(\.upTo) == [184_467_440_737_095_515, nil])
        #expect(first.shadows.map(\.target) == [1, 1] && first.shadows.map(\.budget) == [0, 0])
        #expect(Set(first.shadows.map(\.salt) + [rollout.salt]).count == 3)
    }

    @Test func alertsAreFalseWhileNothingIsKnown() throws {
        let plan = try plan(
            """
            switch off { on: reject("off"), throw_when: spend(over: 5 min) > $9 }
            alert runaway { when: spend(over: 1 h) > 3 * usual(over: 7 d), notify: "ops", throw: off }
            alert slow { when: usual(over: 7 d) > $3, notify: "ops" }
            """)
        let hour: Int64 = 3_600_000_000_000
        #expect(plan.features.contains(.spend(over: hour)))
        #expect(plan.features.contains(.usual(over: 168 * hour, length: hour)))
        #expect(plan.features.contains(.usual(over: 168 * hour, length: 168 * hour)))
        let alert = plan.alerts[0]
        #expect(alert.throwing == 0 && plan.strings.text(alert.notify) == "ops")
        for condition in [alert.when, plan.alerts[1].when, plan.switches[0].throwWhen] {
            let test = plan.tests[Int(condition.start)]
            guard case .comparison = plan.features[Int(test.feature)] else {
                Issue.record("\(plan.features[Int(test.feature)])")
                continue
            }
            #expect(test.holds(1) && !test.holds(2) && test.whenTrue == ConditionTest.yes)
        }
    }

    /// The only `spend` of a comparison says what a `usual` is scaled to.
    @Test(arguments: [
        ("spend(over: 1 h) > usual(over: 7 d)", 1), ("usual(over: 7 d) * 2 < spend(over: 2 h) - $1", 2),
        ("spend(over: 1 h) + spend(over: 3 h) > usual(over: 7 d)", 168), ("usual(over: 7 d) > $1", 168),
        ("spend(over: 1 h) > $3 and usual(over: 7 d) > $1", 168),
    ])
    func usualHasTheLengthOfItsSpend(condition: String, hours: Int64) throws {
        let plan = try plan("alert a { when: \(condition), notify: \"ops\" }")
        let hour: Int64 = 3_600_000_000_000
        #expect(plan.features.contains(.usual(over: 168 * hour, length: hours * hour)), "\(plan.features)")
    }

    @Test func undefinedTakesTheSafeSide() throws {
        let condition = "quality(mini, over: 1 h, at_least: 9 req) < 90%"
        let plan = try plan(
            """
            switch off { when: \(condition), on: reject("off") }
            allow a { when: \(condition), only: [mini, local] }
            budget b { limit: $5 per day, when: \(condition), spent: reject("no") }
            cache c { match: exact, key: tenant, ttl: 1 h, capacity: 9, when: \(condition) }
            limit l { concurrency: 3, when: \(condition) }
            batch t { on: mini, size: 3, wait: 1 ms, when: \(condition) }
            shape s { max_output: 9 tok, when: \(condition) }
            gather g { stop_after: 2 of 3, concurrency: 1, when: \(condition) }
            """, rules: "when \(condition) -> local\notherwise -> mini")
        func holds(_ condition: ConditionID, _ value: Int64) -> Bool {
            let test = plan.tests[Int(condition.start)]
            return (test.holds(value) ? test.whenTrue : test.whenFalse) == ConditionTest.yes
        }
        for when in [plan.switches[0].when, plan.allows[0].when, plan.budgets[0].when, plan.limits[0].when] {
            #expect(holds(when, 1) && holds(when, 2) && !holds(when, 0))
        }
        for when in [plan.caches[0].when, plan.batches[0].when, plan.shapes[0].when, plan.gathers[0].when] {
            #expect(holds(when, 1) && !holds(when, 2) && !holds(when, 0))
        }
    }
}
