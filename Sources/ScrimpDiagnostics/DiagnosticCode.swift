/// A stable code, never reused. `family` is its first letter; `Codes/` lists them all, a file a family,
/// and feeds `Docs/diagnostics/`.
package struct DiagnosticCode: Hashable, Sendable {
    /// `S104`
    package let id: String
    package let severity: Diagnostic.Severity
    /// One line: what is wrong.
    package let title: String
    /// Why it matters, one to three sentences.
    package let why: String
    /// The smallest policy text that shows it, and the same mended.
    package let bad: String
    package let good: String

    package init(_ id: String, _ severity: Diagnostic.Severity, _ title: String, why: String, bad: String, good: String)
    {
        self.id = id
        self.severity = severity
        self.title = title
        self.why = why
        self.bad = bad
        self.good = good
    }

    package static func == (left: Self, right: Self) -> Bool { left.id == right.id }
    package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}
