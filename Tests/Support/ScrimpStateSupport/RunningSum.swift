package import ScrimpStores

/// One number in a state file that several processes add to.
package struct RunningSum {
    private let find: SQLiteStatement
    private let save: SQLiteStatement

    package init(_ database: inout SQLiteDatabase) throws(SQLiteError) {
        find = try database.prepare("SELECT record FROM counters WHERE policy = 'test' AND name = 'sum'")
        save = try database.prepare(
            "INSERT OR REPLACE INTO counters (policy, kind, name, scope, generation, record) VALUES ('test', 'sum', 'sum', x'', 0, ?)"
        )
    }

    package func value(_ database: inout SQLiteDatabase) throws(SQLiteError) -> Int128 {
        let bytes = try database.row(find) { (row) throws(SQLiteError) in row.blob(0) ?? [] } ?? []
        var sum: UInt128 = 0
        for byte in bytes.reversed() { sum = sum << 8 | UInt128(byte) }
        return Int128(truncatingIfNeeded: sum)
    }

    package func add(_ amount: Int128, to database: inout SQLiteDatabase) throws(SQLiteError) {
        try database.transaction { (database) throws(SQLiteError) in
            let sum = UInt128(truncatingIfNeeded: try value(&database) &+ amount)
            let bytes = (0..<16).map { UInt8(truncatingIfNeeded: sum >> (8 * UInt128($0))) }
            try database.run(save, .blob(bytes))
        }
    }
}
