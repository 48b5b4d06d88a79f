/// Finds the name that somebody may have meant.
package enum Spelling {
    /// The candidate with the fewest edits, the first of them where several have as few; nil where even that one is
    /// not close: more than a third of the word, or more than three edits away.
    ///
    /// Case does not count as an edit when words are compared, and neither does a missing `provider/` in front.
    package static func closest(to word: String, among candidates: some Sequence<String>) -> String? {
        let letters = Array(word.lowercased().utf8)
        let limit = min(3, max(1, letters.count / 3))
        var best: (name: String, distance: Int)?
        for candidate in candidates where candidate != word {
            let lowered = Array(candidate.lowercased().utf8)
            var distance = editDistance(letters, lowered, limit: limit)
            if let slash = lowered.lastIndex(of: UInt8(ascii: "/")), !letters.contains(UInt8(ascii: "/")) {
                distance = min(distance, editDistance(letters, Array(lowered[(slash + 1)...]), limit: limit))
            }
            if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one text into the other; anything above
    /// the limit is given as `limit + 1`. Algorithm: optimal string alignment.
    static func editDistance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int {
        guard abs(left.count - right.count) <= limit else { return limit + 1 }
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for row in 1...left.count {
            var current = [Int](repeating: row, count: right.count + 1)
            for column in 1...right.count {
                let same = left[row - 1] == right[column - 1]
                var cost = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (same ? 0 : 1))
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    cost = min(cost, beforeLast[column - 2] + 1)
                }
                current[column] = cost
            }
            if current.min() ?? 0 > limit { return limit + 1 }
            (beforeLast, last) = (last, current)
        }
        return min(last[right.count], limit + 1)
    }
}
