import ScrimpDiagnostics
import ScrimpSyntax

extension SourceText {
    /// Takes an item out of a text: its lines whole where nothing else stands on them, with the comments that belong to it, and
    /// without leaving two blank lines in a row.
    ///
    /// Documentation above it belongs to it. Other comments above it do where a blank line or the end follows, so that what heads
    /// a group stays, and where they do not begin the file.
    func removal(of range: ByteRange) -> Diagnostic.Fix.Edit {
        let (first, last) = (lineIndex(at: range.start), lineIndex(at: max(range.start, range.end)))
        let before = bytes[Int(lineStarts[first])..<min(Int(range.start), bytes.count)]
        let after = line(last).suffix(from: min(max(Int(range.end), line(last).startIndex), line(last).endIndex))
        guard before.allSatisfy(Self.isBlank), after.allSatisfy(Self.isBlank) || isComment(after) else {
            return Diagnostic.Fix.Edit(range, "")
        }
        let isAlone = last + 1 >= lineStarts.count || isBlank(line: last + 1)
        var start = first
        while start > 0, isComment(line(start - 1)), isAlone || isDocumentation(line(start - 1)) { start -= 1 }
        if start == 0, !isDocumentation(line(0)) { start = first }
        var end = last + 1
        if end < lineStarts.count, isBlank(line: end), start == 0 || isBlank(line: start - 1) { end += 1 }
        let endOffset = end < lineStarts.count ? lineStarts[end] : UInt32(truncatingIfNeeded: bytes.count)
        return Diagnostic.Fix.Edit(ByteRange(lineStarts[start], endOffset), "")
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

    private func isBlank(line index: Int) -> Bool { line(index).allSatisfy(Self.isBlank) }

    private func isComment(_ bytes: ArraySlice<UInt8>) -> Bool { begins(bytes, slashes: 2) }

    private func isDocumentation(_ bytes: ArraySlice<UInt8>) -> Bool { begins(bytes, slashes: 3) }

    private func begins(_ bytes: ArraySlice<UInt8>, slashes: Int) -> Bool {
        bytes.drop(while: Self.isBlank).prefix { $0 == UInt8(ascii: "/") }.count >= slashes
    }
}

extension LintedPolicy {
    /// Takes a whole declaration of the policy's own text out. The plan is another one without it, so a person decides.
    func removal(ofDeclarationNamedAt location: SourceLocation) -> [Diagnostic.Fix] {
        guard location.source == 0, let file = ownTree?.file else { return [] }
        for case .declaration(let view) in file.items where view.name?.range == location.range {
            return [
                Diagnostic.Fix("remove the \(view.kind.text)", [ownText.removal(of: view.range)], isSafe: false)
            ]
        }
        return []
    }
}
