package import ScrimpDiagnostics
import ScrimpFormatter
import ScrimpSyntax

extension Workspace {
    /// The edits that put a file, or the lines of a range of it, into the one layout; in order of position.
    package mutating func formatting(_ path: String, in range: ByteRange? = nil) -> [Diagnostic.Fix.Edit] {
        guard let bytes = bytes(ofPath: path), bytes.count < Int(UInt32.max) else { return [] }
        let source = SourceText(file: path, bytes: bytes)
        let formatted = format(source).bytes
        if formatted == bytes { return [] }
        let edits = Self.edits(from: source, to: SourceText(file: path, bytes: formatted))
        guard let range else { return edits ?? TextDifference.edits(from: bytes, to: formatted) }
        // A layout that cannot be told piece by piece is not taken in part.
        return (edits ?? []).filter { range.start <= $0.range.start && $0.range.end <= range.end }
    }

    /// An edit for each gap between two tokens that differs; nil where the texts do not have the same tokens.
    private static func edits(from old: SourceText, to new: SourceText) -> [Diagnostic.Fix.Edit]? {
        let (left, right) = (anchors(of: old), anchors(of: new))
        guard left.count == right.count else { return nil }
        var edits: [Diagnostic.Fix.Edit] = []
        var (leftEnd, rightEnd) = (0, 0)
        for (before, after) in zip(left, right) {
            guard old.bytes[before].elementsEqual(new.bytes[after]) else { return nil }
            let (gap, wanted) = (old.bytes[leftEnd..<before.lowerBound], new.bytes[rightEnd..<after.lowerBound])
            if !gap.elementsEqual(wanted) {
                edits.append(
                    .init(
                        ByteRange(UInt32(clamping: leftEnd), UInt32(clamping: before.lowerBound)),
                        String(decoding: wanted, as: UTF8.self)))
            }
            (leftEnd, rightEnd) = (before.upperBound, after.upperBound)
        }
        return edits
    }

    /// The tokens that a layout keeps, comments included, and the end of the text; commas come and go with it.
    private static func anchors(of source: SourceText) -> [Range<Int>] {
        let tree = parse(source).tree
        return tree.tokens.indices.compactMap { index in
            let kind = tree.tokens[index].kind
            guard kind != .space, kind != .lineBreak, kind != .comma else { return nil }
            let range = tree.range(ofToken: index)
            return Int(range.start)..<Int(range.end)
        }
    }
}
