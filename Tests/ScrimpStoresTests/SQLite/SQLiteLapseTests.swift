import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpStateSupport
import ScrimpStores
import ScrimpTestSupport
import Testing

/// Calls without a report, of this process and of others.
@Suite struct SQLiteLapseTests {
    private let folder: TemporaryFolder
    private var file: String { folder.path("state.db") }

    init() throws { folder = try TemporaryFolder() }

    private func policy() -> StatePolicy {
        var policy = StatePolicy()
        var daily = StatePolicy.Budget("daily", limit: 100)
        daily.lapse = 60_000_000_000
        var tenant = StatePolicy.Budget("tenant", limit: 1_000)
        tenant.isPerTenant = true
        tenant.window = .rolling(3_600_000_000_000)
        policy.budgets = [daily, tenant]
        var few = StatePolicy.Limit("few")
        few.concurrency = 1
        few.isPerTenant = true
        policy.limits = [few]
        return policy
    }

    private func engine(_ policy: StatePolicy) throws -> Engine<SQLiteStore> {
        try policy.engine(SQLiteStore(file: file))
    }

    private func entries() throws -> [String: StateEntry] {
        var state = try SQLiteStateFile(file)
        return Dictionary(try state.entries().map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func expect(settled: Int128, reserved: Int128, running: Int64, _ place: SourceLocation = #_sourceLocation)
        throws
    {
        let found = try entries()
        for name in ["daily", "tenant"] {
            #expect(found[name]?.settled == settled, "\(name)", sourceLocation: place)
            #expect(found[name]?.reserved == reserved, "\(name)", sourceLocation: place)
        }
        #expect(found["few"]?.running == running, sourceLocation: place)
    }

    @Test func ownCallsLapseAndAreCorrectedByALateReport() throws {
        let engine = try engine(policy())
        let decision = try engine.decide(engine.request(tokens: 40), at: .second(0))
        try expect(settled: 0, reserved: 40, running: 1)
        engine.tick(.second(60))
        try expect(settled: 40, reserved: 0, running: 0)
        let result = try engine.settle(decision, Usage(promptTokens: 25), at: .second(61))
        #expect(result.isLate)
        try expect(settled: 25, reserved: 0, running: 0)
    }

    @Test func callsOfADeadProcessAreChargedOnceAndTheirPermitsFreed() throws {
        do {
            let dead = try engine(policy())
            #expect(try dead.decide(dead.request(tokens: 40), at: .second(0)).isCall)
        }
        let engines = try [engine(policy()), engine(policy())]
        #expect(try engines[0].decide(engines[0].request(tokens: 1), at: .second(30)).verdict == .reject(.limit(0)))
        for engine in engines { engine.tick(.second(60)) }
        try expect(settled: 40, reserved: 0, running: 0)
        for engine in engines { engine.tick(.second(70)) }
        try expect(settled: 40, reserved: 0, running: 0)
        #expect(try engines[1].decide(engines[1].request(tokens: 60), at: .second(71)).isCall)
    }

    /// The other process took the call for lost: the report of the one that made it corrects that.
    @Test func aReportAfterAnotherProcessLetTheCallLapse() throws {
        let slow = try engine(policy())
        let decision = try slow.decide(slow.request(tokens: 40), at: .second(0))
        let other = try engine(policy())
        other.tick(.second(100))
        try expect(settled: 40, reserved: 0, running: 0)
        let taken = try other.decide(other.request(tokens: 10), at: .second(100))
        _ = try slow.settle(decision, Usage(promptTokens: 25), at: .second(59))
        try expect(settled: 25, reserved: 10, running: 1)
        _ = try other.settle(taken, Usage(promptTokens: 10), at: .second(101))
        try expect(settled: 35, reserved: 0, running: 0)
    }

    @Test func bothLetTheSameCallLapse() throws {
        let slow = try engine(policy())
        _ = try slow.decide(slow.request(tokens: 40), at: .second(0))
        let other = try engine(policy())
        other.tick(.second(100))
        slow.tick(.second(101))
        try expect(settled: 40, reserved: 0, running: 0)
    }

    @Test func aReleaseAfterAnotherProcessLetTheCallLapse() throws {
        let slow = try engine(policy())
        let decision = try slow.decide(slow.request(tokens: 40), at: .second(0))
        let other = try engine(policy())
        other.tick(.second(100))
        // Its own clock may say that it is not late; the file's says that it is.
        #expect(throws: SettleError.lapsed) { try slow.release(#require(decision.reservation), at: .second(59)) }
        try expect(settled: 40, reserved: 0, running: 0)
    }

    /// A budget that this policy does not have any more is charged all the same.
    @Test func aDeployWithoutABudgetStillChargesWhatItHeld() throws {
        var policy = policy()
        do {
            let dead = try engine(policy)
            _ = try dead.decide(dead.request(tokens: 40), at: .second(0))
        }
        policy.budgets.removeFirst()
        let engine = try engine(policy)
        engine.tick(.second(400))
        try expect(settled: 40, reserved: 0, running: 0)
    }

    /// What belongs to a window that has ended is not charged to the next.
    @Test func aLapseAfterTheWindowsEnd() throws {
        do {
            let dead = try engine(policy())
            _ = try dead.decide(dead.request(tokens: 40), at: .second(86_390))
        }
        let engine = try engine(policy())
        let decision = try engine.decide(engine.request("other", tokens: 7), at: .second(86_401))
        #expect(decision.isCall)
        engine.tick(.second(86_500))
        #expect(try entries()["daily"]?.settled == 7)
        #expect(try entries()["daily"]?.reserved == 0)
    }

    /// A run that was idle for long enough begins anew: what is reported of the run before does not make room in it.
    @Test func aLateReportOfAForgottenRunChangesNothing() throws {
        var policy = StatePolicy()
        var run = StatePolicy.Budget("run", limit: 100)
        run.isPerTenant = true
        run.window = .untilIdle(600_000_000_000)
        run.lapse = 60_000_000_000
        policy.budgets = [run]
        let engine = try engine(policy)
        let decision = try engine.decide(engine.request(tokens: 40), at: .second(0))
        engine.tick(.second(60))
        let next = try engine.decide(engine.request(tokens: 90), at: .second(1_000))
        #expect(next.isCall)
        #expect(try engine.settle(decision, Usage(promptTokens: 5), at: .second(1_001)).isLate)
        #expect(try entries()["run"]?.settled == 0)
        #expect(try entries()["run"]?.reserved == 90)
        #expect(try engine.decide(engine.request(tokens: 11), at: .second(1_002)).verdict == .reject(.budget(0)))
    }
}
