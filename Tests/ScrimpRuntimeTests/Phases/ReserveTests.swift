import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct ReserveTests {
    @Test func aHardBudgetRefusesWhatWouldPassItsLimit() throws {
        var policy = SimplePolicy()
        policy.builder.budget("daily", limit: 100, per: policy.tenant)
        let engine = try policy.builder.engine()
        let first = try engine.decide(engine.request("a", cost: 60), at: .after(0))
        #expect(first.isCall && first.reserved == Money(pico: 60))
        #expect(try engine.decide(engine.request("a", cost: 41), at: .after(1)).verdict == .reject(.budget(0)))
        #expect(try engine.decide(engine.request("a", cost: 40), at: .after(2)).isCall)
        #expect(try engine.decide(engine.request("a", cost: 1), at: .after(3)).verdict == .reject(.budget(0)))
        #expect(try engine.decide(engine.request("b", cost: 100), at: .after(4)).isCall)
    }

    @Test func theEmptyScopeIsOutside() throws {
        var policy = SimplePolicy()
        policy.builder.budget("daily", limit: 10, per: policy.tenant)
        let engine = try policy.builder.engine()
        for _ in 0..<5 { #expect(try engine.decide(engine.request("", cost: 10), at: .after(0)).isCall) }
    }

    @Test func aCandidateThatDoesNotFitIsPassedOver() throws {
        var builder = PlanBuilder()
        builder.attribute("tenant", .string, default: nil)
        builder.attribute("prompt", .tokens, role: .prompt)
        builder.attribute("max_output", .tokens, role: .maxOutput)
        let dear = builder.target("dear", PlanPrices(input: 10, output: 0))
        let cheap = builder.target("cheap", PlanPrices(input: 1, output: 0))
        builder.rule(.always, builder.chain(dear, cheap))
        builder.budget("all", limit: 150)
        let engine = try builder.engine()
        #expect(try engine.decide(engine.request("a", cost: 10), at: .after(0)).target == dear)
        let second = try engine.decide(engine.request("a", cost: 10), at: .after(0))
        #expect(second.target == cheap && second.position == 1)
    }

    @Test func severalBudgetsHoldAllOrNone() throws {
        var policy = SimplePolicy()
        policy.builder.budget("wide", limit: 100)
        policy.builder.budget("narrow", limit: 30, per: policy.tenant)
        let engine = try policy.builder.engine()
        #expect(try engine.decide(engine.request("a", cost: 40), at: .after(0)).verdict == .reject(.budget(1)))
        // What the narrow budget refused has taken nothing from the wide one.
        for tenant in ["a", "b", "c"] {
            #expect(try engine.decide(engine.request(tenant, cost: 30), at: .after(0)).isCall)
        }
        #expect(try engine.decide(engine.request("d", cost: 11), at: .after(0)).verdict == .reject(.budget(0)))
        #expect(try engine.decide(engine.request("d", cost: 10), at: .after(0)).isCall)
    }

    private func softPolicy() -> (builder: PlanBuilder, dear: UInt16, cheap: UInt16) {
        var builder = PlanBuilder()
        builder.attribute("tenant", .string, default: nil)
        builder.attribute("prompt", .tokens, role: .prompt)
        builder.attribute("max_output", .tokens, role: .maxOutput)
        let dear = builder.target("dear", PlanPrices(input: 10, output: 0))
        let cheap = builder.target("cheap", PlanPrices(input: 1, output: 0))
        builder.rule(.always, builder.chain(dear))
        return (builder, dear, cheap)
    }

    @Test func aSoftBudgetRoutesAtItsLimitAndRejectsAtItsCeiling() throws {
        var (builder, dear, cheap) = softPolicy()
        builder.budget("soft", limit: 100, spent: .route(builder.chain(cheap)), ceiling: 120)
        let engine = try builder.engine()
        #expect(try engine.decide(engine.request("a", cost: 10), at: .after(0)).target == dear)
        // The limit is reached: what the action routes to may use money up to the ceiling.
        for _ in 0..<2 { #expect(try engine.decide(engine.request("a", cost: 10), at: .after(0)).target == cheap) }
        #expect(try engine.decide(engine.request("a", cost: 10), at: .after(0)).verdict == .reject(.ceiling(0)))
    }

    @Test func aRuleThatNamesTheActionsTargetGoesOnBelowTheCeiling() throws {
        var (builder, _, cheap) = softPolicy()
        builder.plan.candidates[0] = .target(cheap)
        builder.budget("soft", limit: 100, spent: .route(builder.chain(cheap)), ceiling: 120)
        let engine = try builder.engine()
        for _ in 0..<12 { #expect(try engine.decide(engine.request("a", cost: 10), at: .after(0)).target == cheap) }
        #expect(try engine.decide(engine.request("a", cost: 10), at: .after(0)).verdict == .reject(.ceiling(0)))
    }

    @Test func theActionsTargetsMustBeAllowedAndHeldEverywhere() throws {
        var (builder, _, cheap) = softPolicy()
        builder.budget("soft", limit: 5, spent: .route(builder.chain(cheap)), ceiling: 1_000)
        var onlyCheap = TargetSet()
        onlyCheap.insert(cheap)
        builder.budget("hard", limit: 10, on: onlyCheap)
        let engine = try builder.engine()
        #expect(try engine.decide(engine.request("a", cost: 10), at: .after(0)).target == cheap)
        #expect(try engine.decide(engine.request("a", cost: 10), at: .after(0)).verdict == .reject(.budget(1)))

        var dearOnly = TargetSet()
        dearOnly.insert(0)
        builder.plan.allows = [PlanAllow(name: .empty, when: .always, targets: dearOnly)]
        let strict = try builder.engine()
        #expect(try strict.decide(strict.request("a", cost: 10), at: .after(0)).verdict == .reject(.exhausted))
    }

    @Test func whatIsUnpricedOrUncappedIsUnaffordableUnderABudget() throws {
        var builder = PlanBuilder()
        builder.attribute("tenant", .string, default: nil)
        builder.attribute("prompt", .tokens, role: .prompt)
        builder.target("unpriced", PlanPrices(input: nil, output: 1))
        builder.target("uncapped", PlanPrices(input: 1, output: 1))
        let free = builder.target("own", PlanPrices(input: nil, output: nil), selfHosted: true)
        builder.rule(.always, builder.chain(0, 1, free))
        let unbounded = try builder.engine()
        #expect(try unbounded.decide(unbounded.request("a", cost: 5), at: .after(0)).target == 0)
        builder.budget("all", limit: 1_000)
        let engine = try builder.engine()
        var log = PassLog()
        let decision = try engine.explain(engine.request("a", cost: 5), at: .after(0), observer: &log)
        #expect(decision.target == free)
        #expect(log.passed == [.unpriced, .unpriced])
    }

    @Test func aBudgetThatAppliesToUndefinedConditionsIsRestrictive() throws {
        var policy = SimplePolicy()
        policy.builder.plan.instructions = [
            .feature(policy.prompt, scale: 1), .constant(numerator: 0, denominator: 1), .divide,
            .constant(numerator: 1, denominator: 1), .compare(.less),
        ]
        let undefined = policy.builder.feature(.comparison(start: 0, count: 5))
        let restrictive = policy.builder.condition(undefined, in: [1, 2])
        policy.builder.budget("all", limit: 10, when: restrictive)
        let engine = try policy.builder.engine()
        #expect(try engine.decide(engine.request("a", cost: 11), at: .after(0)).verdict == .reject(.budget(0)))
        policy.builder.plan.allows = [PlanAllow(name: .empty, when: restrictive, targets: TargetSet())]
        let closed = try policy.builder.engine()
        #expect(try closed.decide(closed.request("a", cost: 1), at: .after(0)).verdict == .reject(.exhausted))
    }

    @Test func scopesBeyondTheMaximumShareOneCounter() throws {
        var policy = SimplePolicy()
        policy.builder.budget("daily", limit: 100, per: policy.tenant, scopes: 2)
        let engine = try policy.builder.engine()
        #expect(try engine.decide(engine.request("a", cost: 100), at: .after(0)).isCall)
        #expect(try engine.decide(engine.request("b", cost: 100), at: .after(0)).isCall)
        #expect(try engine.decide(engine.request("c", cost: 60), at: .after(0)).isCall)
        #expect(try engine.decide(engine.request("d", cost: 60), at: .after(0)).verdict == .reject(.budget(0)))
        #expect(try engine.decide(engine.request("d", cost: 40), at: .after(0)).isCall)
        // The next day there is room again.
        #expect(try engine.decide(engine.request("d", cost: 100), at: .after(.day)).isCall)
        #expect(try engine.decide(engine.request("a", cost: 100), at: .after(.day)).isCall)
    }

    /// What the scope of a request has spent is what it would be held beside, also where it shares a counter.
    @Test(arguments: [false, true]) func conditionsSeeTheCounterThatKeysShare(manyThreads: Bool) throws {
        var policy = SimplePolicy()
        let scopes: Int64 = manyThreads ? 4_096 : 1
        policy.builder.budget("daily", limit: 100, per: policy.tenant, scopes: scopes)
        let filled = policy.builder.feature(.filled(budget: 0))
        let half = policy.builder.condition(filled, 500_000_000...Int64.max)
        policy.builder.toggle(action: .reject(message: .empty), throwWhen: half)
        let engine = try policy.builder.engine(threads: manyThreads ? .many : .one)
        // More than all the stripes of a budget have room for together.
        for key in 0..<(manyThreads ? 8_000 : 1) {
            #expect(try engine.decide(engine.request("own \(key)"), at: .after(0)).isCall)
        }
        #expect(try engine.decide(engine.request("x", cost: 50), at: .after(0)).isCall)
        #expect(try engine.decide(engine.request("own 0"), at: .after(1)).isCall)
        #expect(try engine.decide(engine.request("y"), at: .after(1)).verdict == .reject(.thrownSwitch(0)))
    }

    @Test func textsThatAreNotTrackedShareTheCommonCounter() throws {
        var policy = SimplePolicy()
        policy.builder.budget("daily", limit: 100, per: policy.tenant)
        let engine = try policy.builder.engine(texts: 1)
        #expect(try engine.decide(engine.request("known", cost: 100), at: .after(0)).isCall)
        #expect(try engine.decide(engine.request("x", cost: 60), at: .after(0)).isCall)
        #expect(try engine.decide(engine.request("y", cost: 60), at: .after(0)).verdict == .reject(.budget(0)))
    }

    @Test func sumsBeyondSixtyFourBitsAreExact() throws {
        var policy = SimplePolicy()
        policy.builder.budget("all", limit: Int128(Int64.max) * 4)
        let engine = try policy.builder.engine()
        for _ in 0..<4 { #expect(try engine.decide(engine.request("a", cost: .max), at: .after(0)).isCall) }
        #expect(try engine.decide(engine.request("a", cost: 1), at: .after(0)).verdict == .reject(.budget(0)))
    }

    @Test func alertsFireOncePerThresholdWindowAndScope() throws {
        var policy = SimplePolicy()
        policy.builder.budget("daily", limit: 100, per: policy.tenant, alerts: [500_000_000, 800_000_000])
        let engine = try policy.builder.engine()
        var fired: [Alert.Cause] = []
        for step in 0..<10 {
            let decision = try engine.decide(engine.request("a", cost: 10), at: .after(Int64(step)))
            for _ in 0..<decision.alerts {
                let alert = try #require(engine.nextAlert())
                fired.append(alert.cause)
                #expect(engine.text(of: try #require(alert.scope), attribute: policy.tenant) == "a")
            }
        }
        #expect(fired == [.threshold(budget: 0, share: 500_000_000), .threshold(budget: 0, share: 800_000_000)])
        #expect(try engine.decide(engine.request("b", cost: 90), at: .after(20)).alerts == 2)
        #expect(try engine.decide(engine.request("a", cost: 50), at: .after(.day)).alerts == 1)
    }
}

/// Keeps why candidates were passed over.
struct PassLog: Observer {
    var passed: [PassReason] = []
    mutating func passedOver(_ target: UInt16, _ reason: PassReason) { passed.append(reason) }
}
