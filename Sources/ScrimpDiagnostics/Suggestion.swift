/// The candidate that a misspelt word most likely means, or nil where none is close.
///
/// Close is a distance of at most a third of the word's length (and at least 1); a difference in the case of ASCII
/// letters counts for nothing. Of equally close candidates the first wins.
package func suggest(_ word: String, among candidates: some Sequence<String>) -> String? {
    let wanted = foldedScalars(word)
    guard !wanted.isEmpty else { return nil }
    var limit = max(1, wanted.count / 3)
    var best: String?
    for candidate in candidates {
        // A scalar takes one to four bytes: most of a long list is passed over by its length.
        let bytes = candidate.utf8.count
        guard bytes >= wanted.count - limit, bytes <= 4 * (wanted.count + limit), candidate != word else { continue }
        let offered = foldedScalars(candidate)
        guard abs(offered.count - wanted.count) <= limit else { continue }
        guard let distance = distance(wanted, offered, atMost: limit),
            distance < max(wanted.count, offered.count)
        else { continue }
        best = candidate
        guard distance > 0 else { return candidate }
        limit = distance - 1
    }
    return best
}

private func foldedScalars(_ text: String) -> [UInt32] {
    text.unicodeScalars.map { ("A"..."Z").contains($0) ? $0.value + 32 : $0.value }
}

/// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours; nil beyond the limit.
///
/// F. J. Damerau, "A technique for computer detection and correction of spelling errors", CACM 7(3), 1964. Only the
/// band around the diagonal that can stay within the limit is computed.
private func distance(_ left: [UInt32], _ right: [UInt32], atMost limit: Int) -> Int? {
    let far = limit + 1
    var beforePrevious = [Int](repeating: far, count: right.count + 1)
    var previous = (0...right.count).map { min($0, far) }
    for row in 0..<left.count {
        var current = [Int](repeating: far, count: right.count + 1)
        if row + 1 <= limit { current[0] = row + 1 }
        var smallest = current[0]
        let first = max(0, row - limit)
        let last = min(right.count, row + limit + 1)
        for column in first..<max(first, last) {
            let cost = left[row] == right[column] ? 0 : 1
            var value = min(previous[column] + cost, previous[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                value = min(value, beforePrevious[column - 1] + 1)
            }
            current[column + 1] = min(value, far)
            smallest = min(smallest, value)
        }
        guard smallest <= limit else { return nil }
        beforePrevious = previous
        previous = current
    }
    return previous[right.count] <= limit ? previous[right.count] : nil
}
