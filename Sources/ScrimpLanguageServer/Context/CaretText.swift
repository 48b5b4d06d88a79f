package import ScrimpDiagnostics

/// A text with a name put in at the caret, so that the parser says what a name there would be.
package struct CaretText: Sendable {
    /// The name; long enough to be nobody's.
    package static let name = "caret_marker_"

    package let source: SourceText
    /// Inside the name.
    package let offset: Int

    package init(_ original: SourceText, offset: Int) {
        let offset = min(max(offset, 0), original.bytes.count)
        var bytes = Array(original.bytes[..<offset])
        bytes += Self.name.utf8
        bytes += original.bytes[offset...]
        source = SourceText(file: original.file, bytes: bytes)
        self.offset = offset + 1
    }
}
