import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpStateSupport
import ScrimpStores
import ScrimpTestSupport
import Testing

@Suite struct SQLiteStateFileTests {
    private let folder: TemporaryFolder
    private var file: String { folder.path("state.db") }

    init() throws { folder = try TemporaryFolder() }

    private func correction(_ name: String) -> SQLiteStateFile.Correction {
        SQLiteStateFile.Correction(
            policy: "support", name: name, author: "mira", reason: "the provider refunded it", time: .second(50))
    }

    @Test func whatABudgetHasSettledIsSet() throws {
        var policy = StatePolicy()
        var daily = StatePolicy.Budget("daily", limit: 100)
        daily.isPerTenant = true
        var hourly = StatePolicy.Budget("hourly", limit: 100)
        hourly.window = .rolling(3_600_000_000_000)
        daily.lapse = 7_200_000_000_000
        hourly.lapse = 7_200_000_000_000
        policy.budgets = [daily, hourly]
        let engine = try policy.engine(SQLiteStore(file: file))
        let held = try engine.decide(engine.request(tokens: 30), at: .second(0))
        for time in [0, 1_000, 2_000] as [Int64] {
            let decision = try engine.decide(engine.request(tokens: 20), at: .second(time))
            _ = try engine.settle(decision, Usage(promptTokens: 20), at: .second(time))
        }
        var state = try SQLiteStateFile(file)
        try state.set(correction("daily"), scope: "acme", settled: Money(pico: 5))
        try state.set(correction("hourly"), scope: nil, settled: Money(pico: 25))
        #expect(try state.entries().map(\.settled) == [5, 25])
        #expect(try state.entries().map(\.reserved) == [30, 30])
        // The engine goes on with it at once.
        #expect(try engine.decide(engine.request(tokens: 45), at: .second(2_001)).isCall)
        #expect(try engine.decide(engine.request(tokens: 1), at: .second(2_001)).verdict == .reject(.budget(1)))
        _ = try engine.settle(held, Usage(promptTokens: 30), at: .second(2_002))
        #expect(try state.entries().map(\.settled) == [35, 55])
        let audit = try state.audit()
        #expect(audit.map(\.subject) == ["budget daily of acme", "budget hourly"])
        #expect(audit.first?.before == "0.00000000006" && audit.first?.after == "0.000000000005")
        #expect(audit.first?.author == "mira" && audit.first?.reason == "the provider refunded it")
        #expect(audit.first?.time == .second(50))
    }

    @Test func whatIsNotThereCannotBeCorrected() throws {
        var state = try SQLiteStateFile(file)
        #expect(throws: SQLiteStateFile.Failure.unknown("budget daily of acme")) {
            try state.set(correction("daily"), scope: "acme", settled: .zero)
        }
        #expect(throws: SQLiteStateFile.Failure.unknown("rollout next")) { try state.resume(correction("next")) }
        #expect(try state.audit().isEmpty)
    }

    @Test func aSwitchIsThrownForEveryProcess() throws {
        var policy = StatePolicy()
        policy.switches = ["paused"]
        let engine = try policy.engine(SQLiteStore(file: file))
        #expect(try engine.decide(engine.request(tokens: 1), at: .second(0)).isCall)
        var state = try SQLiteStateFile(file)
        try state.set(correction("paused"), thrown: true)
        #expect(try engine.decide(engine.request(tokens: 1), at: .second(1)).verdict == .reject(.thrownSwitch(0)))
        try state.set(correction("paused"), thrown: false)
        #expect(try engine.decide(engine.request(tokens: 1), at: .second(2)).isCall)
        #expect(try state.audit().map(\.before) == ["not thrown", "thrown"])
        #expect(try state.audit().map(\.after) == ["thrown", "not thrown"])
    }

    @Test func onlyARevertedRolloutIsResumed() throws {
        var policy = StatePolicy()
        policy.rollouts = ["next"]
        let engine = try policy.engine(SQLiteStore(file: file))
        _ = try engine.decide(engine.request(tokens: 1), at: .second(0))
        var state = try SQLiteStateFile(file)
        #expect(throws: SQLiteStateFile.Failure.notReverted) { try state.resume(correction("next")) }
        var database = try SQLiteDatabase.open(file, .state)
        let revert = try database.prepare("UPDATE counters SET record = ? WHERE kind = 'rollout'")
        var stages = RolloutStages(signature: policy.plan().rollouts[0].signature, at: 0)
        stages.revert()
        try database.run(revert, .blob(stages.encode()))
        try state.resume(correction("next"))
        #expect(try state.entries().map(\.isReverted) == [false])
        _ = try engine.decide(engine.request(tokens: 1), at: .second(60))
        #expect(engine.status(ofRollout: 0)?.isReverted == false)
        #expect(engine.status(ofRollout: 0)?.since == .second(50))
        #expect(try state.audit().map(\.after) == ["stage 1"])
    }
}
