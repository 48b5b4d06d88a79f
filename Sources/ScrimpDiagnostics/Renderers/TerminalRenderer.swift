/// Diagnostics for people: the message, the lines that it is about with the places marked, and the help.
package struct TerminalRenderer: Sendable {
    /// ANSI colours; only when asked, because output may go to a file.
    package var usesColors: Bool
    /// Columns that an excerpt may take before it is cut around its marks.
    package var width: Int

    package init(usesColors: Bool = false, width: Int = 120) {
        self.usesColors = usesColors
        self.width = max(width, 40)
    }

    /// In the order given, with an empty line between.
    package func render(_ diagnostics: [Diagnostic], in sources: SourceSet) -> String {
        var result = ""
        for (index, diagnostic) in diagnostics.enumerated() {
            if index > 0 { result += "\n" }
            result += render(diagnostic, in: sources)
        }
        return result
    }

    package func render(_ diagnostic: Diagnostic, in sources: SourceSet) -> String {
        let excerpts = Excerpt.excerpts(of: diagnostic, in: sources)
        let gutter = excerpts.reduce(1) { max($0, String($1.lastLine + 1).utf8.count) }
        let paint = Paint(isOn: usesColors, severity: diagnostic.severity)
        let blank = String(repeating: " ", count: gutter)
        var result =
            paint("\(diagnostic.severity.rawValue)[\(diagnostic.code.id)]", .severity)
            + paint(": " + VisibleText.line(diagnostic.message), .strong) + "\n"
        for (index, excerpt) in excerpts.enumerated() {
            let arrow = index == 0 ? blank + "--> " : blank + "::: "
            if index > 0 { result += paint(blank + " |", .gutter) + "\n" }
            let text = sources[excerpt.source]
            let place = text.position(at: excerpt.anchor)
            result += paint(arrow, .gutter) + VisibleText.line(text.file) + ":\(place.line):\(place.column)\n"
            result += paint(blank + " |", .gutter) + "\n"
            let lines = ExcerptRenderer(text: text, gutter: gutter, width: width, paint: paint)
            result += lines.render(excerpt)
        }
        let helps = diagnostic.helps
        if !diagnostic.notes.isEmpty || !helps.isEmpty { result += paint(blank + " |", .gutter) + "\n" }
        for note in diagnostic.notes { result += paint("note", .note) + ": " + indented(note) + "\n" }
        for help in helps { result += paint("help", .note) + ": " + indented(help) + "\n" }
        return result
    }

    /// Further lines stand below the first.
    private func indented(_ text: String) -> String {
        VisibleText.paragraph(text).split(separator: "\n", omittingEmptySubsequences: false).joined(
            separator: "\n      ")
    }
}

/// Colours of the parts of a diagnostic, or none.
struct Paint {
    enum Part {
        case severity, strong, gutter, primary, secondary, note
    }

    let isOn: Bool
    let severity: Diagnostic.Severity

    func callAsFunction(_ text: String, _ part: Part) -> String {
        guard isOn, !text.isEmpty else { return text }
        return "\u{1b}[" + code(of: part) + "m" + text + "\u{1b}[0m"
    }

    private func code(of part: Part) -> String {
        switch part {
        case .severity, .primary:
            switch severity {
            case .error: "1;31"
            case .warning: "1;33"
            case .note: "1;36"
            }
        case .strong: "1"
        case .gutter, .secondary: "1;34"
        case .note: "1;36"
        }
    }
}
