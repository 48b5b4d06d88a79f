package import ScrimpDiagnostics
package import ScrimpSyntax

/// The edits that put a text into the one layout, in order and apart from each other: blanks, line ends and commas between tokens, so
/// that an editor keeps its place.
///
/// - Parameter range: only what overlaps or touches it is edited. What stands below something outside of it is aligned as if all
///   of the text were formatted. Nothing is edited where the text would be understood differently without the other edits.
package func formattingEdits(of original: ParsedFile, in range: ByteRange? = nil) -> [Diagnostic.Fix.Edit] {
    let source = original.tree.source
    let formatted = format(original).bytes
    guard formatted != source.bytes else { return [] }
    let laidOut = parse(SourceText(file: source.file, bytes: formatted)).tree
    let old = original.tree.contentTokens
    let new = laidOut.contentTokens
    let isSame =
        old.count == new.count
        && zip(old, new).allSatisfy { original.tree.spelling(ofToken: $0) == laidOut.spelling(ofToken: $1) }
    // A comment that has changed places with a token leaves nothing between which edits could be told apart.
    guard isSame else { return wholeEdit(from: source, to: formatted, in: range) }

    var edits: [Diagnostic.Fix.Edit] = []
    var leavesSomeOut = false
    func add(_ place: ByteRange, _ replacement: ByteRange) {
        let bytes = formatted[Int(replacement.start)..<Int(replacement.end)]
        guard source.bytes[Int(place.start)..<Int(place.end)] != bytes else { return }
        if let range, place.end < range.start || range.end < place.start {
            leavesSomeOut = true
            return
        }
        edits.append(.init(place, String(decoding: bytes, as: UTF8.self)))
    }
    var oldEnd: UInt32 = 0
    var newEnd: UInt32 = 0
    for (left, right) in zip(old, new) {
        let place = original.tree.range(ofToken: left)
        let replacement = laidOut.range(ofToken: right)
        add(ByteRange(oldEnd, place.start), ByteRange(newEnd, replacement.start))
        add(place, replacement)
        oldEnd = place.end
        newEnd = replacement.end
    }
    guard leavesSomeOut, !edits.isEmpty else { return edits }
    let partly = applying([Diagnostic.Fix("format", edits)], to: source)
    return TextContent(parse(SourceText(file: source.file, bytes: partly))) == TextContent(original) ? edits : []
}

private func wholeEdit(from source: SourceText, to formatted: [UInt8], in range: ByteRange?) -> [Diagnostic.Fix.Edit] {
    let whole = ByteRange(0, UInt32(truncatingIfNeeded: source.bytes.count))
    if let range, range != whole { return [] }
    return String(validating: formatted, as: UTF8.self).map { [.init(whole, $0)] } ?? []
}

extension SyntaxTree {
    /// Everything but blanks, line ends and commas, with the end of the text.
    fileprivate var contentTokens: [Int] {
        tokens.indices.filter { ![.space, .lineBreak, .comma].contains(tokens[$0].kind) }
    }
}
