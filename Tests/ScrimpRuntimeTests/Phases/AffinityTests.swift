import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct AffinityTests {
    private func sticky(_ change: (inout SimplePolicy, UInt16) -> Void = { _, _ in }) throws -> (
        Engine<MemoryStore>, UInt16
    ) {
        var policy = SimplePolicy()
        let second = policy.fallback(input: 1)
        policy.builder.affinity(key: policy.tenant, keep: .minute)
        policy.builder.limit(on: .of(policy.model), concurrency: 1)
        change(&policy, second)
        return (try policy.builder.engine(), second)
    }

    @Test func aKeyStaysForATime() throws {
        let (engine, second) = try sticky()
        let blocking = try engine.decide(engine.request("x"), at: .after(0))
        #expect(try engine.decide(engine.request("a"), at: .after(0)).target == second)
        try engine.release(#require(blocking.reservation), at: .after(1))
        // The first would take it again; it stays, and each call prolongs that.
        #expect(try engine.decide(engine.request("a"), at: .after(.minute - 1)).target == second)
        #expect(try engine.decide(engine.request("a"), at: .after(2 * .minute - 2)).target == second)
        #expect(try engine.decide(engine.request("a"), at: .after(3 * .minute - 2)).target == 0)
    }

    @Test func otherKeysAndFreeRequestsGoTheirWay() throws {
        let (engine, second) = try sticky()
        let blocking = try engine.decide(engine.request("x"), at: .after(0))
        #expect(try engine.decide(engine.request(""), at: .after(0)).target == second)
        #expect(try engine.decide(engine.request("a"), at: .after(0)).target == second)
        try engine.release(#require(blocking.reservation), at: .after(1))
        let free = try engine.decide(engine.request(""), at: .after(2))
        #expect(free.target == 0)
        try engine.release(#require(free.reservation), at: .after(3))
        #expect(try engine.decide(engine.request("b"), at: .after(4)).target == 0)
    }

    @Test func aTargetThatIsNotAllowedOrNotInTheChainKeepsNobody() throws {
        let (engine, second) = try sticky { policy, second in
            let small = policy.builder.condition(policy.prompt, 0...9)
            policy.builder.plan.allows = [PlanAllow(name: .empty, when: small, targets: .of(policy.model, second))]
            let large = policy.builder.condition(policy.prompt, 10...Int64.max)
            policy.builder.plan.allows.append(PlanAllow(name: .empty, when: large, targets: .of(policy.model)))
        }
        let blocking = try engine.decide(engine.request("x"), at: .after(0))
        #expect(try engine.decide(engine.request("a"), at: .after(0)).target == second)
        try engine.release(#require(blocking.reservation), at: .after(1))
        #expect(try engine.decide(engine.request("a", cost: 10), at: .after(2)).target == 0)
    }

    @Test func whereItsTargetIsFullAKeyGoesElsewhereOrWaits() throws {
        // The model is the only candidate, and the key stays on it: it waits as it would without.
        var policy = SimplePolicy()
        policy.builder.affinity(key: policy.tenant, keep: .minute)
        policy.builder.limit(concurrency: 1, wait: 10 * .second)
        let engine = try policy.builder.engine()
        let first = try engine.decide(engine.request("a"), at: .after(0))
        let waiting = try engine.decide(engine.request("a"), at: .after(1))
        let ticket = try #require(waiting.ticket)
        _ = try engine.settle(first, Usage(), at: .after(2))
        let ready = engine.takeReady()
        #expect(ready.map(\.ticket) == [ticket] && ready.first?.decision.position == 0)
        // Another that has room is taken rather than waiting for the one.
        let (open, second) = try sticky()
        #expect(try open.decide(open.request("a"), at: .after(0)).target == 0)
        #expect(try open.decide(open.request("a"), at: .after(1)).target == second)
    }

    @Test func aTextWithoutANumberKeepsItsOwnTarget() throws {
        var policy = SimplePolicy()
        let second = policy.fallback(input: 1)
        policy.builder.affinity(key: policy.tenant, keep: .minute)
        policy.builder.limit(on: .of(policy.model), concurrency: 1)
        let engine = try policy.builder.engine(texts: 1)
        _ = try engine.decide(engine.request("tracked"), at: .after(0))
        let blocking = try engine.decide(engine.request("a"), at: .after(0))
        #expect(blocking.target == second)
        engine.tick(.after(.minute - 1))
        #expect(try engine.decide(engine.request("a"), at: .after(1)).target == second)
    }
}
