/// A value of one column.
package enum SQLiteValue: Hashable, Sendable {
    case null
    case integer(Int64)
    /// UTF-8. Texts of requests are any bytes, and are kept as they are.
    case text([UInt8])
    case blob([UInt8])

    package static func text(_ text: String) -> SQLiteValue { .text(Array(text.utf8)) }
}
