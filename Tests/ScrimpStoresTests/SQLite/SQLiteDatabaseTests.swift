import Foundation
import ScrimpStateSupport
import ScrimpStores
import ScrimpTestSupport
import Testing

@Suite struct SQLiteDatabaseTests {
    private static let loose = SQLiteSchema(
        application: 0x5445_5354, version: 3, tables: ["CREATE TABLE things (id INTEGER PRIMARY KEY, value)"])

    private let folder: TemporaryFolder
    private var file: String { folder.path("state.db") }

    init() throws { folder = try TemporaryFolder() }

    private func open(_ schema: SQLiteSchema = loose, patience: Int32 = 5_000) throws(SQLiteError) -> SQLiteDatabase {
        var options = SQLiteDatabase.Options()
        options.patience = patience
        return try SQLiteDatabase.open(file, schema, options)
    }

    /// What opening the file gives.
    private func refusal(_ schema: SQLiteSchema = loose) -> SQLiteError? {
        do {
            _ = try open(schema)
            return nil
        } catch {
            return error
        }
    }

    @Test func valuesComeBackAsTheyWentIn() throws {
        var database = try open()
        let insert = try database.prepare("INSERT INTO things (value) VALUES (?)")
        let values: [SQLiteValue] = [
            .null, .integer(.min), .integer(0), .integer(.max), .text(""), .text("Zoë\u{0}end"),
            .text([0xff, 0x00, 0xfe]),
            .blob([]), .blob([0]), .blob([UInt8](repeating: 0xee, count: 100_000)),
        ]
        for value in values { #expect(try database.run(insert, value) == 1) }
        let select = try database.prepare("SELECT value FROM things ORDER BY id")
        for _ in 0..<2 {
            var found: [SQLiteValue] = []
            try database.rows(select) { (row) throws(SQLiteError) in found.append(row.value(0)) }
            #expect(found == values)
        }
    }

    @Test func aColumnOfAnotherTypeIsNil() throws {
        var database = try open()
        let select = try database.prepare("SELECT 7, 'seven', x'07', NULL")
        let types = try database.row(select) { (row) throws(SQLiteError) in
            (0..<5).map { [row.integer($0) != nil, row.text($0) != nil, row.blob($0) != nil] }
        }
        #expect(
            types == [
                [true, false, false], [false, true, false], [false, false, true], [false, false, false],
                [false, false, false],
            ])
    }

    @Test func aStatementTakesAsManyValuesAsItNames() throws {
        var database = try open()
        let insert = try database.prepare("INSERT INTO things (id, value) VALUES (?, ?)")
        #expect(throws: SQLiteError.self) { try database.run(insert, .integer(1)) }
        #expect(throws: SQLiteError.self) { try database.run(insert, .integer(1), .null, .null) }
        #expect(try database.run(insert, .integer(1), .null) == 1)
    }

    @Test func whatIsNotSQLIsAnErrorThatQuotesIt() throws {
        var database = try open()
        do {
            _ = try database.prepare("SELEC 1")
            Issue.record("it was prepared")
        } catch {
            #expect(error.cause == .other)
            #expect(error.statement == "SELEC 1")
            #expect(error.description.contains("refused `SELEC 1` (near \"SELEC\": syntax error)"))
        }
        #expect(throws: SQLiteError.self) { try database.prepare("-- nothing") }
    }

    @Test func aTransactionIsAllOrNothing() throws {
        var database = try open()
        let insert = try database.prepare("INSERT INTO things (id) VALUES (?)")
        let count = try database.prepare("SELECT count(*) FROM things")
        _ = try database.transaction { (database) throws(SQLiteError) in try database.run(insert, .integer(1)) }
        #expect(throws: SQLiteError.self) {
            try database.transaction { (database) throws(SQLiteError) in
                try database.run(insert, .integer(2))
                try database.run(insert, .integer(1))
            }
        }
        #expect(try database.row(count) { (row) throws(SQLiteError) in row.integer(0) } == 1)
        // The connection is ready for the next one.
        _ = try database.transaction { (database) throws(SQLiteError) in try database.run(insert, .integer(2)) }
        #expect(try database.row(count) { (row) throws(SQLiteError) in row.integer(0) } == 2)
    }

    @Test func aSecondWriterWaitsAndThenGivesUp() throws {
        var first = try open()
        var second = try open(patience: 20)
        let insert = try second.prepare("INSERT INTO things (id) VALUES (1)")
        try first.execute("BEGIN IMMEDIATE")
        do {
            try second.run(insert)
            Issue.record("two wrote at once")
        } catch {
            #expect(error.cause == .busy)
            #expect(error.description.contains("held by another process"))
        }
        try first.execute("ROLLBACK")
        #expect(try second.run(insert) == 1)
    }

    @Test(arguments: [SQLiteDurability.processCrash, .powerLoss])
    func theFileIsSetUpAsPromised(durability: SQLiteDurability) throws {
        var options = SQLiteDatabase.Options()
        options.durability = durability
        var database = try SQLiteDatabase.open(file, Self.loose, options)
        func answer(_ pragma: String) throws -> SQLiteValue? {
            let statement = try database.prepare("PRAGMA \(pragma)")
            return try database.row(statement) { (row) throws(SQLiteError) in row.value(0) }
        }
        #expect(try answer("journal_mode") == .text("wal"))
        #expect(try answer("synchronous") == .integer(durability == .powerLoss ? 2 : 1))
        #expect(try answer("application_id") == .integer(0x5445_5354))
        #expect(try answer("user_version") == .integer(3))
        #expect(try answer("foreign_keys") == .integer(0))
    }

    @Test func aFileOfAnotherProgramIsRefusedUntouched() throws {
        let other = SQLiteSchema(application: 7, version: 1, tables: ["CREATE TABLE t (a)"])
        _ = try open(other)
        let before = try folder.bytes("state.db")
        #expect(refusal()?.cause == .foreign)
        #expect(refusal()?.description.contains("belongs to another program") == true)
        #expect(try folder.bytes("state.db") == before)
    }

    /// A database without an application id is somebody's.
    @Test func aFileThatIsNotMarkedIsRefusedUnlessEmpty() throws {
        let unmarked = SQLiteSchema(application: 0, version: 0, tables: ["CREATE TABLE t (a)"])
        _ = try open(unmarked)
        #expect(refusal()?.cause == .foreign)
        try folder.write("state.db", "")
        try? FileManager.default.removeItem(atPath: file + "-wal")
        #expect(refusal() == nil)
    }

    @Test func aFileOfALaterVersionIsRefused() throws {
        _ = try open(SQLiteSchema(application: Self.loose.application, version: 4, tables: []))
        let error = refusal()
        #expect(error?.cause == .newer)
        #expect(error?.description.contains("it is version 4, and this program knows 3") == true)
    }

    @Test func whatIsNoDatabaseIsRefused() throws {
        try folder.write("state.db", String(repeating: "policy support { }\n", count: 100))
        #expect(refusal()?.cause == .damaged)
        #expect(refusal()?.description.contains("is damaged or no database") == true)
    }

    @Test func aFolderThatIsMissingIsRefused() {
        let path = folder.path("nowhere/state.db")
        do {
            _ = try SQLiteDatabase.open(path, Self.loose)
            Issue.record("it was opened")
        } catch {
            #expect(error.cause == .cannotOpen)
            #expect(error.description.contains(path))
        }
    }

    /// By a process of a user who may not, as the superuser may write everything.
    @Test func aFileThatMayNotBeWrittenIsRefused() throws {
        _ = try SQLiteDatabase.open(file, .state)
        try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: file)
        let worker = try WorkerProcess(["open", file, geteuid() == 0 ? "65534" : "\(geteuid())"])
        #expect(worker.exitCode() == 2)
        #expect(try worker.errors().contains("`\(file)` cannot be written; allow this user"))
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        #expect(try WorkerProcess(["open", file, "\(geteuid())"]).exitCode() == 0)
    }

    @Test func aFullFileSaysSoAndKeepsWhatItHas() throws {
        var database = try open()
        let insert = try database.prepare("INSERT INTO things (value) VALUES (?)")
        try database.run(insert, .integer(1))
        try database.execute("PRAGMA max_page_count = 8")
        do {
            try database.run(insert, .blob([UInt8](repeating: 1, count: 1 << 20)))
            Issue.record("it was written")
        } catch {
            #expect(error.cause == .full)
            #expect(error.description.contains("cannot grow"))
        }
        #expect(try database.run(insert, .integer(2)) == 1)
    }

    /// Pages that are overwritten with anything give errors or values, and never stop the process.
    @Test(arguments: 0..<40)
    func damageIsAnError(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        do {
            var database = try open()
            let insert = try database.prepare("INSERT INTO things (value) VALUES (?)")
            for _ in 0..<200 { try database.run(insert, .blob([UInt8](repeating: UInt8(seed), count: 300))) }
            try database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        }
        var bytes = try folder.bytes("state.db")
        for _ in 0..<(1 + generator.below(40)) {
            let start = generator.below(bytes.count)
            for place in start..<min(start + 1 + generator.below(64), bytes.count) {
                bytes[place] = UInt8(truncatingIfNeeded: generator.next())
            }
        }
        try Data(bytes).write(to: URL(fileURLWithPath: file))
        do {
            var database = try open()
            let select = try database.prepare("SELECT id, value FROM things")
            var count = 0
            try database.rows(select) { (row) throws(SQLiteError) in count += row.blob(1)?.count ?? 0 }
            #expect(count >= 0)
        } catch {
            #expect([.damaged, .foreign, .newer, .other, .cannotOpen, .inputOutput].contains(error.cause), "\(error)")
        }
    }

    @Test func severalMayMakeTheFileAtOnce() async throws {
        let file = file
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var database = try SQLiteDatabase.open(file, .state)
                    let sum = try RunningSum(&database)
                    for _ in 0..<20 { try sum.add(1 << 70, to: &database) }
                }
            }
            try await group.waitForAll()
        }
        var database = try SQLiteDatabase.open(file, .state)
        #expect(try RunningSum(&database).value(&database) == 160 << 70)
    }

}
