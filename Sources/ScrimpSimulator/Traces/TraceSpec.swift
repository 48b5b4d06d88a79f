/// Which file holds a trace, and what its columns mean.
package struct TraceSpec: Sendable {
    /// Where the file is, as the host can open it. Plain or gzip; which of the two is seen from its first bytes.
    package var path: String
    package var format: Format
    /// The byte between the fields of a CSV file.
    package var separator: UInt8
    /// The columns that are read, in any order: exactly one time, at most 64 in all. What else the file has is ignored.
    package var columns: [TraceColumn]
    /// A bad row ends the reading with an error instead of being counted.
    package var strict: Bool

    package enum Format: Sendable, Equatable {
        /// JSON lines where the first character that is no blank is `{`, else CSV.
        case detected
        /// RFC 4180 with a header line. Lines before the header that start with `#` are skipped.
        case csv
        /// One JSON object a line.
        case jsonLines
    }

    package init(
        path: String, format: Format = .detected, separator: UInt8 = UInt8(ascii: ","), columns: [TraceColumn],
        strict: Bool = false
    ) {
        self.path = path
        self.format = format
        self.separator = separator
        self.columns = columns
        self.strict = strict
    }
}

/// One column of a trace: what the file calls it, which attribute it feeds, and how its values are read.
package struct TraceColumn: Sendable {
    /// The name in the file's header, or the key of its objects.
    package var source: String
    /// The attribute of the policy; `time` for the arrival.
    package var attribute: String
    package var role: Role

    package enum Role: Sendable {
        case time(TimeFormat)
        case number(NumberFormat)
        /// Any text. `literals` get the first symbols, in order, so that the numbers of a plan's texts are kept.
        case string(literals: [[UInt8]])
        /// `true` `false` `yes` `no` `1` `0`, in small letters, capitals or with a capital. Symbols 1 and 0.
        case boolean
        /// One of the names; the symbol is its position.
        case enumeration([String])
        /// How good an answer was, in billionths: `0.85`, `85%`, `true`, `1`; −1 where nothing is recorded.
        case quality
    }

    package init(_ source: String, _ attribute: String, _ role: Role) {
        self.source = source
        self.attribute = attribute
        self.role = role
    }
}

/// How the arrivals of a trace are written.
package enum TimeFormat: Sendable, Equatable {
    /// A date and a time, or Unix time in the unit that its size suggests; what was taken is in `TraceStatistics`.
    case detected
    /// `2023-11-16 18:17:03.9799600` or ISO 8601 with `T`, `Z` or an offset. Without one: that of `offsetSeconds`.
    case civil(offsetSeconds: Int64)
    /// A number since 1970-01-01 00:00 UTC (or since the start of the trace), whole or with decimals.
    case unix(UnixUnit)

    package enum UnixUnit: Int64, Sendable, CaseIterable {
        case nanoseconds = 1
        case microseconds = 1_000
        case milliseconds = 1_000_000
        case seconds = 1_000_000_000

        /// As it is written in a trace's declaration.
        package var symbol: String {
            switch self {
            case .nanoseconds: "ns"
            case .microseconds: "us"
            case .milliseconds: "ms"
            case .seconds: "s"
            }
        }
    }
}

/// How a number of a file becomes a whole number of an attribute's base unit: times a fraction, halves away from zero.
package struct NumberFormat: Sendable, Equatable {
    /// `numerator / denominator` base units make one unit of the file. Both are above zero.
    package var numerator: Int64
    package var denominator: Int64
    /// Values outside, in base units, make a bad row.
    package var range: ClosedRange<Int64>
    /// Stands for an empty field, `null` or an absent key; without it such a row is bad.
    package var missing: Int64?

    package init(
        numerator: Int64 = 1, denominator: Int64 = 1, range: ClosedRange<Int64> = 0...Int64.max, missing: Int64? = nil
    ) {
        self.numerator = max(numerator, 1)
        self.denominator = max(denominator, 1)
        self.range = range
        self.missing = missing
    }

    /// Tokens, counts, requests, bytes: as they are.
    package static let count = NumberFormat()
    /// A ratio written as 0 … 1, in billionths.
    package static let ratio = NumberFormat(numerator: 1_000_000_000, range: 0...1_000_000_000)
    /// A ratio written as 0 … 100, in billionths.
    package static let percent = NumberFormat(numerator: 10_000_000, range: 0...1_000_000_000)
    /// US dollars, in pico-dollars.
    package static let dollars = NumberFormat(numerator: 1_000_000_000_000)

    /// A duration written in a unit of so many nanoseconds, in nanoseconds.
    package static func duration(unitNanoseconds: Int64) -> NumberFormat {
        NumberFormat(numerator: unitNanoseconds)
    }
}

/// The columns of a chunk beside the time: what they are called and where they are.
package struct TraceLayout: Sendable {
    /// Attributes whose values are whole numbers of base units, in order of their slot.
    package var numbers: [String]
    /// Attributes whose values are symbols (texts, cases, booleans), in order of their slot.
    package var symbols: [String]

    package init(numbers: [String] = [], symbols: [String] = []) {
        self.numbers = numbers
        self.symbols = symbols
    }

    package func numberSlot(_ attribute: String) -> Int? { numbers.firstIndex(of: attribute) }
    package func symbolSlot(_ attribute: String) -> Int? { symbols.firstIndex(of: attribute) }
}
