/// What became of every entry and field of a LiteLLM price list: nothing is lost in silence.
package struct LiteLLMReport: Sendable {
    /// Entries that were left out for one reason.
    package struct LeftOut: Hashable, Sendable {
        /// `priced per second`
        package var reason: String
        /// In the order of the list.
        package var names: [String]
    }

    /// A field of entries that were read which the catalog has no place for.
    package struct Field: Hashable, Sendable {
        package var name: String
        package var count: Int
        /// Whether it says something about money.
        package var isPrice: Bool
    }

    /// A price with more decimals than money has.
    package struct Rounded: Hashable, Sendable {
        package var entry: String
        package var field: String
        /// As the list writes it.
        package var before: String
        /// Dollars.
        package var after: String
    }

    /// All entries of the list.
    package internal(set) var entries = 0
    package internal(set) var read = 0
    /// By reason, in alphabetical order.
    package internal(set) var leftOut: [LeftOut] = []
    /// Prices first, then by falling count.
    package internal(set) var fieldsNotUnderstood: [Field] = []
    package internal(set) var rounded: [Rounded] = []

    package var leftOutCount: Int { leftOut.reduce(0) { $0 + $1.names.count } }

    /// Whether every entry was read or left out for a reason.
    package var isComplete: Bool { entries == read + leftOutCount }
}

/// A catalog from a LiteLLM price list, and what became of the list.
package struct LiteLLMImport: Sendable {
    package var catalog: Catalog
    package var report: LiteLLMReport
}
