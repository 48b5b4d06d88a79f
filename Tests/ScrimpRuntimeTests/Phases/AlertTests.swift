import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

@Suite struct AlertTests {
    /// Announces when more than a hundred pico-dollars have been settled within a minute.
    private func policy(throwing: Bool) -> SimplePolicy {
        var policy = SimplePolicy()
        let spend = policy.builder.feature(.spend(over: .minute))
        let much = policy.builder.comparison(spend, scale: 1, .greater, (100, 1))
        if throwing { policy.builder.toggle("stop") }
        policy.builder.alert(when: much, throwing: throwing ? 0 : nil)
        return policy
    }

    private func spend(_ engine: Engine<MemoryStore>, _ amount: Int64, at time: Int64) throws {
        let decision = try engine.decide(engine.request("a", cost: amount), at: .after(time))
        #expect(decision.isCall)
        _ = try engine.settle(decision, Usage(promptTokens: amount), at: .after(time))
    }

    @Test func aConditionIsAnnouncedWhenItBecomesTrue() throws {
        let engine = try policy(throwing: false).builder.engine()
        try spend(engine, 100, at: 0)
        #expect(engine.takeAlerts().isEmpty)
        for second in Int64(1)..<10 { try spend(engine, 10, at: second * .second) }
        #expect(engine.takeAlerts() == [.condition(alert: 0)])
        // It becomes false, and true again.
        engine.tick(.after(3 * .minute))
        #expect(engine.takeAlerts().isEmpty)
        try spend(engine, 101, at: 3 * .minute + .second)
        #expect(engine.takeAlerts() == [.condition(alert: 0)])
    }

    @Test func aTickLooksToo() throws {
        let engine = try policy(throwing: false).builder.engine()
        engine.tick(.after(0))
        try spend(engine, 101, at: 1)
        // Looked at once per second.
        #expect(engine.takeAlerts().isEmpty)
        engine.tick(.after(.second))
        #expect(engine.takeAlerts() == [.condition(alert: 0)])
    }

    @Test func aConditionThrowsASwitch() throws {
        let engine = try policy(throwing: true).builder.engine()
        try spend(engine, 101, at: 0)
        engine.tick(.after(.second))
        #expect(engine.takeAlerts() == [.condition(alert: 0), .thrown(switch: 0)])
        #expect(engine.isThrown(switch: 0))
        #expect(try engine.decide(engine.request("a"), at: .after(.second)).verdict == .reject(.thrownSwitch(0)))
        // It stays thrown until a person lifts it, and is not thrown again by the same rise.
        try engine.setSwitch(0, thrown: false, at: .after(2 * .second))
        engine.tick(.after(3 * .second))
        #expect(engine.takeAlerts().isEmpty && !engine.isThrown(switch: 0))
    }

    @Test func nobodyNeedsToTakeAlerts() throws {
        var policy = SimplePolicy()
        policy.builder.budget("all", limit: 10, per: policy.tenant, alerts: [500_000_000])
        let engine = try Engine(
            plan: policy.builder.build(), store: MemoryStore(threads: .one),
            options: EngineOptions(hashSeed: 1, alertsKept: 3))
        for key in 0..<5 { #expect(try engine.decide(engine.request("t\(key)", cost: 5), at: .after(0)).alerts == 1) }
        #expect(engine.lostAlerts == 2)
        var scopes: [String] = []
        while let alert = engine.nextAlert() { scopes.append(engine.text(of: try #require(alert.scope), attribute: 0)) }
        #expect(scopes == ["t2", "t3", "t4"])
    }

    @Test func aRollingBudgetAnnouncesAnewWhateverMovesIt() throws {
        var policy = SimplePolicy()
        policy.builder.budget("all", limit: 100, window: .rolling(.hour), alerts: [500_000_000], lapse: 2 * .hour)
        let engine = try policy.builder.engine()
        _ = try engine.decide(engine.request("a", cost: 60), at: .after(0))
        #expect(engine.takeAlerts().count == 1)
        var kept: [Decision] = []
        for part in Int64(1)...6 {
            kept.append(try engine.decide(engine.request("a", cost: 6), at: .after(part * 9 * .minute)))
        }
        let later = try engine.decide(engine.request("a", cost: 40), at: .after(.hour + 3 * .minute))
        // A whole window has passed since: what the counter says now is heard once more.
        #expect(later.isCall && engine.takeAlerts().count == 1)
    }
}
