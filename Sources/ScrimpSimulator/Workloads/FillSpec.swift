/// Where the values of an attribute come from that no file holds.
package struct FillSpec: Sendable {
    /// The attribute; its name is also the name of the random stream, so that adding one attribute changes no other.
    package var attribute: String
    package var kind: Kind
    package var source: Source

    /// What the attribute holds.
    package enum Kind: Sendable {
        /// Whole base units (tokens, counts, billionths, nanoseconds, pico-dollars); draws are rounded and clamped to the range.
        case number(range: ClosedRange<Int64>)
        /// `literals` get the first symbols, in order, so that the numbers of a plan's texts are kept.
        case string(literals: [[UInt8]])
        /// Symbols 0 and 1.
        case boolean
        /// The symbol is the position of the case.
        case enumeration([String])
    }

    package enum Source: Sendable {
        /// The same number for every row.
        case constant(Int64)
        /// The same text or case for every row; `true` or `false` for a boolean.
        case constantText(String)
        /// One of the numbers, by weight.
        case choice([(value: Int64, weight: Double)])
        /// One of the texts or cases, by weight.
        case choiceText([(value: String, weight: Double)])
        /// One of so many keys with the popularity `k^−exponent`: texts `attribute1`, `attribute2`, … for a string, the
        /// numbers 1, 2, … for a number.
        case zipf(keys: Int, exponent: Double)
        /// A number of the distribution times `scale` base units, rounded (`floor(x + 0.5)`) and clamped.
        case distribution(Distribution, scale: Double)
    }

    package init(_ attribute: String, _ kind: Kind, _ source: Source) {
        self.attribute = attribute
        self.kind = kind
        self.source = source
    }
}
