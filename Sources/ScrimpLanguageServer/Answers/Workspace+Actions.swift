package import ScrimpDiagnostics

/// A change that mends something.
package struct Action: Sendable {
    package let title: String
    /// Of the file; they do not overlap.
    package let edits: [Diagnostic.Fix.Edit]
    package let isSafe: Bool
    /// What it mends.
    package let diagnostic: Diagnostic
}

extension Workspace {
    /// The fixes of what is found in a range of a file.
    package mutating func actions(_ path: String, in range: ByteRange) -> [Action] {
        guard let findings = findings(ofPath: path) else { return [] }
        return findings.diagnostics.filter { $0.location.range.touches(range) }.flatMap { diagnostic in
            diagnostic.fixes.map {
                Action(title: $0.title, edits: $0.edits, isSafe: $0.isSafe, diagnostic: diagnostic)
            }
        }
    }

    /// The text of a file with every safe fix made that does not stand in another one's way; nil where none is left.
    package mutating func fixingAll(_ path: String) -> [UInt8]? {
        guard let findings = findings(ofPath: path), let bytes = bytes(ofPath: path) else { return nil }
        let fixes = findings.diagnostics.compactMap { $0.fixes.first { $0.isSafe } }
        let fixed = applying(fixes, to: SourceText(file: path, bytes: bytes))
        return fixed == bytes ? nil : fixed
    }
}

extension ByteRange {
    fileprivate func touches(_ other: ByteRange) -> Bool { start <= other.end && other.start <= end }
}
