/// Workflow commands of GitHub Actions, one a line, which it shows at the lines of a pull request:
/// `::error file=a.scrimp,line=3,endLine=3,col=5,endColumn=9,title=S104::message`.
///
/// GitHub, "Workflow commands for GitHub Actions", 2026: `%`, CR and LF are escaped in the text, `:` and `,` in properties too.
package struct GitHubRenderer: Sendable {
    package init() {}

    /// In the order given.
    package func render(_ diagnostics: [Diagnostic], in sources: SourceSet) -> String {
        diagnostics.reduce(into: "") { $0 += render($1, in: sources) }
    }

    package func render(_ diagnostic: Diagnostic, in sources: SourceSet) -> String {
        let text = sources[diagnostic.location.source]
        let start = text.position(at: diagnostic.location.range.start)
        let end = text.position(at: diagnostic.location.range.end)
        var properties = [
            ("file", VisibleText.line(text.file)), ("line", "\(start.line)"), ("endLine", "\(end.line)"),
            ("col", "\(start.column)"),
        ]
        // Columns of a range over several lines are not shown.
        if start.line == end.line { properties.append(("endColumn", "\(max(end.column, start.column))")) }
        properties.append(("title", diagnostic.code.id))
        let list = properties.map { $0.0 + "=" + Self.property($0.1) }.joined(separator: ",")
        let lines =
            [diagnostic.message] + diagnostic.notes.map { "note: " + $0 } + diagnostic.helps.map { "help: " + $0 }
        let shown = lines.map { VisibleText.paragraph($0) }.joined(separator: "\n")
        return "::\(Self.command(diagnostic.severity)) \(list)::\(Self.text(shown))\n"
    }

    private static func command(_ severity: Diagnostic.Severity) -> String {
        switch severity {
        case .error: "error"
        case .warning: "warning"
        case .note: "notice"
        }
    }

    private static func text(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    private static func property(_ text: String) -> String {
        Self.text(text).replacing(":", with: "%3A").replacing(",", with: "%2C")
    }
}

extension Diagnostic {
    /// What to do: the help, or else what the fixes do.
    package var helps: [String] { help.map { [$0] } ?? fixes.map(\.title) }
}
