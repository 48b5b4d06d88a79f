package import ScrimpDiagnostics

/// Why a trace or a workload cannot be read at all.
package struct TraceError: Error, Sendable, Equatable {
    package let code: DiagnosticCode
    /// Lower case, no final period, what the user wrote in backticks.
    package let message: String
    /// What to do about it; empty where nothing can be said.
    package let help: String

    private init(_ code: DiagnosticCode, _ message: String, help: String = "") {
        self.code = code
        self.message = message
        self.help = help
    }

    static func unreadable(_ path: String, _ cause: String) -> TraceError {
        TraceError(
            .traceUnreadable, "cannot read `\(path)`: \(cause)",
            help: "check the path; it is relative to the scenario's file")
    }

    static func empty(_ path: String) -> TraceError {
        TraceError(.traceEmpty, "`\(path)` is empty", help: "a trace starts with a header line or a JSON object")
    }

    static func noHeader(_ path: String) -> TraceError {
        TraceError(
            .traceEmpty, "`\(path)` has no header line",
            help: "the first line names the columns, separated by commas; the header must fit the first 64 KiB")
    }

    static func missingColumn(_ name: String, in path: String, has columns: [String]) -> TraceError {
        let help: String
        if let nearest = suggest(name, among: columns) {
            help = "did you mean `\(nearest)`?"
        } else {
            help = "its columns are " + columns.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
        }
        return TraceError(.traceColumnMissing, "`\(path)` has no column `\(name)`", help: help)
    }

    static func repeatedColumn(_ name: String, in path: String) -> TraceError {
        TraceError(
            .traceColumnMissing, "`\(path)` has two columns named `\(name)`", help: "rename one of them in its header")
    }

    static func damagedGzip(_ path: String, _ cause: String) -> TraceError {
        TraceError(
            .traceDamaged, "`\(path)` is damaged: \(cause)",
            help: "it may have been cut short; fetch or compress it again")
    }

    static func ambiguousTime(_ column: String, _ value: String) -> TraceError {
        TraceError(
            .traceTimeAmbiguous, "the unit of `\(column)` cannot be told from `\(value)`",
            help: "declare it: s, ms, us or ns")
    }

    static func badRow(_ row: BadRow, in path: String) -> TraceError {
        TraceError(
            .traceBadRow, "`\(path)`: \(row.description)", help: "without `--strict`, bad rows are counted and left out"
        )
    }

    static func badDeclaration(_ message: String, help: String = "") -> TraceError {
        TraceError(.traceDeclaration, message, help: help)
    }

    static func badWorkload(_ message: String, help: String = "") -> TraceError {
        TraceError(.workloadInvalid, message, help: help)
    }
}
