/// The bytes of a text with fixes applied.
///
/// A fix is applied whole or not at all: one that overlaps an earlier one, or reaches beyond the text, is left out, and
/// so is a fix that says the same again. Running the check on the result and applying again reaches the rest.
package func applying(_ fixes: [Diagnostic.Fix], to text: SourceText) -> [UInt8] {
    var accepted: [Diagnostic.Fix.Edit] = []
    for fix in fixes {
        let edits = fix.edits.sorted { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
        let isSound = edits.indices.allSatisfy { index in
            let edit = edits[index]
            guard Int(edit.range.end) <= text.bytes.count else { return false }
            if index > 0, edits[index - 1].range.end > edit.range.start { return false }
            return !accepted.contains { $0.collides(with: edit) }
        }
        if isSound { accepted += edits }
    }
    // Insertions at one place keep the order in which the fixes came.
    let ordered = accepted.enumerated().sorted {
        ($0.element.range.start, $0.element.range.end, $0.offset)
            < ($1.element.range.start, $1.element.range.end, $1.offset)
    }
    var result: [UInt8] = []
    var position = 0
    for (_, edit) in ordered {
        result += text.bytes[position..<Int(edit.range.start)]
        result += edit.replacement.utf8
        position = Int(edit.range.end)
    }
    return result + text.bytes[position...]
}

extension Diagnostic.Fix.Edit {
    /// Whether two edits cannot both be made: their ranges share a byte, one inserts within the other, or they are equal.
    fileprivate func collides(with other: Self) -> Bool {
        if range == other.range, range.isEmpty { return replacement == other.replacement }
        if range == other.range { return true }
        return range.start < other.range.end && other.range.start < range.end
    }
}
