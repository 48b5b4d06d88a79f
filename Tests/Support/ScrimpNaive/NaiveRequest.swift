package import ScrimpQuantities

/// A value as a person would say it: numbers in base units (dollars, tokens, nanoseconds, one for 100 %).
package enum NaiveValue: Hashable, Sendable {
    case boolean(Bool)
    case number(Rational)
    case text(String)
    case enumerationCase(Int)
    /// Seconds since local midnight.
    case time(Int64)
    /// 0 Monday … 6 Sunday.
    case day(Int64)
}

/// One request.
package struct NaiveRequest: Sendable {
    /// By attribute of the policy.
    package var values: [NaiveValue]
    /// Fingerprint of the content; nil where the host gives none.
    package var content: (high: UInt64, low: UInt64)?

    package init(values: [NaiveValue], content: (high: UInt64, low: UInt64)? = nil) {
        self.values = values
        self.content = content
    }
}
