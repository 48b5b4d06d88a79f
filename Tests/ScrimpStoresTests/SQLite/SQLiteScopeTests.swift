import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpStateSupport
import ScrimpStores
import ScrimpTestSupport
import Testing

/// How many scopes have counters of their own, and when they lose them.
@Suite struct SQLiteScopeTests {
    private let folder: TemporaryFolder
    private var file: String { folder.path("state.db") }

    init() throws { folder = try TemporaryFolder() }

    private func engine(_ policy: StatePolicy) throws -> Engine<SQLiteStore> {
        try policy.engine(SQLiteStore(file: file))
    }

    private func scopes(_ name: String) throws -> [String?] {
        var state = try SQLiteStateFile(file)
        return try state.entries().filter { $0.name == name }.map(\.scope)
    }

    /// What the file says of the number of scopes, which has to be that of its rows.
    private func counted(_ kind: String, _ name: String) throws -> Int64? {
        var database = try SQLiteDatabase.open(file, .state)
        let find = try database.prepare("SELECT value FROM meta WHERE name = ?")
        return try database.row(find, .text("scopes support\u{0}\(kind)\u{0}\(name)")) { (row) throws(SQLiteError) in
            row.integer(0)
        } ?? nil
    }

    private func perTenant(_ window: PlanWindow = .calendar(.day), scopes: Int64 = 1_000) -> StatePolicy {
        var policy = StatePolicy()
        var budget = StatePolicy.Budget("tenant", limit: 10)
        budget.isPerTenant = true
        budget.window = window
        budget.scopes = scopes
        policy.budgets = [budget]
        return policy
    }

    private func spend(_ engine: Engine<SQLiteStore>, _ tenant: String, _ tokens: Int64, at second: Int64) throws
        -> Bool
    {
        let decision = try engine.decide(engine.request(tenant, tokens: tokens), at: .second(second))
        guard decision.isCall else { return false }
        _ = try engine.settle(decision, Usage(promptTokens: tokens), at: .second(second))
        return true
    }

    /// All processes agree on who shares the common counter, so that nobody has room in two.
    @Test func scopesBeyondTheMaximumShareOneCounterInAllProcesses() throws {
        let engines = try [engine(perTenant(scopes: 2)), engine(perTenant(scopes: 2))]
        #expect(try spend(engines[0], "a", 4, at: 0))
        #expect(try spend(engines[1], "b", 4, at: 0))
        #expect(try spend(engines[1], "c", 7, at: 0))
        #expect(try !spend(engines[0], "c", 4, at: 0))
        #expect(try !spend(engines[0], "d", 4, at: 0))
        #expect(try spend(engines[0], "d", 3, at: 0))
        for engine in engines {
            #expect(try spend(engine, "a", 3, at: 1))
            #expect(try spend(engine, "b", 3, at: 1))
            #expect(try !spend(engine, "c", 1, at: 1))
        }
        #expect(try !spend(engines[0], "a", 1, at: 2))
        #expect(try scopes("tenant") == ["a", "b", nil])
        #expect(try counted("budget", "tenant") == 2)
    }

    @Test func limitsToo() throws {
        var policy = StatePolicy()
        var limit = StatePolicy.Limit("few")
        limit.isPerTenant = true
        limit.concurrency = 1
        limit.scopes = 1
        policy.limits = [limit]
        let engines = try [engine(policy), engine(policy)]
        #expect(try engines[0].decide(engines[0].request("a", tokens: 1), at: .second(0)).isCall)
        #expect(try engines[1].decide(engines[1].request("b", tokens: 1), at: .second(0)).isCall)
        #expect(try engines[0].decide(engines[0].request("b", tokens: 1), at: .second(0)).verdict == .reject(.limit(0)))
        #expect(try engines[0].decide(engines[0].request("c", tokens: 1), at: .second(0)).verdict == .reject(.limit(0)))
        #expect(try engines[1].decide(engines[1].request("a", tokens: 1), at: .second(0)).verdict == .reject(.limit(0)))
        #expect(try scopes("few") == ["a", nil])
    }

    @Test(arguments: [
        PlanWindow.calendar(.day), .rolling(3_600_000_000_000), .untilIdle(3_600_000_000_000),
    ])
    func scopesWhoseWindowHasEndedAreDropped(window: PlanWindow) throws {
        var policy = perTenant(window)
        var limit = StatePolicy.Limit("rate")
        limit.isPerTenant = true
        limit.rates = [PlanRate(unit: .requests, amount: 10_000, per: 1_000_000_000)]
        limit.calls = 10
        policy.limits = [limit]
        let engine = try engine(policy)
        for tenant in 0..<200 { #expect(try spend(engine, "old \(tenant)", 5, at: 0)) }
        #expect(try scopes("tenant").count == 200)
        // Nothing is dropped while it counts.
        for tenant in 0..<200 { #expect(try !spend(engine, "old \(tenant)", 6, at: 1)) }
        #expect(try scopes("tenant").count == 200)
        let held = try engine.decide(engine.request("held", tokens: 5), at: .second(100_000))
        #expect(held.isCall)
        for call in 0..<640 { #expect(try spend(engine, "new \(call / 2)", 5, at: 100_000)) }
        let left = try scopes("tenant")
        #expect(left.count == 321 && !left.contains { $0?.hasPrefix("old") ?? true })
        #expect(try scopes("rate").count == 321)
        #expect(try counted("budget", "tenant") == 321)
        #expect(try counted("limit", "rate") == 321)
        _ = try engine.settle(held, Usage(promptTokens: 5), at: .second(100_001))
        #expect(try !spend(engine, "held", 6, at: 100_001))
    }

    /// A process whose mirror is full of scopes that the file has dropped makes room for those that it has.
    @Test func aFullMirrorMakesRoom() throws {
        let engines = try [engine(perTenant(scopes: 2)), engine(perTenant(scopes: 2))]
        for tenant in ["a", "b"] { #expect(try spend(engines[0], tenant, 10, at: 0)) }
        var state = try SQLiteStateFile(file)
        for tenant in ["a", "b"] {
            let correction = SQLiteStateFile.Correction(
                policy: "support", name: "tenant", author: "mira", reason: "test", time: .second(0))
            try state.set(correction, scope: tenant, settled: .zero)
        }
        var dropped = 0
        while try scopes("tenant").contains("a"), dropped < 200 {
            _ = try engines[1].decide(engines[1].request("shared", tokens: 0), at: .second(1))
            dropped += 1
        }
        for tenant in ["c", "d"] { #expect(try spend(engines[1], tenant, 6, at: 2)) }
        for tenant in ["c", "d"] {
            #expect(try !spend(engines[0], tenant, 5, at: 3))
            #expect(try spend(engines[0], tenant, 4, at: 3))
        }
        #expect(try scopes("tenant").compactMap { $0 } == ["c", "d"])
    }

    /// What was held without the file is charged to the tenant whose it was.
    @Test func aCallThatWasHeldWithoutTheFileKeepsItsScope() throws {
        var policy = perTenant()
        policy.budgets[0].isStoreLossOpen = true
        var options = SQLiteStore.Options()
        options.patience = 10
        let engine = try policy.engine(SQLiteStore(file: file, options: options))
        #expect(try spend(engine, "a", 1, at: 0))
        var other = try SQLiteDatabase.open(file, .state)
        try other.execute("BEGIN IMMEDIATE")
        let held = try ["a", "b"].map { try engine.decide(engine.request($0, tokens: 6), at: .second(0)) }
        #expect(held.allSatisfy { $0.isCall && $0.isWithoutStore })
        try other.execute("ROLLBACK")
        for decision in held { _ = try engine.settle(decision, Usage(promptTokens: 6), at: .second(1)) }
        var state = try SQLiteStateFile(file)
        #expect(try state.entries().map(\.scope) == ["a", "b"])
        #expect(try state.entries().map(\.settled) == [7, 6])
        #expect(try counted("budget", "tenant") == 2)
        #expect(throws: SettleError.notOpen) { try engine.settle(held[0], Usage(promptTokens: 6), at: .second(2)) }
    }
}
