package import ScrimpDiagnostics
import ScrimpSyntax

/// A short text that an editor shows within a line and that is not in the file.
package struct InlayHint: Sendable {
    package let offset: UInt32
    package let label: String
    package let tooltip: String
}

extension Workspace {
    /// What each `let` of a range is.
    package mutating func hints(_ path: String, in range: ByteRange) -> [InlayHint] {
        guard let tree = setting(ofPath: path)?.analysis.tree(ofPath: path) else { return [] }
        var hints: [InlayHint] = []
        for case .constant(let view) in tree.file.items
        where view.range.start <= range.end && range.start <= view.range.end {
            guard let name = view.name, let type = constantType(name.text, path) else { continue }
            hints.append(
                InlayHint(
                    offset: name.range.end, label: ": \(type)", tooltip: "what `\(name.text)` is, by its definition"))
        }
        return hints
    }
}
