import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct RouteTests {
    private func split(_ shares: [UInt64], sticky: Bool = true) throws -> Engine<MemoryStore> {
        var builder = PlanBuilder()
        let user = builder.attribute("user", .int, default: nil)
        builder.target("a", PlanPrices(input: 0, output: 0))
        builder.target("b", PlanPrices(input: 0, output: 0))
        let arms = shares.enumerated().map { (percent: $1, target: UInt16($0)) }
        let index = builder.split("policy/a/b", arms)
        builder.rule(.always, builder.chain([.split(index)]))
        if sticky { builder.plan.sticky = user }
        return try builder.engine()
    }

    private func targets(_ engine: Engine<MemoryStore>, keys: Int) throws -> [UInt16] {
        var made = engine.makeRequest()
        let user = try engine.schema.attribute("user")
        var evaluator = engine.snapshot()
        var targets: [UInt16] = []
        for key in 0..<keys {
            try made.set(user, number: Int64(key))
            let decision = try evaluator.decide(made.request, at: .after(0))
            targets.append(decision.target ?? .max)
            if let reservation = decision.reservation { try evaluator.release(reservation, at: .after(0)) }
        }
        return targets
    }

    @Test func sharesComeOutAndOnlyATenthMoves() throws {
        let keys = 1_000_000
        let before = try targets(split([90, 10]), keys: keys)
        let after = try targets(split([80, 20]), keys: keys)
        let share = Double(before.count { $0 == 0 }) / Double(keys)
        #expect(abs(share - 0.9) < 0.005)
        var moved = 0
        for key in 0..<keys where before[key] != after[key] {
            moved += 1
            #expect(before[key] == 0 && after[key] == 1)
        }
        #expect(abs(Double(moved) / Double(keys) - 0.1) < 0.005)
        #expect(try targets(split([90, 10]), keys: 10_000) == Array(before[0..<10_000]))
    }

    @Test func trackedOrNotATextFallsIntoTheSameArm() throws {
        var policy = SimplePolicy()
        let second = policy.builder.target("second", PlanPrices(input: 1, output: 0))
        policy.builder.plan.sticky = policy.tenant
        policy.builder.plan.candidates = [
            .split(policy.builder.split("s", [(percent: 50, target: policy.model), (percent: 50, target: second)]))
        ]
        let tracking = try policy.builder.engine()
        let forgetful = try policy.builder.engine(texts: 0)
        var seen = Set<UInt16>()
        for number in 0..<200 {
            let first = try tracking.decide(tracking.request("t\(number)"), at: .after(0)).target
            #expect(try forgetful.decide(forgetful.request("t\(number)"), at: .after(0)).target == first)
            seen.insert(try #require(first))
        }
        #expect(seen.count == 2)
    }

    @Test func withoutAStickyAttributeTheContentDecides() throws {
        var policy = SimplePolicy()
        let second = policy.builder.target("second", PlanPrices(input: 1, output: 0))
        policy.builder.plan.candidates = [
            .split(policy.builder.split("s", [(percent: 50, target: policy.model), (percent: 50, target: second)]))
        ]
        let engine = try policy.builder.engine()
        var seen = Set<UInt16?>()
        for content in UInt64(0)..<64 {
            let target = try engine.decide(engine.request("t", content: content), at: .after(0)).target
            #expect(try engine.decide(engine.request("u", content: content), at: .after(1)).target == target)
            seen.insert(target)
        }
        #expect(seen.count == 2)
    }

    @Test func eachCandidateIsTriedAtMostOnce() throws {
        var policy = SimplePolicy()
        policy.builder.plan.candidates = [.target(0), .target(0)]
        policy.builder.plan.chains[0].count = 2
        policy.builder.budget("all", limit: 1)
        let engine = try policy.builder.engine()
        var log = PassLog()
        let decision = try engine.explain(engine.request("a", cost: 2), at: .after(0), observer: &log)
        #expect(decision.verdict == .reject(.budget(0)))
        #expect(log.passed == [.budget(0), .alreadyTried])
    }

    @Test func aCallThatCannotFitTheContextWindowIsPassedOver() throws {
        var policy = SimplePolicy()
        policy.builder.plan.targets[0].contextWindow = 100
        let engine = try policy.builder.engine()
        #expect(try engine.decide(engine.request("a", cost: 100), at: .after(0)).isCall)
        #expect(try engine.decide(engine.request("a", cost: 101), at: .after(0)).verdict == .reject(.exhausted))
    }

    @Test func theFirstRuleThatHoldsDecidesInEveryForm() throws {
        var policy = SimplePolicy()
        let second = policy.builder.target("second", PlanPrices(input: 1, output: 0))
        policy.builder.plan.rules = []
        var listed = policy.builder
        let tests = [listed.condition(policy.prompt, 0...99), ConditionID.always]
        listed.plan.rules = [
            PlanRule(chain: 0, text: .empty, line: 1), PlanRule(chain: 1, text: .empty, line: 2),
        ]
        _ = listed.chain(second)
        var scanned = listed.build()
        var list = scanned
        list.matcher = .rules(RuleList(tests: listed.plan.tests, entries: tests))
        scanned.matcher = .scan(
            MaskScan(
                all: 1, cuts: [MaskScan.Cut(key: 100, ifLess: 1, ifNot: 0, feature: policy.prompt)], tables: [],
                rows: [], rules: [0, 1]))
        for plan in [list, scanned] {
            let engine = try Engine(plan: plan, store: MemoryStore(), options: EngineOptions(hashSeed: 1))
            let low = try engine.decide(engine.request("a", cost: 99), at: .after(0))
            let high = try engine.decide(engine.request("a", cost: 100), at: .after(0))
            #expect(low.rule == 0 && low.target == policy.model)
            #expect(high.rule == 1 && high.target == second)
        }
    }
}
