package import ScrimpDiagnostics
import ScrimpFormatter
package import ScrimpJSON
import ScrimpSyntax

/// A policy as text, made from its form as data.
package struct PolicyText: Sendable {
    /// In the one layout; nil where the data has a mistake.
    package let bytes: [UInt8]?
    /// With places in the data, by position.
    package let diagnostics: [Diagnostic]
}

/// The text of a policy as data.
///
/// Every string that holds an expression is parsed alone by the parser of the language, so that its mistakes have their
/// places in the data, and so that no string becomes more than the value that it stands for.
///
/// - Parameters:
///   - node: what a reader of JSON or YAML made of `source`.
package func policyText(from node: JSONNode, in source: SourceText, sourceIndex: Int = 0) -> PolicyText {
    var reader = DataReader(source: source, sourceIndex: sourceIndex)
    reader.read(node)
    guard reader.diagnostics.isEmpty else {
        return PolicyText(bytes: nil, diagnostics: reader.diagnostics.sortedByPosition())
    }
    let parsed = parse(SourceText(file: source.file, bytes: reader.text.bytes), sourceIndex: sourceIndex)
    guard parsed.diagnostics.isEmpty else {
        // What the parts alone do not show: a name that cannot stand where it stands.
        let moved = parsed.diagnostics.map { $0.moved { reader.text.place(of: $0) } }
        return PolicyText(bytes: nil, diagnostics: moved.sortedByPosition())
    }
    return PolicyText(bytes: format(parsed).bytes, diagnostics: [])
}

extension Diagnostic {
    /// With other places. Fixes are left out: they would have to be written in another notation.
    func moved(_ place: (ByteRange) -> ByteRange) -> Diagnostic {
        var result = self
        result.location.range = place(location.range)
        result.labels = labels.map { Label(SourceLocation(place($0.location.range), in: $0.location.source), $0.text) }
        result.fixes = []
        return result
    }
}
