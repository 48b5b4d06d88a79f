import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

/// A policy that is deployed anew over the same store keeps what was spent, and what the one before still books.
@Suite struct DeploymentTests {
    private let options = EngineOptions(hashSeed: 7)

    /// - Parameter extra: a budget that stands in front of the others, so that their places change.
    private func policy(
        limit: Int128, window: PlanWindow = .calendar(.day), concurrency: Int64 = 10, extra: Bool = false
    ) -> Plan {
        var policy = SimplePolicy()
        if extra { policy.builder.budget("extra", limit: 1_000_000) }
        policy.builder.budget("tenant", limit: limit, per: policy.tenant, window: window, scopes: 100)
        policy.builder.plan.limits = [
            PlanLimit(
                name: policy.builder.text("open"), when: .always, targets: .all, scope: policy.tenant,
                concurrency: concurrency)
        ]
        return policy.builder.build()
    }

    private func call(_ engine: Engine<MemoryStore>, _ tenant: String, _ cost: Int64, at time: Int64 = 0) throws
        -> Decision
    {
        try engine.decide(engine.request(tenant, cost: cost), at: .after(time))
    }

    @Test(arguments: [PlanWindow.calendar(.day), .rolling(24 * .hour), .untilIdle(24 * .hour)])
    func threeVersionsInARowKeepWhatWasSpent(window: PlanWindow) throws {
        let store = MemoryStore(threads: .many)
        let first = try Engine(plan: policy(limit: 100, window: window), store: store, options: options)
        _ = try call(first, "other", 1)
        let early = try call(first, "acme", 60)
        _ = try first.settle(early, Usage(promptTokens: 60), at: .after(1))

        // Texts are met in another order, and the budget has another place.
        let second = try Engine(plan: policy(limit: 200, window: window, extra: true), store: store, options: options)
        #expect(try !call(second, "acme", 141, at: 2).isCall)
        let later = try call(second, "acme", 140, at: 3)
        #expect(later.isCall)
        _ = try second.settle(later, Usage(promptTokens: 40), at: .after(4))

        // 100 have been spent: more than the third version allows.
        let third = try Engine(plan: policy(limit: 90, window: window), store: store, options: options)
        #expect(try call(third, "acme", 0, at: 5).verdict == .reject(.budget(0)))
        #expect(try call(third, "other", 89, at: 5).isCall)
        let fourth = try Engine(plan: policy(limit: 110, window: window), store: store, options: options)
        #expect(try !call(fourth, "acme", 11, at: 6).isCall)
        #expect(try call(fourth, "acme", 10, at: 6).isCall)
    }

    @Test(arguments: [PlanWindow.calendar(.day), .rolling(24 * .hour), .untilIdle(24 * .hour)])
    func callsOfTheVersionBeforeAreBookedInBoth(window: PlanWindow) throws {
        let store = MemoryStore(threads: .many)
        let first = try Engine(
            plan: policy(limit: 100, window: window, concurrency: 2), store: store, options: options)
        let settled = try call(first, "acme", 50)
        let released = try call(first, "acme", 40)
        let second = try Engine(
            plan: policy(limit: 100, window: window, concurrency: 2, extra: true), store: store, options: options)
        // What the first holds counts as charged, and its permits are taken.
        #expect(try call(second, "acme", 0, at: 1).verdict == .reject(.limit(0)))
        _ = try first.settle(settled, Usage(promptTokens: 20), at: .after(2))
        #expect(try !call(second, "acme", 41, at: 3).isCall)
        let reservation = try #require(released.reservation)
        try first.release(reservation, at: .after(4))
        let last = try call(second, "acme", 80, at: 5)
        #expect(last.isCall)
        #expect(try !call(second, "acme", 1, at: 6).isCall)
        // The version before decides nothing any more.
        #expect(try call(first, "acme", 1, at: 7).verdict == .reject(.storeLost))
    }

    @Test func switchesAndStagesStayWhereTheyAre() throws {
        func plan(_ name: String) -> Plan {
            var policy = SimplePolicy()
            let other = policy.builder.target("other", PlanPrices(input: 1, output: 0))
            policy.builder.plan.switches = [
                PlanSwitch(
                    name: policy.builder.text(name), when: .always, action: .reject(message: .empty), throwWhen: .never),
                PlanSwitch(
                    name: policy.builder.text("stop"), when: .never, action: .reject(message: .empty), throwWhen: .never
                ),
            ]
            policy.builder.plan.rollouts = [
                PlanRollout(
                    name: policy.builder.text("new"), of: policy.model, otherwise: other, key: policy.tenant,
                    stages: [0, .max], every: .hour, revertWhen: .never, guards: [], salt: 1, signature: 5)
            ]
            return policy.builder.build()
        }
        let store = MemoryStore(threads: .one)
        let first = try Engine(plan: plan("a"), store: store, options: options)
        try first.setSwitch(1, thrown: true, at: .after(0))
        #expect(try call(first, "acme", 1).target == 1)
        #expect(try call(first, "acme", 1, at: .hour).target == 0)
        let second = try Engine(plan: plan("b"), store: store, options: options)
        #expect(second.isThrown(switch: 1) && !second.isThrown(switch: 0))
        #expect(second.status(ofRollout: 0)?.stage == 1)
        #expect(try call(second, "acme", 1, at: .hour + 1).target == 0)
    }

    @Test func aBudgetOfAnotherScopeOrWindowStartsAnew() throws {
        let store = MemoryStore(threads: .many)
        let first = try Engine(plan: policy(limit: 100), store: store, options: options)
        _ = try call(first, "acme", 100)
        var changed = SimplePolicy()
        changed.builder.budget("tenant", limit: 100, window: .calendar(.day))
        let second = try Engine(plan: changed.builder.build(), store: store, options: options)
        #expect(try call(second, "acme", 100, at: 1).isCall)
        let third = try Engine(plan: policy(limit: 100, window: .rolling(.hour)), store: store, options: options)
        #expect(try call(third, "acme", 100, at: 2).isCall)
    }

    @Test func concurrentDeploysNeverLetMoreThrough() async throws {
        let store = MemoryStore(threads: .many)
        let plans = (0..<8).map { policy(limit: 5_000, concurrency: 1_000_000, extra: $0 % 2 == 1) }
        let booked = try await withThrowingTaskGroup(of: Int128.self) { group in
            var engine = try Engine(plan: plans[0], store: store, options: options)
            for version in plans.indices {
                let current = engine
                for thread in 0..<3 {
                    group.addTask {
                        var generator = Generator(UInt64(version * 10 + thread))
                        var booked: Int128 = 0
                        for step in 0..<400 {
                            let decision = try current.decide(
                                current.request("acme", cost: Int64(generator.below(20))), at: .after(Int64(step)))
                            guard decision.isCall else { continue }
                            let used = Int64(generator.below(Int(decision.reserved.pico) + 1))
                            booked += try current.settle(
                                decision, Usage(promptTokens: used), at: .after(Int64(step))
                            ).cost.pico
                        }
                        return booked
                    }
                }
                engine = try Engine(plan: plans[(version + 1) % plans.count], store: store, options: options)
            }
            return try await group.reduce(0, +)
        }
        #expect(booked <= 5_000)
        let last = try Engine(plan: plans[0], store: store, options: options)
        // Nothing is held any more: what is left can be spent to the last pico-dollar.
        #expect(try call(last, "acme", Int64(5_000 - booked), at: .second).isCall)
        #expect(try !call(last, "acme", 1, at: .second).isCall)
    }
}
