import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct ShadowTests {
    private struct Shadowed {
        var policy = SimplePolicy()
        let trial: UInt16
        init(percent: UInt64 = 100, trials: Int128 = 100) {
            trial = policy.builder.target("trial", PlanPrices(input: 5, output: 0))
            policy.builder.budget("all", limit: 1_000, on: .of(policy.model))
            let budget = policy.builder.budget("trials", limit: trials, on: .of(trial), alerts: [500_000_000])
            policy.builder.shadow(of: trial, percent: percent, paidBy: budget)
        }
    }

    @Test func theCopyIsPaidByItsOwnBudgetAndSettledAlone() throws {
        let shadowed = Shadowed()
        let engine = try shadowed.policy.builder.engine()
        let decision = try engine.decide(engine.request("a", cost: 10), at: .after(0))
        let copy = try #require(decision.shadow)
        #expect(decision.target == shadowed.policy.model && decision.reserved == Money(pico: 10))
        #expect(copy.target == shadowed.trial && copy.reserved == Money(pico: 50))
        #expect(copy.reservation != decision.reservation)
        // Half of its budget is reached: the host hears of it.
        #expect(decision.alerts == 1)
        #expect(engine.takeAlerts() == [.threshold(budget: 1, share: 500_000_000)])
        let result = try engine.settle(copy.reservation, Usage(promptTokens: 8), at: .after(1))
        #expect(result.cost == Money(pico: 40))
        #expect(try engine.settle(decision, Usage(promptTokens: 10), at: .after(1)).cost == Money(pico: 10))
        #expect(try engine.decide(engine.request("a", cost: 12), at: .after(2)).shadow != nil)
        // The copies' budget is spent; the calls go on.
        let last = try engine.decide(engine.request("a", cost: 10), at: .after(3))
        #expect(last.isCall && last.shadow == nil)
    }

    @Test func aDecisionGivesBackWhatItsCopyHolds() throws {
        let shadowed = Shadowed()
        let engine = try shadowed.policy.builder.engine()
        let request = try engine.request("a", cost: 20)
        let decision = try engine.decide(request, at: .after(0))
        try engine.release(decision, at: .after(1))
        // All of the copies' budget is there again, as is that of the calls.
        let again = try engine.decide(request, at: .after(2))
        #expect(again.shadow != nil)
        // One that is reported does not keep the other.
        _ = try engine.settle(again, Usage(promptTokens: 20), at: .after(3))
        #expect(throws: SettleError.notOpen) { try engine.release(again, at: .after(3)) }
        #expect(try engine.decide(request, at: .after(4)).shadow != nil)
        #expect(engine.core.state.export(part: 0, scope: nil)?.settled == 20)
    }

    @Test func aCopyGoesNowhereThatIsNotAllowed() throws {
        var shadowed = Shadowed()
        shadowed.policy.builder.plan.allows = [
            PlanAllow(name: .empty, when: .always, targets: .of(shadowed.policy.model))
        ]
        let engine = try shadowed.policy.builder.engine()
        let decision = try engine.decide(engine.request("a", cost: 1), at: .after(0))
        #expect(decision.isCall && decision.shadow == nil)
    }

    @Test func aCopyGoesToNoSuspendedOrRestingOrSmallTarget() throws {
        var shadowed = Shadowed()
        shadowed.policy.builder.pool(of: shadowed.trial, start: 3_600, end: 7_200)
        shadowed.policy.builder.operation(of: shadowed.trial) { ($0.cooldown, $0.cooldownAfter) = (.minute, 1) }
        shadowed.policy.builder.plan.targets[Int(shadowed.trial)].contextWindow = 5
        let engine = try shadowed.policy.builder.engine()
        func log(_ cost: Int64, at time: Int64) throws -> [PassReason] {
            var log = PassLog()
            let decision = try engine.explain(engine.request("a", cost: cost), at: .after(time), observer: &log)
            #expect(decision.isCall && (decision.shadow == nil) == !log.passed.isEmpty)
            return log.passed
        }
        #expect(try log(5, at: 0).isEmpty)
        #expect(try log(6, at: 0) == [.contextWindow])
        #expect(try log(5, at: .hour) == [.suspended(pool: 0)])
        let copy = try #require(try engine.decide(engine.request("a", cost: 1), at: .after(0)).shadow)
        _ = try engine.settle(copy.reservation, Usage(outcome: .failed), at: .after(0))
        #expect(try log(5, at: .minute - 1) == [.resting])
        #expect(try log(5, at: .minute).isEmpty)
    }

    @Test func aSampleIsCopied() throws {
        let engine = try Shadowed(percent: 10, trials: 1_000_000).policy.builder.engine()
        var copied = 0
        for content in UInt64(0)..<4_000 {
            let decision = try engine.decide(engine.request("a", content: content), at: .after(0))
            if decision.shadow != nil { copied += 1 }
        }
        #expect(copied > 320 && copied < 480)
    }

    @Test func aCopyFillsNoCacheAndIsAttributed() throws {
        var shadowed = Shadowed()
        shadowed.policy.builder.cache("answers", .exact, key: [shadowed.policy.tenant])
        shadowed.policy.builder.plan.attributions = [PlanAttribution(by: [shadowed.policy.tenant], cells: 10)]
        let engine = try shadowed.policy.builder.engine()
        let decision = try engine.decide(engine.request("a", cost: 2, content: 1), at: .after(0))
        let copy = try #require(decision.shadow)
        _ = try engine.settle(copy.reservation, Usage(promptTokens: 2), answer: 9, at: .after(1))
        var none = NullObserver()
        #expect(try engine.explain(engine.request("a", cost: 2, content: 1), at: .after(1), observer: &none).isCall)
        _ = try engine.settle(decision, Usage(promptTokens: 2), answer: 7, at: .after(1))
        #expect(
            try engine.decide(engine.request("a", cost: 2, content: 1), at: .after(1)).verdict
                == .cached(cache: 0, answer: 7))
        #expect(engine.attribution(0).map(\.cell.money).reduce(0, +) == 12)
    }

    @Test func aRetryIsNotCopiedAgain() throws {
        var shadowed = Shadowed()
        shadowed.policy.builder.operation(of: shadowed.policy.model) { $0.retries = 1 }
        let engine = try shadowed.policy.builder.engine()
        let request = try engine.request("a", cost: 1)
        let first = try engine.decide(request, at: .after(0))
        _ = try engine.settle(first, Usage(outcome: .failed), at: .after(1))
        let again = try engine.retry(request, after: first, at: .after(2))
        #expect(first.shadow != nil && again.isCall && again.shadow == nil)
    }

    @Test func aCopyWithoutAReportIsChargedWhenItLapses() throws {
        let engine = try Shadowed().policy.builder.engine()
        let decision = try engine.decide(engine.request("a", cost: 20), at: .after(0))
        _ = try engine.settle(decision, Usage(promptTokens: 20), at: .after(1))
        engine.tick(.after(.hour))
        #expect(try engine.decide(engine.request("a", cost: 1), at: .after(.hour)).shadow == nil)
        let copy = try #require(decision.shadow)
        #expect(try engine.settle(copy.reservation, Usage(promptTokens: 1), at: .after(.hour)).isLate)
        #expect(try engine.decide(engine.request("a", cost: 1), at: .after(.hour)).shadow != nil)
    }
}
