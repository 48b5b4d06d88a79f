import ScrimpDiagnostics

/// Edits that make one text into another.
enum TextDifference {
    /// One edit between what both texts begin and end with; none where they are equal. It begins and ends on the border of a
    /// scalar.
    static func edits(from old: [UInt8], to new: [UInt8]) -> [Diagnostic.Fix.Edit] {
        if old == new { return [] }
        let shorter = min(old.count, new.count)
        var start = 0
        while start < shorter, old[start] == new[start] { start += 1 }
        while start > 0, isInsideScalar(old, start) || isInsideScalar(new, start) { start -= 1 }
        var tail = 0
        while tail < shorter - start, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
        while tail > 0, isInsideScalar(old, old.count - tail) { tail -= 1 }
        let range = ByteRange(UInt32(clamping: start), UInt32(clamping: old.count - tail))
        return [.init(range, String(decoding: new[start..<new.count - tail], as: UTF8.self))]
    }

    private static func isInsideScalar(_ bytes: [UInt8], _ index: Int) -> Bool {
        index < bytes.count && bytes[index] & 0b1100_0000 == 0b1000_0000
    }
}
