public import ScrimpPlan
public import ScrimpRuntime
import Synchronization

/// The state in a file, shared by all processes of one machine that open it.
///
/// ```swift
/// let store = try SQLiteStore(file: "/var/lib/assistant/state.db")
/// let engine = try Engine(plan: plan, store: store, options: EngineOptions(hashSeed: seed))
/// ```
///
/// Every reservation and every report is one transaction: what it touches is loaded into the in-memory parts, the same code
/// runs there, and what came of it is stored before the answer is given. `Docs/State.md` says what survives what. A store is for
/// one engine; further engines open the file with stores of their own.
public final class SQLiteStore: Store {
    /// How a file is used.
    public struct Options: Sendable {
        /// What an acknowledged report survives.
        public var durability = SQLiteDurability.processCrash
        /// How long a step waits for other processes before it counts the store as lost, in milliseconds.
        public var patience: Int32 = 5_000

        public init() {}
    }

    /// Late reports are accepted for the last so many calls that lapsed, per policy.
    public static let lapsedCallsKept = 65_536

    let home: Mutex<SQLiteHome>

    /// Opens a file, and makes it where there is none. The error says in a sentence why it cannot be used.
    public init(file: String, options: Options = Options()) throws(SQLiteError) {
        var settings = SQLiteDatabase.Options()
        settings.durability = options.durability
        settings.patience = options.patience
        home = Mutex(try SQLiteHome(file: file, options: settings))
    }

    /// Why the last step that failed did; nil once one like it has succeeded again.
    public var lastError: SQLiteError? { home.withLock { $0.lastError } }

    public func open(_ plan: Plan, texts: SymbolTexts) -> LocalState {
        let state = LocalState(plan: plan, threads: .many)
        let names = StateNames(plan, state, texts: texts)
        home.withLock { home in
            home.names = names
            home.sweep = CounterSweep(scratch: LocalState(plan: plan.countersAlone, threads: .one))
            home.attempt(writing: false) { (home) throws(SQLiteError) in try home.refresh(state, at: 0) }
        }
        return state
    }

    public func begin(_ state: LocalState, at now: Int64) -> Int64 {
        let time = state.advance(to: now)
        home.withLock { home in
            home.attempt(writing: false) { (home) throws(SQLiteError) in try home.refresh(state, at: time) }
        }
        return state.latest
    }

    public func spent(_ ask: CounterAsk, in state: LocalState, at now: Int64) -> Int128? {
        home.withLock { home in
            home.attempt(writing: false) { (home) throws(SQLiteError) in try home.load(ask, state, at: now) }
            return state.spent(ask, at: now)
        }
    }

    public func update(_ record: SharedRecord, in state: LocalState, at now: Int64, _ change: () -> Void) {
        home.withLock { home in
            var isChanged = false
            home.attempt { (home) throws(SQLiteError) in
                try home.update(record, state) {
                    change()
                    isChanged = true
                }
            }
            // Without the store it holds here.
            if !isChanged { change() }
        }
    }
}

/// A connection, and what this process knows of the file; reached under the store's lock.
struct SQLiteHome: ~Copyable, Sendable {
    var database: SQLiteDatabase
    let tables: StateTables
    /// Number of this process among all that have opened the file.
    let process: Int64
    var names: StateNames?
    var sweep: CounterSweep?
    /// Calls that were held while the file could not be written, by their numbers.
    var withoutStore: [UInt64: (call: CallRecord, target: [UInt8])] = [:]
    private(set) var lastError: SQLiteError?
    /// The last step that was to write could not, or not because another process held the file.
    private var hasLostWriting = false
    private var isHeldByOthers = false
    /// Milliseconds.
    private let patience: Int32

    /// What the file's `data_version` and the number of changes of small records were when they were last read.
    private var version: Int64 = .min
    private var changes: Int64 = .min
    /// When it was last looked for calls of other processes that are to lapse.
    var lookedForLapses: Int64 = .min
    var lapsedSinceCleaning = 0

    init(file: String, options: SQLiteDatabase.Options) throws(SQLiteError) {
        var database = try SQLiteDatabase.open(file, .state, options)
        let tables = try StateTables(&database)
        process = try database.transaction { (database) throws(SQLiteError) in
            try tables.add(to: StateTables.processes, in: &database)
        }
        patience = options.patience
        self.tables = tables
        self.database = database
    }

    func loader(_ state: LocalState, at now: Int64) throws(SQLiteError) -> CounterLoader {
        guard let names else {
            throw SQLiteError(
                .other, message: "no engine has been made with it", statement: "open", file: database.file)
        }
        return CounterLoader(state: state, names: names, tables: tables, now: now)
    }

    /// Brings the counter of an ask up to date.
    mutating func load(_ ask: CounterAsk, _ state: LocalState, at now: Int64) throws(SQLiteError) {
        _ = try loader(state, at: now).load(ask, &database)
    }

    /// Runs a step and remembers why it failed.
    mutating func attempt(writing: Bool = true, _ step: (inout SQLiteHome) throws(SQLiteError) -> Void) {
        do throws(SQLiteError) {
            try step(&self)
            note(nil, writing: writing)
        } catch {
            note(error, writing: writing)
        }
    }

    /// Remembers what became of a step. A file that cannot be written may still be read, which says nothing about writing. While
    /// another process holds the file for too long, not every step waits so long again.
    mutating func note(_ error: SQLiteError?, writing: Bool = true) {
        guard writing || !hasLostWriting else { return }
        lastError = error
        guard writing else { return }
        let isBusy = error?.cause == .busy
        if isBusy != isHeldByOthers { database.setPatience(isBusy ? min(patience, Self.impatience) : patience) }
        isHeldByOthers = isBusy
        hasLostWriting = error != nil
    }

    /// Milliseconds.
    private static let impatience: Int32 = 20

    /// Takes over what other processes have changed.
    mutating func refresh(_ state: LocalState, at time: Int64) throws(SQLiteError) {
        guard let names else { return }
        let version = try tables.version(in: &database)
        if version != self.version {
            _ = state.advance(to: try tables.number(StateTables.clock, in: &database))
            let changes = try tables.number(StateTables.changes(of: names.policy), in: &database)
            if changes != self.changes {
                for (key, bytes) in try tables.records(of: names.policy, in: &database) {
                    try restore(key, bytes, state, names)
                }
                self.changes = changes
            }
            self.version = version
        }
        if time > 0 { try lapseOthers(names, by: state.latest) }
    }

    /// Changes a small record, on top of what others have made of it.
    mutating func update(
        _ record: SharedRecord, _ state: LocalState, _ change: () -> Void
    ) throws(SQLiteError) {
        guard let names else { return }
        let tables = tables
        if case .switches = record { return try updateSwitches(state, names, change) }
        guard let key = names.records.first(where: { $0.record == record })?.key else { return }
        try database.transaction { (database) throws(SQLiteError) in
            if let bytes = try tables.record(key, of: names.policy, in: &database) {
                // One that cannot be read is overwritten: it is no money.
                _ = state.adopt(record, bytes)
            }
            change()
            guard let bytes = state.bytes(of: record) else { return }
            try tables.save(bytes, under: key, of: names.policy, in: &database)
            try tables.add(to: StateTables.changes(of: names.policy), in: &database)
        }
    }

    private mutating func updateSwitches(
        _ state: LocalState, _ names: StateNames, _ change: () -> Void
    ) throws(SQLiteError) {
        let tables = tables
        try database.transaction { (database) throws(SQLiteError) in
            var kept = [Bool?](repeating: nil, count: names.switches.count)
            for index in names.switches.indices {
                let key = CounterKey(kind: .switch, name: names.switches[index], scope: CounterKey.noScope)
                guard let bytes = try tables.record(key, of: names.policy, in: &database) else { continue }
                kept[index] = SwitchRecord.isThrown(bytes)
                state.setThrown(index, kept[index] ?? false)
            }
            change()
            for index in names.switches.indices where state.isThrown(index) != (kept[index] ?? false) {
                let key = CounterKey(kind: .switch, name: names.switches[index], scope: CounterKey.noScope)
                let bytes = SwitchRecord.bytes(isThrown: state.isThrown(index))
                try tables.save(bytes, under: key, of: names.policy, in: &database)
            }
            try tables.add(to: StateTables.changes(of: names.policy), in: &database)
        }
    }

    private func restore(
        _ key: CounterKey, _ bytes: [UInt8], _ state: LocalState, _ names: StateNames
    ) throws(SQLiteError) {
        if key.kind == .switch {
            guard let index = names.switches.firstIndex(of: key.name) else { return }
            guard let isThrown = SwitchRecord.isThrown(bytes) else { throw tables.unreadable(key, database) }
            state.setThrown(index, isThrown)
        } else if let record = names.records.first(where: { $0.key == key })?.record {
            guard state.adopt(record, bytes) else { throw tables.unreadable(key, database) }
        }
    }
}

extension Plan {
    /// Its counters and limits, without scopes, and nothing else.
    fileprivate var countersAlone: Plan {
        var plan = Plan(identity: identity, strings: strings, deadline: deadline, zone: zone)
        plan.budgets = budgets.map {
            var budget = $0
            budget.scope = nil
            return budget
        }
        plan.commitments = commitments
        plan.limits = limits.map {
            var limit = $0
            limit.scope = nil
            return limit
        }
        return plan
    }
}

/// The position of a switch, as it is kept.
enum SwitchRecord {
    private static let version: UInt8 = 1

    static func bytes(isThrown: Bool) -> [UInt8] {
        var writer = RecordWriter(version: version)
        writer.write(isThrown)
        return writer.finish()
    }

    /// Nil where the bytes are not such a record.
    static func isThrown(_ bytes: [UInt8]) -> Bool? {
        guard var reader = RecordReader(bytes, version: version), let isThrown = reader.readFlag(), reader.isAtEnd
        else {
            return nil
        }
        return isThrown
    }
}

extension SQLiteStore {
    /// How long the next step would wait, in milliseconds.
    package var presentPatience: Int32 { home.withLock { $0.database.patience } }

    /// Bounds the size of the file, in pages of 4096 bytes; further growth is refused as on a full disk.
    package func limitPages(to pages: Int) {
        home.withLock { home in
            home.attempt { (home) throws(SQLiteError) in
                try home.database.execute("PRAGMA max_page_count = \(pages)")
            }
        }
    }
}
