import ScrimpPlan
import ScrimpRuntime
import Testing

@Suite struct AdmitTests {
    @Test func aThrownSwitchRejectsOrRoutesUntilItIsTakenBack() throws {
        var policy = SimplePolicy()
        let backup = policy.builder.target("backup", PlanPrices(input: 1, output: 0))
        let large = policy.builder.condition(policy.prompt, 100...Int64.max)
        policy.builder.plan.switches = [
            PlanSwitch(name: .empty, when: large, action: .reject(message: .empty), throwWhen: .never),
            PlanSwitch(
                name: .empty, when: .always, action: .route(policy.builder.chain(backup)), throwWhen: .never),
        ]
        let engine = try policy.builder.engine()
        #expect(try engine.decide(engine.request("a", cost: 100), at: .after(0)).target == policy.model)
        try engine.setSwitch(0, thrown: true, at: .after(0))
        #expect(engine.isThrown(switch: 0) && !engine.isThrown(switch: 1))
        #expect(
            try engine.decide(engine.request("a", cost: 100), at: .after(0)).verdict == .reject(.thrownSwitch(0)))
        #expect(try engine.decide(engine.request("a", cost: 99), at: .after(0)).target == policy.model)
        try engine.setSwitch(1, thrown: true, at: .after(0))
        let routed = try engine.decide(engine.request("a", cost: 99), at: .after(0))
        #expect(routed.target == backup && routed.rule == nil)
        try engine.setSwitch(0, thrown: false, at: .after(0))
        try engine.setSwitch(1, thrown: false, at: .after(0))
        #expect(try engine.decide(engine.request("a", cost: 100), at: .after(0)).target == policy.model)
    }

    /// An order about what the plan does not have changes nothing, and says so.
    @Test(arguments: [-1, 1, Int.max, Int.min]) func switchesThatThereAreNot(index: Int) throws {
        var policy = SimplePolicy()
        policy.builder.plan.switches = [
            PlanSwitch(name: .empty, when: .always, action: .reject(message: .empty), throwWhen: .never)
        ]
        let engine = try policy.builder.engine()
        #expect(throws: OperationError.unknownSwitch(index)) {
            try engine.setSwitch(index, thrown: true, at: .after(0))
        }
        #expect(throws: OperationError.unknownRollout(index)) { try engine.resume(rollout: index, at: .after(0)) }
        #expect(!engine.isThrown(switch: 0) && !engine.isThrown(switch: index))
        #expect(try engine.decide(engine.request("a", cost: 1), at: .after(0)).isCall)
    }

    @Test func aConditionThrowsASwitchForGood() throws {
        var policy = SimplePolicy()
        let budget = policy.builder.budget("all", limit: 100)
        let filled = policy.builder.feature(.filled(budget: budget))
        let nearlyFull = policy.builder.condition(filled, 500_000_000...Int64.max)
        policy.builder.plan.switches = [
            PlanSwitch(name: .empty, when: .always, action: .reject(message: .empty), throwWhen: nearlyFull)
        ]
        let engine = try policy.builder.engine()
        #expect(try engine.decide(engine.request("a", cost: 50), at: .after(0)).isCall)
        #expect(
            try engine.decide(engine.request("a", cost: 1), at: .after(0)).verdict == .reject(.thrownSwitch(0)))
        // The budget is empty again, the switch stays.
        #expect(
            try engine.decide(engine.request("a", cost: 1), at: .after(.day)).verdict == .reject(.thrownSwitch(0)))
        try engine.setSwitch(0, thrown: false, at: .after(0))
        #expect(try engine.decide(engine.request("a", cost: 1), at: .after(.day)).isCall)
    }
}
