/// The values of one feature for many rows.
public enum FeatureColumn: Hashable, Sendable {
    case wide([Int64])
    case narrow([Int32])
    /// Symbols of a text.
    case symbols([UInt32])
    /// The same value in every row.
    case constant(Int64)

    /// Number of rows; nil for as many as are asked for.
    public var count: Int? {
        switch self {
        case .wide(let values): values.count
        case .narrow(let values): values.count
        case .symbols(let values): values.count
        case .constant: nil
        }
    }

    /// The value of a row, which must be below `count`.
    public subscript(row: Int) -> Int64 {
        switch self {
        case .wide(let values): values[row]
        case .narrow(let values): Int64(values[row])
        case .symbols(let values): Int64(values[row])
        case .constant(let value): value
        }
    }
}

/// Why columns cannot be matched.
public enum ColumnError: Error, Hashable {
    /// There is no column for this feature, which the rules test.
    case missing(feature: Int)
    /// The column of this feature ends before the last row.
    case tooShort(feature: Int)
    /// There is less room for the answers than there are rows.
    case noRoom
}
