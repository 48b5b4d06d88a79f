import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpStateSupport
import ScrimpStores
import ScrimpTestSupport
import Testing

@Suite struct SQLiteStoreTests {
    private let folder: TemporaryFolder
    private var file: String { folder.path("state.db") }

    init() throws { folder = try TemporaryFolder() }

    private func engine(_ policy: StatePolicy) throws -> Engine<SQLiteStore> {
        try policy.engine(SQLiteStore(file: file))
    }

    private func entry(_ name: String, scope: String? = nil) throws -> StateEntry? {
        var state = try SQLiteStateFile(file)
        return try state.entries().first { $0.name == name && $0.scope == scope }
    }

    private func policy(_ limit: Int128, _ change: (inout StatePolicy.Budget) -> Void = { _ in }) -> StatePolicy {
        var policy = StatePolicy()
        var budget = StatePolicy.Budget("daily", limit: limit)
        change(&budget)
        policy.budgets = [budget]
        return policy
    }

    @Test func whatIsHeldAndSettledIsInTheFile() throws {
        let engine = try engine(policy(100))
        let decision = try engine.decide(engine.request(tokens: 80), at: .second(0))
        #expect(decision.isCall && !decision.isWithoutStore)
        #expect(try entry("daily")?.settled == 0)
        #expect(try entry("daily")?.reserved == 80)
        #expect(try engine.decide(engine.request(tokens: 30), at: .second(1)).verdict == .reject(.budget(0)))
        _ = try engine.settle(decision, Usage(promptTokens: 30), at: .second(2))
        #expect(try entry("daily")?.settled == 30)
        #expect(try entry("daily")?.reserved == 0)
        #expect(throws: SettleError.notOpen) { try engine.settle(decision, Usage(promptTokens: 30), at: .second(3)) }
        #expect(try entry("daily")?.settled == 30)
        #expect(try entry("daily")?.window == .second(0))
    }

    @Test func twoEnginesSeeTheSameRoom() throws {
        let first = try engine(policy(100))
        let second = try engine(policy(100))
        let one = try first.decide(first.request(tokens: 60), at: .second(0))
        #expect(try second.decide(second.request(tokens: 60), at: .second(0)).verdict == .reject(.budget(0)))
        let two = try second.decide(second.request(tokens: 40), at: .second(0))
        #expect(one.isCall && two.isCall)
        #expect(try first.decide(first.request(tokens: 1), at: .second(1)).verdict == .reject(.budget(0)))
        try second.release(#require(two.reservation), at: .second(1))
        _ = try first.settle(one, Usage(promptTokens: 20), at: .second(2))
        #expect(try second.decide(second.request(tokens: 80), at: .second(2)).isCall)
        #expect(try entry("daily")?.settled == 20)
        #expect(try entry("daily")?.reserved == 80)
    }

    @Test func moneyBeyondSixtyFourBitsIsKept() throws {
        var policy = policy(1 << 100)
        policy.price = 1 << 40
        let first = try engine(policy)
        let tokens: Int64 = 1 << 41
        for _ in 0..<3 {
            let decision = try first.decide(first.request(tokens: tokens), at: .second(0))
            _ = try first.settle(decision, Usage(promptTokens: tokens), at: .second(0))
        }
        _ = try first.decide(first.request(tokens: 5), at: .second(0))
        #expect(try entry("daily")?.settled == 3 << 81)
        #expect(try entry("daily")?.reserved == 5 << 40)
        var database = try SQLiteDatabase.open(file, .state)
        let texts = try database.prepare("SELECT settled, reserved FROM counters")
        let found = try database.row(texts) { (row) throws(SQLiteError) in [row.string(0), row.string(1)] }
        #expect(found == ["7253554917687.775048237056", "5.49755813888"])
    }

    /// Other limits, prices and budgets, attributes in another order: what was spent counts.
    @Test func threeDeploysKeepWhatWasSpent() throws {
        var policy = policy(100)
        var tenant = StatePolicy.Budget("tenant", limit: 50)
        tenant.isPerTenant = true
        policy.budgets.append(tenant)
        let first = try engine(policy)
        for name in ["acme", "acme", "zenith"] {
            let decision = try first.decide(first.request(name, tokens: 20), at: .second(0))
            _ = try first.settle(decision, Usage(promptTokens: 20), at: .second(0))
        }

        policy.budgets[0].limit = 70
        policy.budgets.reverse()
        policy.isReordered = true
        policy.literals = ["zenith", "acme"]
        let second = try engine(policy)
        #expect(try second.decide(second.request("acme", tokens: 20), at: .second(1)).verdict == .reject(.budget(0)))
        #expect(try second.decide(second.request("zenith", tokens: 20), at: .second(1)).verdict == .reject(.budget(1)))
        let held = try second.decide(second.request("zenith", tokens: 10), at: .second(1))
        #expect(held.isCall)
        _ = try second.settle(held, Usage(promptTokens: 10), at: .second(2))

        policy.budgets[0].limit = 200
        policy.budgets[1].limit = 300
        policy.budgets.insert(StatePolicy.Budget("new", limit: 1_000), at: 0)
        policy.isReordered = false
        let third = try engine(policy)
        #expect(try third.decide(third.request("acme", tokens: 161), at: .second(3)).verdict == .reject(.budget(1)))
        #expect(try third.decide(third.request("acme", tokens: 160), at: .second(3)).isCall)
        #expect(try entry("daily")?.settled == 70)
        #expect(try entry("tenant", scope: "acme")?.settled == 40)
        #expect(try entry("tenant", scope: "zenith")?.settled == 30)
        #expect(try entry("new")?.settled == 0)
        #expect(try entry("new")?.reserved == 160)
    }

    @Test func policiesOfOtherNamesShareAFileAndNothingElse() throws {
        let first = try engine(policy(100))
        #expect(try first.decide(first.request(tokens: 100), at: .second(0)).isCall)
        var other = policy(100)
        other.name = "research"
        let second = try engine(other)
        #expect(try second.decide(second.request(tokens: 100), at: .second(0)).isCall)
        second.tick(.second(86_000))
        var state = try SQLiteStateFile(file)
        #expect(try state.entries().map(\.policy) == ["research", "support"])
        // What the first policy holds is the first policy's to charge.
        #expect(try state.entries().map(\.reserved) == [0, 100])
    }

    @Test func aNewWindowBeginsForAllProcesses() throws {
        let first = try engine(policy(100))
        let second = try engine(policy(100))
        let old = try first.decide(first.request(tokens: 100), at: .second(86_390))
        #expect(try second.decide(second.request(tokens: 70), at: .second(86_410)).isCall)
        // A report for the window that has ended changes nothing in the new one.
        _ = try first.settle(old, Usage(promptTokens: 100), at: .second(86_411))
        #expect(try entry("daily")?.settled == 0)
        #expect(try entry("daily")?.reserved == 70)
        #expect(try first.decide(first.request(tokens: 31), at: .second(86_412)).verdict == .reject(.budget(0)))
        #expect(try first.decide(first.request(tokens: 30), at: .second(86_412)).isCall)
        #expect(try entry("daily")?.window == .second(86_400))
    }

    @Test func aRollingWindowIsOneRingForAllProcesses() throws {
        let rolling = policy(100) { $0.window = .rolling(590_000_000_000) }
        let first = try engine(rolling)
        let second = try engine(rolling)
        let early = try first.decide(first.request(tokens: 60), at: .second(0))
        _ = try first.settle(early, Usage(promptTokens: 60), at: .second(1))
        let late = try second.decide(second.request(tokens: 40), at: .second(300))
        #expect(late.isCall)
        #expect(try first.decide(first.request(tokens: 1), at: .second(301)).verdict == .reject(.budget(0)))
        // The first sixty have left the window; what is held from the three hundredth second on has not.
        #expect(try first.decide(first.request(tokens: 61), at: .second(700)).verdict == .reject(.budget(0)))
        #expect(try first.decide(first.request(tokens: 60), at: .second(700)).isCall)
    }

    /// Time is the latest that any process has seen.
    @Test func timeIsSharedAndNeverGoesBack() throws {
        let first = try engine(policy(100))
        _ = try first.decide(first.request(tokens: 1), at: .second(1_000))
        let second = try engine(policy(100))
        #expect(try second.decide(second.request(tokens: 1), at: .second(10)).time == .second(1_000))
    }

    @Test func anAlertIsRaisedOnceOverAllProcesses() throws {
        let alerting = policy(100) { $0.alerts = [500_000_000, 900_000_000] }
        let first = try engine(alerting)
        let second = try engine(alerting)
        #expect(try first.decide(first.request(tokens: 60), at: .second(0)).alerts == 1)
        #expect(try second.decide(second.request(tokens: 20), at: .second(0)).alerts == 0)
        #expect(try second.decide(second.request(tokens: 15), at: .second(0)).alerts == 1)
        #expect(try first.decide(first.request(tokens: 1), at: .second(0)).alerts == 0)
    }

    @Test func permitsRatesAndCallsHoldAcrossProcesses() throws {
        var policy = StatePolicy()
        var few = StatePolicy.Limit("few")
        few.concurrency = 2
        few.isPerTenant = true
        policy.limits = [few]
        let first = try engine(policy)
        let second = try engine(policy)
        let one = try first.decide(first.request(tokens: 1), at: .second(0))
        #expect(try second.decide(second.request(tokens: 1), at: .second(0)).isCall)
        #expect(try second.decide(second.request(tokens: 1), at: .second(0)).verdict == .reject(.limit(0)))
        #expect(try second.decide(second.request("zenith", tokens: 1), at: .second(0)).isCall)
        #expect(try entry("few", scope: "acme")?.running == 2)
        _ = try first.settle(one, Usage(promptTokens: 1), at: .second(1))
        #expect(try second.decide(second.request(tokens: 1), at: .second(1)).isCall)
        #expect(try first.decide(first.request(tokens: 1), at: .second(1)).verdict == .reject(.limit(0)))
    }

    @Test func aRateIsOneBucketForAllProcesses() throws {
        var policy = StatePolicy()
        var rate = StatePolicy.Limit("rate")
        rate.rates = [PlanRate(unit: .tokens, amount: 100, per: 1_000_000_000)]
        policy.limits = [rate]
        let first = try engine(policy)
        let second = try engine(policy)
        let one = try first.decide(first.request(tokens: 70), at: .second(0))
        #expect(try second.decide(second.request(tokens: 40), at: .second(0)).verdict == .reject(.limit(0)))
        #expect(try second.decide(second.request(tokens: 30), at: .second(0)).isCall)
        // What was not used is given back.
        _ = try first.settle(one, Usage(promptTokens: 20), at: .second(0))
        #expect(try second.decide(second.request(tokens: 50), at: .second(0)).isCall)
        #expect(try second.decide(second.request(tokens: 1), at: .second(0)).verdict == .reject(.limit(0)))
        #expect(try first.decide(first.request(tokens: 100), at: .second(1)).isCall)
    }

    @Test func callsInAllAreCountedOverAllProcesses() throws {
        var policy = StatePolicy()
        var loop = StatePolicy.Limit("loop")
        loop.calls = 3
        policy.limits = [loop]
        let engines = try [engine(policy), engine(policy)]
        for call in 0..<3 {
            let engine = engines[call % 2]
            let decision = try engine.decide(engine.request(tokens: 1), at: .second(0))
            #expect(decision.isCall)
            _ = try engine.settle(decision, Usage(promptTokens: 1), at: .second(0))
        }
        for engine in engines {
            #expect(try engine.decide(engine.request(tokens: 1), at: .second(0)).verdict == .reject(.limit(0)))
        }
        #expect(try entry("loop")?.calls == 3)
    }

    @Test func aCommitmentIsUsedUpTogether() throws {
        var policy = policy(1_000)
        policy.commitment = 100
        let first = try engine(policy)
        let second = try engine(policy)
        let covered = try first.decide(first.request(tokens: 70), at: .second(0))
        #expect(covered.isCovered)
        let paid = try second.decide(second.request(tokens: 40), at: .second(0))
        #expect(paid.isCall && !paid.isCovered)
        _ = try first.settle(covered, Usage(promptTokens: 50), at: .second(0))
        #expect(try second.decide(second.request(tokens: 50), at: .second(0)).isCovered)
        #expect(try entry("reserved")?.settled == 50)
        #expect(try entry("reserved")?.reserved == 50)
        #expect(try entry("daily")?.reserved == 40)
    }

    @Test func switchesAndStagesReachTheOthers() throws {
        var policy = policy(100)
        policy.switches = ["paused", "frozen"]
        policy.rollouts = ["next"]
        let first = try engine(policy)
        let second = try engine(policy)
        _ = try first.decide(first.request(tokens: 1), at: .second(0))
        try first.setSwitch(1, thrown: true, at: .second(1))
        #expect(try second.decide(second.request(tokens: 1), at: .second(1)).verdict == .reject(.thrownSwitch(1)))
        #expect(try entry("frozen")?.isThrown == true)
        // By name: another deploy has them in another order.
        policy.switches = ["frozen", "paused"]
        let third = try engine(policy)
        #expect(try third.decide(third.request(tokens: 1), at: .second(2)).verdict == .reject(.thrownSwitch(0)))
        try third.setSwitch(0, thrown: false, at: .second(3))
        #expect(try second.decide(second.request(tokens: 1), at: .second(3)).isCall)
        // The stage's clock began with the first request that anybody met.
        #expect(third.status(ofRollout: 0)?.since == .second(0))
        _ = try first.decide(first.request(tokens: 1), at: .second(3_601))
        #expect(try entry("next")?.stage == 1)
        _ = try second.decide(second.request(tokens: 1), at: .second(3_602))
        #expect(second.status(ofRollout: 0)?.stage == 1)
    }

    @Test func aThousandTenantsAreKeptApart() throws {
        let perTenant = policy(10) { $0.isPerTenant = true }
        let engines = try [engine(perTenant), engine(perTenant)]
        var generator = SeededGenerator(seed: 5)
        var spent = [Int128](repeating: 0, count: 300)
        for _ in 0..<1_200 {
            let (engine, tenant) = (engines[generator.below(2)], generator.below(300))
            let tokens = Int64(1 + generator.below(5))
            let decision = try engine.decide(engine.request("tenant \(tenant)", tokens: tokens), at: .second(0))
            #expect(decision.isCall == (spent[tenant] + Int128(tokens) <= 10))
            guard decision.isCall else { continue }
            _ = try engine.settle(decision, Usage(promptTokens: tokens), at: .second(0))
            spent[tenant] += Int128(tokens)
        }
        var state = try SQLiteStateFile(file)
        let kept = try state.entries()
        for tenant in spent.indices where spent[tenant] > 0 {
            #expect(kept.first { $0.scope == "tenant \(tenant)" }?.settled == spent[tenant])
        }
    }

    /// Texts that are no UTF-8, or empty of sense, are scopes like all others.
    @Test func anyTextIsAScope() throws {
        let perTenant = policy(10) { $0.isPerTenant = true }
        let first = try engine(perTenant)
        let second = try engine(perTenant)
        for text in ["é\u{0}", "'; DROP TABLE counters; --", "\u{feff}", "1"] {
            #expect(try first.decide(first.request(text, tokens: 10), at: .second(0)).isCall)
            #expect(try second.decide(second.request(text, tokens: 1), at: .second(0)).verdict == .reject(.budget(0)))
        }
        #expect(try entry("daily", scope: "1")?.reserved == 10)
    }
}
