/// Findings as the XML that JUnit's runner for Ant wrote and that build servers read: a suite for each file, a failed case for
/// each finding, a passed case for a file without any. Notes pass, with their text as output.
package struct JUnitRenderer: Sendable {
    package init() {}

    /// - Parameter files: every file that was looked at, as its text is named.
    package func render(_ diagnostics: [Diagnostic], in sources: SourceSet, files: [String]) -> String {
        var names = files
        var seen = Set(files)
        var byFile: [String: [Diagnostic]] = [:]
        for diagnostic in diagnostics {
            let file = sources[diagnostic.location.source].file
            if seen.insert(file).inserted { names.append(file) }
            byFile[file, default: []].append(diagnostic)
        }
        let suites = names.map { ($0, byFile[$0] ?? []) }
        let tests = suites.reduce(0) { $0 + max($1.1.count, 1) }
        var writer = XMLWriter()
        writer.begin(
            "testsuites",
            [("name", "scrimp"), ("tests", "\(tests)"), ("failures", "\(Self.failures(diagnostics))"), ("errors", "0")])
        for (file, found) in suites { write(file, found, in: sources, to: &writer) }
        writer.end()
        return writer.text
    }

    private func write(
        _ file: String, _ diagnostics: [Diagnostic], in sources: SourceSet, to writer: inout XMLWriter
    ) {
        let name = VisibleText.line(file)
        writer.begin(
            "testsuite",
            [
                ("name", name), ("tests", "\(max(diagnostics.count, 1))"),
                ("failures", "\(Self.failures(diagnostics))"), ("errors", "0"), ("skipped", "0"),
            ])
        if diagnostics.isEmpty { writer.element("testcase", [("classname", name), ("name", "no findings")]) }
        for diagnostic in diagnostics {
            let source = sources[diagnostic.location.source]
            let place = source.position(at: diagnostic.location.range.start)
            writer.begin(
                "testcase",
                [("classname", name), ("name", "\(diagnostic.code.id) at \(place.line):\(place.column)")])
            let shown = TerminalRenderer().render(diagnostic, in: sources)
            if diagnostic.severity == .note {
                writer.element("system-out", text: shown)
            } else {
                writer.element(
                    "failure",
                    [("type", diagnostic.severity.rawValue), ("message", VisibleText.line(diagnostic.message))],
                    text: shown)
            }
            writer.end()
        }
        writer.end()
    }

    private static func failures(_ diagnostics: [Diagnostic]) -> Int { diagnostics.count { $0.severity != .note } }
}
