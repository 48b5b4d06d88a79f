import Foundation
import ScrimpQuantities
import ScrimpRuntime
import ScrimpStateSupport
import ScrimpStores
import ScrimpTestSupport
import Testing

/// What decisions and reports say while the file cannot be written.
@Suite struct SQLiteLossTests {
    private let folder: TemporaryFolder
    private var file: String { folder.path("state.db") }

    init() throws { folder = try TemporaryFolder() }

    private func policy(open: [Bool]) -> StatePolicy {
        var policy = StatePolicy()
        policy.budgets = open.enumerated().map { index, isOpen in
            var budget = StatePolicy.Budget("budget \(index)", limit: 100)
            budget.isStoreLossOpen = isOpen
            return budget
        }
        return policy
    }

    private func engine(_ policy: StatePolicy) throws -> (Engine<SQLiteStore>, SQLiteStore) {
        var options = SQLiteStore.Options()
        options.patience = 10
        let store = try SQLiteStore(file: file, options: options)
        return (try policy.engine(store), store)
    }

    /// Another process that holds the file until the block ends.
    private func whileHeld(_ body: () throws -> Void) throws {
        var other = try SQLiteDatabase.open(file, .state)
        try other.execute("BEGIN IMMEDIATE")
        try body()
        try other.execute("ROLLBACK")
    }

    @Test func aClosedBudgetRefuses() throws {
        let (engine, store) = try engine(policy(open: [true, false]))
        try whileHeld { () throws in
            #expect(try engine.decide(engine.request(tokens: 1), at: .second(0)).verdict == .reject(.storeLost))
            #expect(store.lastError?.cause == .busy)
        }
        #expect(try engine.decide(engine.request(tokens: 100), at: .second(0)).isCall)
        #expect(store.lastError == nil)
    }

    @Test func anOpenBudgetGoesOnAndSaysSo() throws {
        let (engine, _) = try engine(policy(open: [true, true]))
        let before = try engine.decide(engine.request(tokens: 60), at: .second(0))
        #expect(!before.isWithoutStore)
        var during: Decision?
        try whileHeld { () throws in
            during = try engine.decide(engine.request(tokens: 30), at: .second(1))
            #expect(during?.isCall == true && during?.isWithoutStore == true)
            // What this process knows still binds it.
            #expect(try engine.decide(engine.request(tokens: 20), at: .second(1)).verdict == .reject(.budget(0)))
            #expect(throws: SettleError.storeLost) {
                try engine.settle(before, Usage(promptTokens: 50), at: .second(2))
            }
        }
        // The reports can be repeated, and count in full.
        _ = try engine.settle(before, Usage(promptTokens: 50), at: .second(3))
        _ = try engine.settle(#require(during), Usage(promptTokens: 25), at: .second(3))
        var state = try SQLiteStateFile(file)
        for entry in try state.entries() {
            #expect(entry.settled == 75)
            #expect(entry.reserved == 0)
        }
        #expect(try engine.decide(engine.request(tokens: 26), at: .second(4)).verdict == .reject(.budget(0)))
        #expect(try engine.decide(engine.request(tokens: 25), at: .second(4)).isCall)
    }

    @Test func aCallThatWasHeldWithoutTheStoreLapsesOrIsReleased() throws {
        let (engine, _) = try engine(policy(open: [true]))
        var held: [Decision] = []
        try whileHeld { () throws in
            for _ in 0..<2 { held.append(try engine.decide(engine.request(tokens: 20), at: .second(0))) }
        }
        try engine.release(#require(held[0].reservation), at: .second(1))
        engine.tick(.second(1_000))
        var state = try SQLiteStateFile(file)
        #expect(try state.entries().map(\.settled) == [20])
        let late = try engine.settle(held[1], Usage(promptTokens: 5), at: .second(1_001))
        #expect(late.isLate)
        #expect(try state.entries().map(\.settled) == [5])
        #expect(try state.entries().map(\.reserved) == [0])
    }

    /// A process that hangs in a transaction costs the first step its patience, not every one.
    @Test func notEveryStepWaitsForAProcessThatHangs() throws {
        var options = SQLiteStore.Options()
        options.patience = 500
        let store = try SQLiteStore(file: file, options: options)
        let engine = try policy(open: [false]).engine(store)
        #expect(store.presentPatience == 500)
        try whileHeld { () throws in
            for _ in 0..<3 {
                #expect(try engine.decide(engine.request(tokens: 1), at: .second(0)).verdict == .reject(.storeLost))
                #expect(store.lastError?.cause == .busy)
                #expect(store.presentPatience == 20)
            }
        }
        #expect(try engine.decide(engine.request(tokens: 1), at: .second(0)).isCall)
        #expect(store.lastError == nil)
        #expect(store.presentPatience == 500)
    }

    @Test func aLimitAloneRefuses() throws {
        var policy = StatePolicy()
        var few = StatePolicy.Limit("few")
        few.concurrency = 5
        policy.limits = [few]
        let (engine, _) = try engine(policy)
        try whileHeld { () throws in
            #expect(try engine.decide(engine.request(tokens: 1), at: .second(0)).verdict == .reject(.storeLost))
        }
        #expect(try engine.decide(engine.request(tokens: 1), at: .second(0)).isCall)
    }

    @Test func aPolicyThatCountsNothingDoesNotNeedTheFile() throws {
        let (engine, _) = try engine(StatePolicy())
        try whileHeld { () throws in
            let decision = try engine.decide(engine.request(tokens: 1), at: .second(0))
            #expect(decision.isCall && !decision.isWithoutStore)
            _ = try engine.settle(decision, Usage(promptTokens: 1), at: .second(0))
        }
    }

    @Test func aFullFileRefusesAndHoldsNothing() throws {
        var policy = policy(open: [false])
        policy.budgets[0].isPerTenant = true
        let (engine, store) = try engine(policy)
        #expect(try engine.decide(engine.request("first", tokens: 1), at: .second(0)).isCall)
        store.limitPages(to: 24)
        var last: Decision?
        var tenants = 0
        while tenants < 5_000, last.map({ $0.isCall }) ?? true {
            last = try engine.decide(engine.request("tenant \(tenants)", tokens: 60), at: .second(0))
            tenants += 1
        }
        #expect(last?.verdict == .reject(.storeLost))
        #expect(store.lastError?.cause == .full)
        store.limitPages(to: 1_000_000)
        // The refused call is not held.
        let again = try engine.decide(engine.request("tenant \(tenants - 1)", tokens: 100), at: .second(0))
        #expect(again.isCall)
    }

    /// A record that cannot be read is not taken for an empty one.
    @Test func aDamagedRecordRefuses() throws {
        let (engine, store) = try engine(policy(open: [false]))
        _ = try engine.decide(engine.request(tokens: 90), at: .second(0))
        var database = try SQLiteDatabase.open(file, .state)
        try database.execute("UPDATE counters SET record = substr(record, 1, 40)")
        #expect(try engine.decide(engine.request(tokens: 1), at: .second(0)).verdict == .reject(.storeLost))
        #expect(store.lastError?.cause == .unreadableRecord)
        #expect(store.lastError?.description.contains("the record of budget `budget 0` is damaged") == true)
    }

    /// Whatever the pages of the file hold, opening and using it ends in an answer.
    @Test(arguments: 0..<30)
    func damageNeverStopsTheProcess(seed: Int) throws {
        do {
            let (engine, _) = try engine(policy(open: [false]))
            for _ in 0..<20 { _ = try engine.decide(engine.request(tokens: 1), at: .second(0)) }
            var database = try SQLiteDatabase.open(file, .state)
            try database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        }
        var generator = SeededGenerator(seed: UInt64(seed))
        var bytes = try folder.bytes("state.db")
        for _ in 0..<(1 + generator.below(60)) {
            let start = generator.below(bytes.count)
            for place in start..<min(start + 1 + generator.below(32), bytes.count) {
                bytes[place] = UInt8(truncatingIfNeeded: generator.next())
            }
        }
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        do {
            let (engine, _) = try engine(policy(open: [false]))
            for second in 0..<5 {
                let decision = try engine.decide(engine.request(tokens: 100), at: .second(Int64(second) * 400))
                if decision.isCall { _ = try? engine.settle(decision, Usage(promptTokens: 1), at: .second(0)) }
            }
        } catch let error as SQLiteError {
            #expect(!error.description.isEmpty)
        }
    }
}
