extension DiagramNode {
    /// What a node does with its feature. The raw value is what stands in bits 12…15 of `word`.
    ///
    /// | kind | key | first child field | second child field |
    /// |---|---|---|---|
    /// | less | the cut | child of values below it | child of all others |
    /// | table | where its children begin in `tables` | how many there are | – |
    /// | sparse | where its symbols begin in `tables`; as many children follow | how many there are | child of all others |
    /// | search | where its children begin in `tables`, one more than cuts | number of cuts | where they begin in `cuts` |
    /// | row | the first of its children, which are nodes one after the other | how many there are | – |
    ///
    /// A table is the smaller form where many values share a child; a row saves the load from `tables`, on which the next one waits.
    public enum Kind: UInt8, Sendable {
        case less, table, sparse, search, row
    }

    /// Set in a child that is a terminal.
    public static let terminal: UInt64 = 0x80_0000
    /// Greatest number of features, nodes and entries that the fields can name.
    public static let featureLimit = 0x1000
    public static let nodeLimit = 0x80_0000
    public static let fieldLimit = 0x100_0000

    static let featureMask: UInt64 = 0xFFF
    static let kindMask: UInt64 = 0xF000
    static let childMask: UInt64 = 0xFF_FFFF
    static let ruleMask: UInt64 = 0x7F_FFFF
    static let lessBits = UInt64(Kind.less.rawValue) << 12
    static let tableBits = UInt64(Kind.table.rawValue) << 12
    static let searchBits = UInt64(Kind.search.rawValue) << 12
    static let rowBits = UInt64(Kind.row.rawValue) << 12

    /// The child that ends the walk with a rule.
    public static func child(rule: Int) -> UInt32 {
        UInt32(truncatingIfNeeded: terminal) | UInt32(truncatingIfNeeded: rule)
    }

    /// Fields above their limits are the caller's mistake; `first` and `second` keep their low 24 bits.
    public init(kind: Kind, feature: Int, key: Int64, first: UInt32, second: UInt32 = 0) {
        self.init(
            key: key,
            word: UInt64(truncatingIfNeeded: feature) & Self.featureMask | UInt64(kind.rawValue) << 12
                | (UInt64(first) & Self.childMask) << 16 | (UInt64(second) & Self.childMask) << 40)
    }

    /// Nil where a damaged plan names a kind that does not exist.
    public var kind: Kind? { Kind(rawValue: UInt8(truncatingIfNeeded: (word & Self.kindMask) >> 12)) }
    /// Index in `Plan.features` of what the node looks at.
    public var feature: Int { Int(truncatingIfNeeded: word & Self.featureMask) }
    /// The first child field, whose meaning is that of the kind.
    public var first: UInt32 { UInt32(truncatingIfNeeded: (word >> 16) & Self.childMask) }
    /// The second child field.
    public var second: UInt32 { UInt32(truncatingIfNeeded: word >> 40) }
}
