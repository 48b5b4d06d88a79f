/// A row of a trace that could not be read, for people: where, what, and why.
package struct BadRow: Sendable, Equatable {
    /// Counts from one, in the file.
    package var line: Int
    /// The column's name in the file, where one is to blame.
    package var column: String?
    package var reason: Reason
    /// The start of the offending text, at most 40 bytes.
    package var excerpt: String

    package enum Reason: Int, Sendable, CaseIterable {
        case missingField, extraField, emptyValue, notANumber, outOfRange, notATime, unknownCase, notABoolean
        case unclosedQuote, textAfterQuote, rowTooLong, invalidUTF8, tooManyTexts, malformedJSON, notAnObject, wrongType

        /// What is wrong with the text, to follow it in a sentence.
        package var phrase: String {
            switch self {
            case .missingField: "the row ends before this column"
            case .extraField: "the row has more fields than the header"
            case .emptyValue: "the value is missing"
            case .notANumber: "not a number"
            case .outOfRange: "out of range"
            case .notATime: "not a time"
            case .unknownCase: "not one of the declared cases"
            case .notABoolean: "neither true nor false"
            case .unclosedQuote: "a quote is never closed"
            case .textAfterQuote: "text follows the closing quote"
            case .rowTooLong: "the row does not fit the read buffer"
            case .invalidUTF8: "not valid UTF-8"
            case .tooManyTexts: "too many distinct texts"
            case .malformedJSON: "not valid JSON"
            case .notAnObject: "the line is not one JSON object"
            case .wrongType: "the value has the wrong type"
            }
        }
    }

    package init(line: Int, column: String?, reason: Reason, excerpt: String) {
        self.line = line
        self.column = column
        self.reason = reason
        self.excerpt = excerpt
    }

    /// `line 17: column `prompt`: `abc`: not a number`
    package var description: String {
        let place = column.map { ": column `\($0)`" } ?? ""
        let text = excerpt.isEmpty ? "" : ": `\(excerpt)`"
        return "line \(line)\(place)\(text): \(reason.phrase)"
    }
}

/// What was seen while a trace was read.
package struct TraceStatistics: Sendable {
    /// Rows handed out.
    package internal(set) var rows: Int64 = 0
    /// Bytes of text read, after decompression.
    package internal(set) var bytes: Int64 = 0
    /// Rows whose time lies before the latest one seen. They are handed out as they are.
    package internal(set) var backwardTimes: Int64 = 0
    package internal(set) var latestTime = Int64.min
    /// What the time column was taken for, for the report: ``time` read as Unix milliseconds`.
    package internal(set) var timeReading = ""
    /// Columns of the file that are not read.
    package internal(set) var ignoredColumns: [String] = []
    private var counts = [Int64](repeating: 0, count: BadRow.Reason.allCases.count)
    /// The first few bad rows of every reason, in file order.
    package private(set) var examples: [BadRow] = []

    package static let examplesPerReason = 5

    package var badRows: Int64 { counts.reduce(0, +) }

    /// How many rows were bad for a reason.
    package func count(of reason: BadRow.Reason) -> Int64 { counts[reason.rawValue] }

    mutating func add(_ row: BadRow) {
        counts[row.reason.rawValue] += 1
        if counts[row.reason.rawValue] <= Self.examplesPerReason { examples.append(row) }
    }
}
