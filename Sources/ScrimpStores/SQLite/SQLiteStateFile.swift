public import ScrimpQuantities
import ScrimpRuntime

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// One row of a state file, as people are shown it.
public struct StateEntry: Hashable, Sendable {
    /// Name of the policy that it belongs to.
    public var policy: String
    /// `budget`, `commitment`, `limit`, `switch`, `rollout`, `spend` or `quality`.
    public var kind: String
    /// As the policy calls it.
    public var name: String
    /// Text or number of the scope; nil for the counter without one.
    public var scope: String?
    /// Of budgets and commitments: pico-dollars, or tokens.
    public var settled: Int128?
    /// Of budgets and commitments: what running calls hold.
    public var reserved: Int128?
    /// Start of the calendar window that it counts for.
    public var window: Instant?
    /// Of limits: calls that run, and calls that were made where the limit counts them.
    public var running: Int64?
    /// Of limits: calls that were made, where the limit counts them.
    public var calls: Int64?
    /// Of switches.
    public var isThrown: Bool?
    /// Of rollouts: from 0.
    public var stage: Int?
    /// Of rollouts: taken back.
    public var isReverted: Bool?
    /// What is kept, as it is kept.
    package var record: [UInt8] = []
}

/// A correction that a person has made.
public struct StateAudit: Hashable, Sendable {
    /// Name of the policy.
    public var policy: String
    /// When it was made.
    public var time: Instant
    /// Who made it.
    public var author: String
    /// What was corrected: the kind, the name, and the scope where there is one.
    public var subject: String
    /// What stood there, for people.
    public var before: String
    /// What stands there now.
    public var after: String
    /// Why, in the author's words.
    public var reason: String
}

/// A state file for people who look at it and correct it, while processes use it.
///
/// Safe to use beside any number of running engines: each correction is one transaction, which leaves a line of audit.
public struct SQLiteStateFile: ~Copyable {
    /// Why a correction was not made.
    public enum Failure: Error, Hashable, Sendable {
        case file(SQLiteError)
        /// Nothing of that name has been counted yet.
        case unknown(String)
        /// A rollout that is not reverted cannot be resumed.
        case notReverted
    }

    private var database: SQLiteDatabase
    private let tables: StateTables
    private let list: SQLiteStatement
    private let listAudit: SQLiteStatement
    private let note: SQLiteStatement

    /// Makes the file where there is none.
    public init(_ file: String) throws(SQLiteError) {
        try self.init(try SQLiteDatabase.open(file, .state))
    }

    /// Makes no file: an error where there is none.
    public init(existing file: String) throws(SQLiteError) {
        guard unsafe access(file, F_OK) == 0 else {
            throw SQLiteError(.missing, message: "no such file", statement: "open", file: file)
        }
        try self.init(file)
    }

    private init(_ opened: consuming SQLiteDatabase) throws(SQLiteError) {
        var database = opened
        let tables = try StateTables(&database)
        let list = try database.prepare(
            "SELECT policy, kind, name, scope, record FROM counters ORDER BY policy, kind, name, scope")
        let listAudit = try database.prepare(
            "SELECT policy, time, author, subject, before, after, reason FROM audit ORDER BY id")
        note = try database.prepare(
            "INSERT INTO audit (policy, time, author, subject, before, after, reason) VALUES (?, ?, ?, ?, ?, ?, ?)")
        self.tables = tables
        self.list = list
        self.listAudit = listAudit
        self.database = database
    }

    /// Everything that is kept, by policy, kind, name and scope. What cannot be read has no figures.
    public mutating func entries() throws(SQLiteError) -> [StateEntry] {
        var found: [StateEntry] = []
        try database.rows(list) { (row) throws(SQLiteError) in
            let kind = row.string(1) ?? ""
            var entry = StateEntry(policy: row.string(0) ?? "", kind: kind, name: row.string(2) ?? "")
            entry.scope = row.string(3) ?? row.integer(3).map { "\($0)" }
            entry.record = row.blob(4) ?? []
            entry.fill(StateKind(name: kind), entry.record)
            found.append(entry)
        }
        return found
    }

    /// The corrections, oldest first.
    public mutating func audit() throws(SQLiteError) -> [StateAudit] {
        var found: [StateAudit] = []
        try database.rows(listAudit) { (row) throws(SQLiteError) in
            found.append(
                StateAudit(
                    policy: row.string(0) ?? "", time: Instant(nanoseconds: row.integer(1) ?? 0),
                    author: row.string(2) ?? "", subject: row.string(3) ?? "", before: row.string(4) ?? "",
                    after: row.string(5) ?? "", reason: row.string(6) ?? ""))
        }
        return found
    }

    /// What a correction is about, who makes it, and why.
    public struct Correction: Hashable, Sendable {
        /// Name of the policy.
        public var policy: String
        /// As the policy calls what is corrected.
        public var name: String
        /// Who makes it.
        public var author: String
        /// Why; kept with the correction.
        public var reason: String
        /// When it is made; windows are those of this time.
        public var time: Instant

        public init(policy: String, name: String, author: String, reason: String, time: Instant) {
            self.policy = policy
            self.name = name
            self.author = author
            self.reason = reason
            self.time = time
        }
    }

    /// Sets what a budget's counter has settled. What is held stays held.
    ///
    /// - Parameter scope: text or number of the scope, as `entries` gives it.
    /// - Returns: the line of audit, as from the other corrections.
    @discardableResult
    public mutating func set(
        _ correction: Correction, scope: String?, settled: Money
    ) throws(Failure) -> StateAudit {
        let (tables, note) = (tables, note)
        let subject = "budget \(correction.name)" + (scope.map { " of \($0)" } ?? "")
        return try change { (database) throws(SQLiteError) in
            let policy = SQLiteValue.text(correction.policy)
            for value in SQLiteValue.scopes(scope) {
                let key = CounterKey(kind: .budget, name: Array(correction.name.utf8), scope: value)
                guard let kept = try tables.budget(key, of: policy, in: &database) else { continue }
                var record = kept.record
                let before = record.settled
                record.correct(settled: settled.pico)
                try tables.save(record, generation: kept.generation, under: key, of: policy, in: &database)
                return .success(
                    try database.run(
                        note, correction, subject, before: before.dollars, after: record.settled.dollars))
            }
            return .failure(.unknown(subject))
        }
    }

    /// Throws a switch, or puts it back.
    @discardableResult
    public mutating func set(_ correction: Correction, thrown: Bool) throws(Failure) -> StateAudit {
        let (tables, note) = (tables, note)
        return try change { (database) throws(SQLiteError) in
            let policy = SQLiteValue.text(correction.policy)
            let key = CounterKey(kind: .switch, name: Array(correction.name.utf8), scope: CounterKey.noScope)
            let before =
                try tables.record(key, of: policy, in: &database).flatMap { SwitchRecord.isThrown($0) } ?? false
            try tables.save(SwitchRecord.bytes(isThrown: thrown), under: key, of: policy, in: &database)
            try tables.add(to: StateTables.changes(of: policy), in: &database)
            return .success(
                try database.run(
                    note, correction, "switch \(correction.name)", before: before ? "thrown" : "not thrown",
                    after: thrown ? "thrown" : "not thrown"))
        }
    }

    /// Takes up a rollout that was reverted, at the stage that it had reached.
    @discardableResult
    public mutating func resume(_ correction: Correction) throws(Failure) -> StateAudit {
        let (tables, note) = (tables, note)
        return try change { (database) throws(SQLiteError) in
            let policy = SQLiteValue.text(correction.policy)
            let key = CounterKey(kind: .rollout, name: Array(correction.name.utf8), scope: CounterKey.noScope)
            guard
                var stages = try tables.record(key, of: policy, in: &database).flatMap({ RolloutStages(decoding: $0) })
            else { return .failure(.unknown("rollout \(correction.name)")) }
            guard stages.isReverted else { return .failure(.notReverted) }
            stages.resume(at: correction.time.nanoseconds)
            try tables.save(stages.encode(), under: key, of: policy, in: &database)
            try tables.add(to: StateTables.changes(of: policy), in: &database)
            return .success(
                try database.run(
                    note, correction, "rollout \(correction.name)", before: "reverted",
                    after: "stage \(stages.stage + 1)"))
        }
    }

    /// One transaction, which gives its line of audit, or why it changed nothing.
    private mutating func change(
        _ body: (inout SQLiteDatabase) throws(SQLiteError) -> Result<StateAudit, Failure>
    ) throws(Failure) -> StateAudit {
        let result: Result<StateAudit, Failure>
        do throws(SQLiteError) {
            result = try database.transaction(body)
        } catch {
            throw .file(error)
        }
        return try result.get()
    }
}

extension SQLiteDatabase {
    fileprivate mutating func run(
        _ note: SQLiteStatement, _ correction: SQLiteStateFile.Correction, _ subject: String, before: String,
        after: String
    ) throws(SQLiteError) -> StateAudit {
        try run(
            note, .text(correction.policy), .integer(correction.time.nanoseconds), .text(correction.author),
            .text(subject), .text(before), .text(after), .text(correction.reason))
        return StateAudit(
            policy: correction.policy, time: correction.time, author: correction.author, subject: subject,
            before: before, after: after, reason: correction.reason)
    }
}

extension SQLiteValue {
    /// The ways in which a scope may be kept that people write as a text.
    fileprivate static func scopes(_ text: String?) -> [SQLiteValue] {
        guard let text else { return [CounterKey.noScope] }
        return [.text(text)] + (Int64(text).map { [.integer($0)] } ?? [])
    }
}

extension StateEntry {
    fileprivate init(policy: String, kind: String, name: String) {
        self.policy = policy
        self.kind = kind
        self.name = name
    }

    fileprivate mutating func fill(_ kind: StateKind?, _ bytes: [UInt8]) {
        switch kind {
        case .budget, .commitment:
            guard let record = BudgetRecord(decoding: bytes) else { return }
            settled = record.settled
            reserved = record.reserved
            if record.windowStart != .min { window = Instant(nanoseconds: record.windowStart) }
        case .limit:
            guard let record = LimitRecord(decoding: bytes) else { return }
            running = record.running
            calls = record.calls
        case .switch: isThrown = SwitchRecord.isThrown(bytes)
        case .rollout:
            guard let stages = RolloutStages(decoding: bytes) else { return }
            stage = stages.stage
            isReverted = stages.isReverted
        case .spend, .quality, .none: break
        }
    }
}
