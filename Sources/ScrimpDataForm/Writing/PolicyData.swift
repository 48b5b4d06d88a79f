package import ScrimpDiagnostics
package import ScrimpJSON
package import ScrimpSyntax
import ScrimpYAML

/// A policy text in its form as data.
package struct PolicyData: Sendable {
    /// Nil where the text has a mistake, or something that has no form as data.
    package let value: JSONValue?
    /// Comments of the text that are not in the data: it has places for documentation only.
    package let commentsLeftOut: Int
    /// Errors of the text, by position; its warnings are left out.
    package let diagnostics: [Diagnostic]
}

/// The form of a policy text as data. Declarations are grouped by their kinds, in the order in which the kinds and the
/// declarations stand.
package func policyData(of parsed: ParsedFile, sourceIndex: Int = 0) -> PolicyData {
    let errors = parsed.diagnostics.filter { $0.severity == .error }
    guard errors.isEmpty else { return PolicyData(value: nil, commentsLeftOut: 0, diagnostics: errors) }
    var writer = DataWriter(tree: parsed.tree, sourceIndex: sourceIndex)
    let value = writer.run(parsed.file)
    return PolicyData(
        value: writer.diagnostics.isEmpty ? value : nil, commentsLeftOut: writer.commentsLeftOut,
        diagnostics: writer.diagnostics.sortedByPosition())
}

/// The two notations of a policy as data.
package enum DataNotation: String, CaseIterable, Sendable {
    case json, yaml

    /// A whole document, ending with a new line.
    package func text(_ value: JSONValue) -> String {
        switch self {
        case .json: JSONWriter.text(value, .indented)
        case .yaml: YAMLWriter.text(value)
        }
    }

    package func read(
        _ source: SourceText, sourceIndex: Int = 0
    ) -> (node: JSONNode?, diagnostics: [Diagnostic]) {
        switch self {
        case .json: JSONReader.read(source, sourceIndex: sourceIndex)
        case .yaml: YAMLReader.read(source, sourceIndex: sourceIndex)
        }
    }
}
