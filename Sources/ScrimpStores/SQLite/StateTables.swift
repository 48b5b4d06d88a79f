import ScrimpQuantities
import ScrimpRuntime

/// The statements by which the tables of a state file are read and written.
struct StateTables: Sendable {
    /// An open call, or one that has lapsed and may still be reported.
    struct Call {
        var id: Int64
        var record: CallRecord
        var hasLapsed: Bool
    }

    private let findCounter: SQLiteStatement
    private let saveCounter: SQLiteStatement
    private let deleteCounter: SQLiteStatement
    private let nextCounters: SQLiteStatement
    private let listRecords: SQLiteStatement
    private let findCall: SQLiteStatement
    private let saveCall: SQLiteStatement
    private let dueCall: SQLiteStatement
    private let markLapsed: SQLiteStatement
    private let deleteCall: SQLiteStatement
    private let forgetLapsed: SQLiteStatement
    private let readNumber: SQLiteStatement
    private let raiseNumber: SQLiteStatement
    private let addNumber: SQLiteStatement
    private let dataVersion: SQLiteStatement

    init(_ database: inout SQLiteDatabase) throws(SQLiteError) {
        findCounter = try database.prepare(
            "SELECT record, generation FROM counters WHERE policy = ? AND kind = ? AND name = ? AND scope = ?")
        saveCounter = try database.prepare(
            """
            INSERT INTO counters (policy, kind, name, scope, generation, record, settled, reserved)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET generation = excluded.generation, record = excluded.record,
                settled = excluded.settled, reserved = excluded.reserved
            """)
        deleteCounter = try database.prepare(
            "DELETE FROM counters WHERE policy = ? AND kind = ? AND name = ? AND scope = ?")
        nextCounters = try database.prepare(
            """
            SELECT kind, name, scope, record FROM counters
            WHERE policy = ? AND (kind, name, scope) > (?, ?, ?) ORDER BY kind, name, scope LIMIT ?
            """)
        listRecords = try database.prepare(
            """
            SELECT kind, name, scope, record FROM counters
            WHERE policy = ? AND kind IN ('switch', 'rollout', 'spend', 'quality')
            """)
        findCall = try database.prepare("SELECT id, holds, lapses IS NULL FROM calls WHERE process = ? AND number = ?")
        saveCall = try database.prepare(
            """
            INSERT OR REPLACE INTO calls (policy, process, number, lapses, target, amount, holds)
            VALUES (?, ?, ?, ?, ?, ?, ?)
            """)
        dueCall = try database.prepare(
            """
            SELECT id, holds FROM calls
            WHERE policy = ? AND lapses <= ? AND process <> ? ORDER BY lapses, id LIMIT 1
            """)
        markLapsed = try database.prepare("UPDATE calls SET lapses = NULL WHERE id = ?")
        deleteCall = try database.prepare("DELETE FROM calls WHERE id = ?")
        forgetLapsed = try database.prepare(
            """
            DELETE FROM calls WHERE id IN (
                SELECT id FROM calls WHERE policy = ? AND lapses IS NULL ORDER BY id DESC LIMIT -1 OFFSET ?)
            """)
        readNumber = try database.prepare("SELECT value FROM meta WHERE name = ?")
        raiseNumber = try database.prepare(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = max(value, excluded.value)")
        addNumber = try database.prepare(
            "INSERT INTO meta VALUES (?, ?) ON CONFLICT DO UPDATE SET value = value + excluded.value RETURNING value")
        dataVersion = try database.prepare("PRAGMA data_version")
    }
}

// Counters.
extension StateTables {
    func record(
        _ key: CounterKey, of policy: SQLiteValue, in database: inout SQLiteDatabase
    ) throws(SQLiteError) -> [UInt8]? {
        try database.row(findCounter, policy, .text(key.kind.name), .text(key.name), key.scope) {
            (row) throws(SQLiteError) in row.blob(0) ?? []
        }
    }

    /// - Parameter settled: for people to read, as `reserved`.
    func save(
        _ record: [UInt8], generation: Int64 = 0, settled: SQLiteValue = .null, reserved: SQLiteValue = .null,
        under key: CounterKey, of policy: SQLiteValue, in database: inout SQLiteDatabase
    ) throws(SQLiteError) {
        try database.run(
            saveCounter, policy, .text(key.kind.name), .text(key.name), key.scope, .integer(generation), .blob(record),
            settled, reserved)
    }

    /// The counter of a budget or commitment; nil where there is none.
    func budget(
        _ key: CounterKey, of policy: SQLiteValue, in database: inout SQLiteDatabase
    ) throws(SQLiteError) -> (record: BudgetRecord, generation: Int64)? {
        let found = try database.row(findCounter, policy, .text(key.kind.name), .text(key.name), key.scope) {
            (row) throws(SQLiteError) in (row.blob(0) ?? [], row.integer(1) ?? 0)
        }
        guard let (bytes, generation) = found else { return nil }
        guard let record = BudgetRecord(decoding: bytes) else { throw unreadable(key, database) }
        return (record, generation)
    }

    func save(
        _ record: BudgetRecord, generation: Int64, under key: CounterKey, of policy: SQLiteValue,
        in database: inout SQLiteDatabase
    ) throws(SQLiteError) {
        let isMoney = key.kind == .budget
        try save(
            record.encode(), generation: generation,
            settled: .text(isMoney ? record.settled.dollars : "\(record.settled)"),
            reserved: .text(isMoney ? record.reserved.dollars : "\(record.reserved)"), under: key, of: policy,
            in: &database)
    }

    func limit(
        _ key: CounterKey, of policy: SQLiteValue, in database: inout SQLiteDatabase
    ) throws(SQLiteError) -> (record: LimitRecord, generation: Int64)? {
        let found = try database.row(findCounter, policy, .text(key.kind.name), .text(key.name), key.scope) {
            (row) throws(SQLiteError) in (row.blob(0) ?? [], row.integer(1) ?? 0)
        }
        guard let (bytes, generation) = found else { return nil }
        guard let record = LimitRecord(decoding: bytes) else { throw unreadable(key, database) }
        return (record, generation)
    }

    func save(
        _ record: LimitRecord, generation: Int64, under key: CounterKey, of policy: SQLiteValue,
        in database: inout SQLiteDatabase
    ) throws(SQLiteError) {
        try save(record.encode(), generation: generation, under: key, of: policy, in: &database)
    }

    func delete(_ key: CounterKey, of policy: SQLiteValue, in database: inout SQLiteDatabase) throws(SQLiteError) {
        try database.run(deleteCounter, policy, .text(key.kind.name), .text(key.name), key.scope)
    }

    /// The next counters behind a key, in order; from the first one on for nil.
    func counters(
        behind key: CounterKey?, of policy: SQLiteValue, atMost count: Int, in database: inout SQLiteDatabase
    ) throws(SQLiteError) -> [(key: CounterKey, bytes: [UInt8])] {
        var found: [(key: CounterKey, bytes: [UInt8])] = []
        try database.rows(
            nextCounters, policy, .text(key?.kind.name ?? ""), .text(key?.name ?? []), key?.scope ?? CounterKey.noScope,
            .integer(Int64(count))
        ) { (row) throws(SQLiteError) in
            guard let kind = row.string(0).flatMap({ StateKind(name: $0) }) else { return }
            found.append((CounterKey(kind: kind, name: row.text(1) ?? [], scope: row.value(2)), row.blob(3) ?? []))
        }
        return found
    }

    /// Switches, rollouts, and what was spent and reported: all small records of a policy.
    func records(
        of policy: SQLiteValue, in database: inout SQLiteDatabase
    ) throws(SQLiteError) -> [(key: CounterKey, bytes: [UInt8])] {
        var found: [(key: CounterKey, bytes: [UInt8])] = []
        try database.rows(listRecords, policy) { (row) throws(SQLiteError) in
            guard let kind = row.string(0).flatMap({ StateKind(name: $0) }) else { return }
            found.append((CounterKey(kind: kind, name: row.text(1) ?? [], scope: row.value(2)), row.blob(3) ?? []))
        }
        return found
    }

    func unreadable(_ key: CounterKey, _ database: borrowing SQLiteDatabase) -> SQLiteError {
        let name = String(decoding: key.name, as: UTF8.self)
        return SQLiteError(
            .unreadableRecord, message: "the record of \(key.kind.name) `\(name)` is damaged or of another version",
            statement: "read a record", file: database.file)
    }
}

// Calls.
extension StateTables {
    func call(
        process: Int64, number: UInt64, in database: inout SQLiteDatabase
    ) throws(SQLiteError) -> Call? {
        let found = try database.row(findCall, .integer(process), .integer(Int64(bitPattern: number))) {
            (row) throws(SQLiteError) in (row.integer(0) ?? 0, row.blob(1) ?? [], row.integer(2) == 1)
        }
        guard let (id, holds, hasLapsed) = found else { return nil }
        return Call(id: id, record: try decoded(holds, database), hasLapsed: hasLapsed)
    }

    /// - Parameter lapsesAt: nil for a call that has lapsed.
    func save(
        _ call: CallRecord, of policy: SQLiteValue, process: Int64, number: UInt64, lapsesAt: Int64?,
        target: SQLiteValue, in database: inout SQLiteDatabase
    ) throws(SQLiteError) {
        try database.run(
            saveCall, policy, .integer(process), .integer(Int64(bitPattern: number)),
            lapsesAt.map { .integer($0) } ?? .null, target,
            .text(call.amount.dollars), .blob(call.encode()))
    }

    /// The first call of another process that is to lapse by a time, after the one with some id.
    func dueCall(
        of policy: SQLiteValue, by time: Int64, notOf process: Int64, in database: inout SQLiteDatabase
    ) throws(SQLiteError) -> Call? {
        let found = try database.row(dueCall, policy, .integer(time), .integer(process)) {
            (row) throws(SQLiteError) in (row.integer(0) ?? 0, row.blob(1) ?? [])
        }
        guard let (id, holds) = found else { return nil }
        return Call(id: id, record: try decoded(holds, database), hasLapsed: false)
    }

    func markLapsed(_ call: Call, in database: inout SQLiteDatabase) throws(SQLiteError) {
        try database.run(markLapsed, .integer(call.id))
    }

    func delete(_ call: Call, in database: inout SQLiteDatabase) throws(SQLiteError) {
        try database.run(deleteCall, .integer(call.id))
    }

    /// Forgets all lapsed calls but the newest.
    func forgetLapsed(of policy: SQLiteValue, butNewest kept: Int, in database: inout SQLiteDatabase)
        throws(SQLiteError)
    {
        try database.run(forgetLapsed, policy, .integer(Int64(kept)))
    }

    private func decoded(_ holds: [UInt8], _ database: borrowing SQLiteDatabase) throws(SQLiteError) -> CallRecord {
        guard let record = CallRecord(decoding: holds) else {
            throw SQLiteError(
                .unreadableRecord, message: "the record of a call is damaged or of another version",
                statement: "read a call", file: database.file)
        }
        return record
    }
}

// Numbers of the whole file.
extension StateTables {
    /// The latest time that any process has seen.
    static let clock = SQLiteValue.text("clock")
    /// How often a counter has begun.
    static let generations = SQLiteValue.text("generations")
    /// How many processes there have been.
    static let processes = SQLiteValue.text("processes")

    /// How often small records of a policy have been changed.
    static func changes(of policy: SQLiteValue) -> SQLiteValue {
        guard case .text(let name) = policy else { return .text("changes") }
        return .text(Array("changes ".utf8) + name)
    }

    /// How many scopes of a budget or limit have a counter.
    static func scopes(of part: StateNames.Part, _ policy: SQLiteValue) -> SQLiteValue {
        var name = Array("scopes ".utf8)
        if case .text(let policy) = policy { name += policy }
        return .text(name + [0] + Array(part.kind.name.utf8) + [0] + part.name)
    }

    func number(_ name: SQLiteValue, in database: inout SQLiteDatabase) throws(SQLiteError) -> Int64 {
        try database.row(readNumber, name) { (row) throws(SQLiteError) in row.integer(0) ?? 0 } ?? 0
    }

    func raise(_ name: SQLiteValue, to number: Int64, in database: inout SQLiteDatabase) throws(SQLiteError) {
        try database.run(raiseNumber, name, .integer(number))
    }

    /// What it is then.
    @discardableResult
    func add(
        _ difference: Int64 = 1, to name: SQLiteValue, in database: inout SQLiteDatabase
    ) throws(SQLiteError) -> Int64 {
        try database.row(addNumber, name, .integer(difference)) { (row) throws(SQLiteError) in row.integer(0) ?? 0 }
            ?? 0
    }

    /// Another number whenever another connection has changed the file.
    func version(in database: inout SQLiteDatabase) throws(SQLiteError) -> Int64 {
        try database.row(dataVersion) { (row) throws(SQLiteError) in row.integer(0) ?? 0 } ?? 0
    }
}

extension Int128 {
    /// Pico-dollars as dollars, exact: `1234.50`.
    var dollars: String {
        let text = Money(pico: self).formatted(grouping: nil)
        return String(text.filter { $0 != "$" })
    }
}
