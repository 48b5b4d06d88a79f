internal import CSQLite

/// A statement that a connection has prepared and keeps until it is closed.
package struct SQLiteStatement: Hashable, Sendable {
    /// Among those of its connection.
    let index: Int
}

/// The row at which a statement stands. Columns are numbered from 0; one that is not there, or of another type, is nil.
///
/// Safe because it cannot be copied and is only lent: the statement does not move while somebody reads it, and bytes are
/// copied out.
@safe
package struct SQLiteRow: ~Copyable {
    private let statement: OpaquePointer
    private let count: Int32

    init(_ statement: OpaquePointer) {
        unsafe self.statement = statement
        count = unsafe sqlite3_column_count(statement)
    }

    package func integer(_ column: Int) -> Int64? {
        guard type(column) == SQLITE_INTEGER else { return nil }
        return unsafe sqlite3_column_int64(statement, Int32(column))
    }

    package func blob(_ column: Int) -> [UInt8]? {
        guard type(column) == SQLITE_BLOB else { return nil }
        return bytes(column)
    }

    package func text(_ column: Int) -> [UInt8]? {
        guard type(column) == SQLITE_TEXT else { return nil }
        return bytes(column)
    }

    /// A text, with replacement characters where it is no UTF-8.
    package func string(_ column: Int) -> String? { text(column).map { String(decoding: $0, as: UTF8.self) } }

    package func value(_ column: Int) -> SQLiteValue {
        switch type(column) {
        case SQLITE_INTEGER: .integer(integer(column) ?? 0)
        case SQLITE_TEXT: .text(bytes(column))
        case SQLITE_BLOB: .blob(bytes(column))
        default: .null
        }
    }

    private func type(_ column: Int) -> Int32 {
        guard column >= 0, column < Int(count) else { return SQLITE_NULL }
        return unsafe sqlite3_column_type(statement, Int32(column))
    }

    /// Of a text or blob. The pointer has to be asked for before the length.
    private func bytes(_ column: Int) -> [UInt8] {
        guard let start = unsafe sqlite3_column_blob(statement, Int32(column)) else { return [] }
        let length = unsafe Int(sqlite3_column_bytes(statement, Int32(column)))
        return unsafe Array(UnsafeRawBufferPointer(start: start, count: length))
    }
}
