import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct CommitmentTests {
    private func policy(
        included: Int64? = 100, window: PlanWindow.Unit = .day, waitsBeyond: Bool = false
    ) -> SimplePolicy {
        var policy = SimplePolicy()
        policy.builder.budget("all", limit: 1_000)
        policy.builder.commitment(
            on: .of(policy.model), included: included, window: window, waitsBeyond: waitsBeyond)
        policy.builder.plan.attributions = [PlanAttribution(by: [policy.tenant], cells: 10)]
        return policy
    }

    @Test func whatIsIncludedCostsNothing() throws {
        let engine = try policy().builder.engine()
        let covered = try engine.decide(engine.request("a", cost: 100), at: .after(0))
        #expect(covered.isCovered && covered.reserved == .zero)
        let result = try engine.settle(covered, Usage(promptTokens: 100), at: .after(1))
        #expect(result.cost == .zero && !result.exceedsReservation)
        // Beyond it, at the list price.
        let beyond = try engine.decide(engine.request("a", cost: 1), at: .after(2))
        #expect(!beyond.isCovered && beyond.reserved == Money(pico: 1))
        #expect(engine.attribution(0).map(\.cell.money).reduce(0, +) == 0)
    }

    @Test func unusedTokensGoBack() throws {
        let engine = try policy().builder.engine()
        let first = try engine.decide(engine.request("a", cost: 80), at: .after(0))
        #expect(try !engine.decide(engine.request("a", cost: 21), at: .after(0)).isCovered)
        _ = try engine.settle(first, Usage(promptTokens: 30), at: .after(1))
        let second = try engine.decide(engine.request("a", cost: 70), at: .after(2))
        #expect(second.isCovered)
        try engine.release(#require(second.reservation), at: .after(3))
        #expect(try engine.decide(engine.request("a", cost: 70), at: .after(4)).isCovered)
    }

    @Test func aFailureWithoutFiguresUsesWhatWasHeld() throws {
        let engine = try policy().builder.engine()
        let first = try engine.decide(engine.request("a", cost: 80), at: .after(0))
        let result = try engine.settle(first, Usage(outcome: .failed), at: .after(1))
        #expect(result.isEstimated && result.cost == .zero)
        #expect(try !engine.decide(engine.request("a", cost: 21), at: .after(2)).isCovered)
        #expect(try engine.decide(engine.request("a", cost: 20), at: .after(2)).isCovered)
    }

    @Test func aLapsedCallUsesWhatWasHeldUntilTheLateReport() throws {
        let engine = try policy().builder.engine()
        let first = try engine.decide(engine.request("a", cost: 80), at: .after(0))
        engine.tick(.after(.hour))
        #expect(try !engine.decide(engine.request("a", cost: 21), at: .after(.hour)).isCovered)
        #expect(try engine.settle(first, Usage(promptTokens: 10), at: .after(.hour)).isLate)
        #expect(try engine.decide(engine.request("a", cost: 90), at: .after(.hour)).isCovered)
    }

    @Test func beyondItATargetMayBePassedOver() throws {
        var policy = policy(waitsBeyond: true)
        let second = policy.fallback(input: 1)
        let engine = try policy.builder.engine()
        #expect(try engine.decide(engine.request("a", cost: 60), at: .after(0)).target == policy.model)
        var log = PassLog()
        #expect(try engine.explain(engine.request("a", cost: 60), at: .after(0), observer: &log).target == second)
        #expect(log.passed == [.commitment(0)])
    }

    @Test func eachWindowHasItsOwn() throws {
        let engine = try policy(window: .hour).builder.engine()
        let last = try engine.decide(engine.request("a", cost: 100), at: .after(.hour - 1))
        #expect(last.isCovered)
        #expect(try !engine.decide(engine.request("a", cost: 100), at: .after(.hour - 1)).isCovered)
        #expect(try engine.decide(engine.request("a", cost: 90), at: .after(.hour)).isCovered)
        // What comes in late from the window before changes nothing here.
        _ = try engine.settle(last, Usage(promptTokens: 1), at: .after(.hour))
        #expect(try !engine.decide(engine.request("a", cost: 11), at: .after(.hour)).isCovered)
        #expect(try engine.decide(engine.request("a", cost: 10), at: .after(.hour)).isCovered)
    }

    @Test func unitsAloneCoverEverything() throws {
        let engine = try policy(included: nil).builder.engine()
        for _ in 0..<20 { #expect(try engine.decide(engine.request("a", cost: 900), at: .after(0)).isCovered) }
    }

    @Test func aCoveredCallTakesPermitsToo() throws {
        var policy = policy()
        policy.builder.limit(concurrency: 1)
        let engine = try policy.builder.engine()
        #expect(try engine.decide(engine.request("a", cost: 1), at: .after(0)).isCovered)
        #expect(try engine.decide(engine.request("a", cost: 1), at: .after(0)).verdict == .reject(.limit(0)))
        // The refused one has held no tokens.
        #expect(try engine.decide(engine.request("a", cost: 99), at: .after(.hour)).isCovered)
    }
}
