internal import CSQLite

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What survives when. The file is always in WAL mode: readers and the one writer do not block each other.
public enum SQLiteDurability: Hashable, Sendable {
    /// Commits survive the end of any process, `kill -9` included; the last ones before a power cut may be lost, and the file
    /// stays sound.
    case processCrash
    /// Commits survive a power cut as well, as far as the disk keeps what it says it has written. Each commit waits for it.
    case powerLoss
}

/// One connection to a database file, and the statements it has prepared.
///
/// Safe because it owns its pointers, lets none out, and cannot be copied: whatever changes it has it alone, so one thread at
/// a time. Sendable for the same reason: SQLite allows a connection to move between threads (<https://sqlite.org/threadsafe.html>,
/// "multi-thread").
@safe
package struct SQLiteDatabase: ~Copyable, @unchecked Sendable {
    package struct Options: Sendable {
        package var durability = SQLiteDurability.processCrash
        /// How long a statement waits for another process that holds the file, in milliseconds.
        package var patience: Int32 = 5_000

        package init() {}
    }

    /// Safe because the connection alone makes and ends it.
    @safe
    private struct Prepared {
        let pointer: OpaquePointer
        let text: String
    }

    package let file: String
    private let connection: OpaquePointer
    private var statements: [Prepared] = []
    /// Milliseconds.
    package private(set) var patience: Int32 = 0

    private init(file: String, connection: OpaquePointer) {
        self.file = file
        unsafe self.connection = connection
    }

    /// Opens a file, and makes it where there is none.
    package static func open(
        _ file: String, _ schema: SQLiteSchema, _ options: Options = Options()
    ) throws(SQLiteError) -> SQLiteDatabase {
        var opened: OpaquePointer?
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_PRIVATECACHE
        let code = unsafe sqlite3_open_v2(file, &opened, flags, nil)
        guard let connection = unsafe opened else {
            throw SQLiteError(
                .other, code: code, message: "there is no memory for a connection", statement: "open", file: file)
        }
        // SQLite gives a connection also where it cannot open the file: it has to be closed as any other.
        var database = unsafe SQLiteDatabase(file: file, connection: connection)
        guard code == SQLITE_OK else { throw database.error(code, "open") }
        try database.adopt(schema, options)
        return database
    }

    deinit {
        for statement in statements { unsafe sqlite3_finalize(statement.pointer) }
        unsafe sqlite3_close_v2(connection)
    }

    /// Compiles a statement, which is kept until the connection is closed.
    package mutating func prepare(_ text: String) throws(SQLiteError) -> SQLiteStatement {
        var pointer: OpaquePointer?
        let code = unsafe sqlite3_prepare_v3(connection, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, nil)
        guard code == SQLITE_OK else { throw error(code, text) }
        guard let pointer = unsafe pointer else {
            throw SQLiteError(.other, message: "there is no statement in it", statement: text, file: file)
        }
        statements.append(unsafe Prepared(pointer: pointer, text: text))
        return SQLiteStatement(index: statements.count - 1)
    }

    /// Runs statements that take and give no values, once.
    package mutating func execute(_ text: String) throws(SQLiteError) {
        let code = unsafe sqlite3_exec(connection, text, nil, nil, nil)
        guard code == SQLITE_OK else { throw error(code, text) }
    }

    /// Runs a statement for each of its rows.
    package mutating func rows(
        _ statement: SQLiteStatement, _ values: SQLiteValue...,
        each body: (borrowing SQLiteRow) throws(SQLiteError) -> Void
    ) throws(SQLiteError) {
        try step(statement, values) { (row) throws(SQLiteError) in
            try body(row)
            return true
        }
    }

    /// What a statement's first row gives; nil where it has none.
    package mutating func row<Result>(
        _ statement: SQLiteStatement, _ values: SQLiteValue...,
        read body: (borrowing SQLiteRow) throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result? {
        var result: Result?
        try step(statement, values) { (row) throws(SQLiteError) in
            result = try body(row)
            return false
        }
        return result
    }

    /// Runs a statement whose rows do not matter, and says how many rows it changed.
    @discardableResult
    package mutating func run(_ statement: SQLiteStatement, _ values: SQLiteValue...) throws(SQLiteError) -> Int {
        try step(statement, values) { (_) throws(SQLiteError) in true }
        return unsafe Int(sqlite3_changes(connection))
    }

    /// How long statements wait from now on for another process that holds the file, in milliseconds.
    ///
    /// SQLite's own timeout sleeps ever longer, up to 100 ms, while those that come later slip in: with many processes one of
    /// them may never get its turn. Transactions here take some ten microseconds, so this one asks every millisecond.
    package mutating func setPatience(_ milliseconds: Int32) {
        patience = max(milliseconds, 0)
        let tries = Int(patience)
        // The number itself is the handler's context: there is nothing to keep alive.
        unsafe sqlite3_busy_handler(
            connection,
            { context, count in
                guard Int(count) < Int(bitPattern: context) else { return 0 }
                usleep(count < 4 ? 100 : 1_000)
                return 1
            }, UnsafeMutableRawPointer(bitPattern: tries))
    }

    /// Everything that `body` does, or nothing of it. Takes the right to write at once, so that what it reads stays true.
    package mutating func transaction<Result>(
        _ body: (inout SQLiteDatabase) throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result {
        try execute("BEGIN IMMEDIATE")
        do {
            let result = try body(&self)
            try execute("COMMIT")
            return result
        } catch {
            rollBack()
            throw error
        }
    }

    /// Some errors have rolled back already, and a rollback itself cannot do harm.
    private mutating func rollBack() {
        guard unsafe sqlite3_get_autocommit(connection) == 0 else { return }
        unsafe sqlite3_exec(connection, "ROLLBACK", nil, nil, nil)
    }

    /// - Parameter body: whether to go on to the next row.
    private mutating func step(
        _ statement: SQLiteStatement, _ values: [SQLiteValue],
        _ body: (borrowing SQLiteRow) throws(SQLiteError) -> Bool
    ) throws(SQLiteError) {
        guard statements.indices.contains(statement.index) else {
            throw SQLiteError(.other, message: "it was not prepared here", statement: "", file: file)
        }
        let text = statements[statement.index].text
        let pointer = unsafe statements[statement.index].pointer
        defer {
            // What `reset` returns is the error that `step` has returned before.
            unsafe sqlite3_reset(pointer)
            unsafe sqlite3_clear_bindings(pointer)
        }
        guard unsafe Int(sqlite3_bind_parameter_count(pointer)) == values.count else {
            throw SQLiteError(.other, message: "it takes another number of values", statement: text, file: file)
        }
        for (place, value) in values.enumerated() {
            let code = unsafe Self.bind(value, at: Int32(place + 1), of: pointer)
            guard code == SQLITE_OK else { throw error(code, text) }
        }
        while true {
            switch unsafe sqlite3_step(pointer) {
            case SQLITE_ROW: guard try unsafe body(SQLiteRow(pointer)) else { return }
            case SQLITE_DONE: return
            case let code: throw error(code, text)
            }
        }
    }

    private static func bind(_ value: SQLiteValue, at place: Int32, of statement: OpaquePointer) -> Int32 {
        // `SQLITE_TRANSIENT`, which is a cast that Swift does not import: SQLite copies the bytes.
        let copies = unsafe unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null: return unsafe sqlite3_bind_null(statement, place)
        case .integer(let number): return unsafe sqlite3_bind_int64(statement, place, number)
        case .text(let bytes):
            // An empty array may have no address, and no address would be NULL.
            guard !bytes.isEmpty else { return unsafe sqlite3_bind_text(statement, place, "", 0, copies) }
            return unsafe bytes.withUnsafeBytes { buffer in
                unsafe sqlite3_bind_text64(
                    statement, place, buffer.baseAddress?.assumingMemoryBound(to: CChar.self), UInt64(buffer.count),
                    copies, UInt8(SQLITE_UTF8))
            }
        case .blob(let bytes):
            guard !bytes.isEmpty else { return unsafe sqlite3_bind_zeroblob(statement, place, 0) }
            return unsafe bytes.withUnsafeBytes { buffer in
                unsafe sqlite3_bind_blob64(statement, place, buffer.baseAddress, UInt64(buffer.count), copies)
            }
        }
    }

    private func error(_ code: Int32, _ statement: String) -> SQLiteError {
        let message = unsafe sqlite3_errmsg(connection).map { unsafe String(cString: $0) } ?? ""
        return SQLiteError(
            SQLiteError.Cause(code: code), code: code, message: message, statement: statement, file: file)
    }
}

// Opening.
extension SQLiteDatabase {
    /// Refuses what is not ours before anything is changed; makes the tables where the file is new.
    private mutating func adopt(_ schema: SQLiteSchema, _ options: Options) throws(SQLiteError) {
        unsafe sqlite3_extended_result_codes(connection, 1)
        setPatience(options.patience)
        guard unsafe sqlite3_db_readonly(connection, "main") != 1 else {
            throw SQLiteError(
                .readOnly, code: SQLITE_READONLY, message: "it was opened for reading only", statement: "open",
                file: file)
        }
        var isNew = try isNew(schema)
        try shareable(options)
        switch options.durability {
        case .processCrash: try execute("PRAGMA synchronous = NORMAL")
        case .powerLoss: try execute("PRAGMA synchronous = FULL")
        }
        try execute("PRAGMA foreign_keys = OFF")
        // Moving the log into the file waits for the disk: every 32 MB, not every 4, as pages are written over and over.
        try execute("PRAGMA wal_autocheckpoint = 8000")
        guard isNew else { return }
        try transaction { (database) throws(SQLiteError) in
            // Another process may have been here in between.
            isNew = try database.isNew(schema)
            guard isNew else { return }
            for table in schema.tables { try database.execute(table) }
            try database.execute("PRAGMA application_id = \(schema.application)")
            try database.execute("PRAGMA user_version = \(schema.version)")
        }
    }

    /// Whether the file holds nothing yet; an error where it holds what this program cannot use.
    private mutating func isNew(_ schema: SQLiteSchema) throws(SQLiteError) -> Bool {
        let application = try number("PRAGMA application_id")
        let version = try number("PRAGMA user_version")
        if application == 0, version == 0, try number("SELECT count(*) FROM sqlite_schema") == 0 { return true }
        guard application == Int64(schema.application) else {
            throw SQLiteError(
                .foreign, message: "its application id is \(application)", statement: "PRAGMA application_id",
                file: file)
        }
        guard version <= Int64(schema.version) else {
            throw SQLiteError(
                .newer, message: "it is version \(version), and this program knows \(schema.version)",
                statement: "PRAGMA user_version", file: file)
        }
        return false
    }

    /// Switches to WAL. While another process does the same, SQLite answers "busy" without waiting, so this waits itself.
    private mutating func shareable(_ options: Options) throws(SQLiteError) {
        let pause: Int32 = 5
        var waited: Int32 = 0
        while true {
            do throws(SQLiteError) {
                let mode = try text("PRAGMA journal_mode = WAL")
                guard mode == "wal" else {
                    throw SQLiteError(
                        .notShareable, message: "its journal mode stays \(mode)", statement: "PRAGMA journal_mode",
                        file: file)
                }
                return
            } catch {
                guard error.cause == .busy, waited < options.patience else { throw error }
                waited += max(sqlite3_sleep(pause), pause)
            }
        }
    }

    private mutating func number(_ query: String) throws(SQLiteError) -> Int64 {
        try once(query) { (row) throws(SQLiteError) in row.integer(0) ?? 0 } ?? 0
    }

    private mutating func text(_ query: String) throws(SQLiteError) -> String {
        try once(query) { (row) throws(SQLiteError) in row.string(0) ?? "" } ?? ""
    }

    /// The first row of a query that is not asked again.
    private mutating func once<Result>(
        _ query: String, _ body: (borrowing SQLiteRow) throws(SQLiteError) -> Result
    ) throws(SQLiteError) -> Result? {
        let statement = try prepare(query)
        defer {
            if let last = statements.popLast() { unsafe sqlite3_finalize(last.pointer) }
        }
        return try row(statement, read: body)
    }
}
