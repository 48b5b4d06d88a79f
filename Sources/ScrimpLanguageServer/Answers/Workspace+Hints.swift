package import ScrimpDiagnostics
import ScrimpCompiler
import ScrimpSemantics
import ScrimpSyntax

/// A short text that an editor shows within a line and that is not in the file.
package struct InlayHint: Sendable {
    package let offset: UInt32
    package let label: String
    package let tooltip: String
    /// Whether it says what the name before it is; else it says something of its own.
    package let isType: Bool
}

extension Workspace {
    /// What each `let` of a range is, and what one request that a rule of the range takes can cost at most; in order of position.
    package mutating func hints(_ path: String, in range: ByteRange) -> [InlayHint] {
        guard let setting = setting(ofPath: path), let source = setting.analysis.source(ofPath: path),
            let tree = setting.analysis.checked.trees[source]
        else { return [] }
        var hints: [InlayHint] = []
        for case .constant(let view) in tree.file.items where view.range.touches(range) {
            guard let name = view.name, let type = constantType(name.text, path) else { continue }
            hints.append(
                InlayHint(
                    offset: name.range.end, label: ": \(type)", tooltip: "what `\(name.text)` is, by its definition",
                    isType: true))
        }
        for cost in costs(ofPath: setting.path, setting.analysis)?.classes ?? [] {
            let place = cost.location
            guard place.source == source, cost.isReachable, place.range.touches(range) else { continue }
            let reasons = [cost.bound.dominatingText].compactMap(\.self) + cost.bound.unbounded.map(\.message)
            hints.append(
                InlayHint(
                    offset: place.range.end, label: cost.bound.hint,
                    tooltip: (["the most that one request of this rule can cost"] + reasons).joined(separator: "\n"),
                    isType: false))
        }
        return hints.sorted { $0.offset < $1.offset }
    }
}

extension ByteRange {
    fileprivate func touches(_ other: ByteRange) -> Bool { start <= other.end && other.start <= end }
}
