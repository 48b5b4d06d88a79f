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
        var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        text +=
            "<testsuites name=\"scrimp\" tests=\"\(tests)\" failures=\"\(Self.failures(diagnostics))\" errors=\"0\">\n"
        for (file, found) in suites { text += suite(file, found, in: sources) }
        return text + "</testsuites>\n"
    }

    private func suite(_ file: String, _ diagnostics: [Diagnostic], in sources: SourceSet) -> String {
        let name = Self.attribute(file)
        var text = "  <testsuite name=\"\(name)\" tests=\"\(max(diagnostics.count, 1))\" "
        text += "failures=\"\(Self.failures(diagnostics))\" errors=\"0\" skipped=\"0\">\n"
        if diagnostics.isEmpty { text += "    <testcase classname=\"\(name)\" name=\"no findings\"/>\n" }
        for diagnostic in diagnostics {
            let source = sources[diagnostic.location.source]
            let place = source.position(at: diagnostic.location.range.start)
            text += "    <testcase classname=\"\(name)\" "
            text += "name=\"\(Self.attribute("\(diagnostic.code.id) at \(place.line):\(place.column)"))\">\n"
            let shown = Self.escaped(TerminalRenderer().render(diagnostic, in: sources))
            if diagnostic.severity == .note {
                text += "      <system-out>\(shown)</system-out>\n"
            } else {
                text += "      <failure type=\"\(diagnostic.severity.rawValue)\" "
                text += "message=\"\(Self.attribute(diagnostic.message))\">\(shown)</failure>\n"
            }
            text += "    </testcase>\n"
        }
        return text + "  </testsuite>\n"
    }

    private static func failures(_ diagnostics: [Diagnostic]) -> Int { diagnostics.count { $0.severity != .note } }

    /// On one line. Characters that XML 1.0 cannot hold are spelled out.
    private static func attribute(_ text: String) -> String { escaped(VisibleText.line(text)) }

    private static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\u{fffe}", "\u{ffff}": result += "\\u{" + String(scalar.value, radix: 16) + "}"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
