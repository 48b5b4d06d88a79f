/// The places of one diagnostic in one text.
struct Excerpt {
    struct Mark {
        var range: ByteRange
        var text: String
        var isPrimary: Bool
        var firstLine: Int
        var lastLine: Int
    }

    let source: Int
    /// The place named after the arrow.
    let anchor: UInt32
    var marks: [Mark]

    var lastLine: Int { marks.reduce(0) { max($0, $1.lastLine) } }

    /// One for the diagnostic's own text, then one for each other text in which it has labels, in order of their index.
    static func excerpts(of diagnostic: Diagnostic, in sources: SourceSet) -> [Excerpt] {
        var places = [(location: diagnostic.location, text: diagnostic.caption, isPrimary: true)]
        for label in diagnostic.labels { places.append((label.location, label.text, false)) }
        var result: [Excerpt] = []
        for (location, caption, isPrimary) in places where sources.texts.indices.contains(location.source) {
            let mark = mark(location.range, caption, isPrimary, in: sources[location.source])
            if let index = result.firstIndex(where: { $0.source == location.source }) {
                result[index].marks.append(mark)
            } else {
                result.append(Excerpt(source: location.source, anchor: location.range.start, marks: [mark]))
            }
        }
        return Array(result.prefix(1)) + result.dropFirst().sorted { $0.source < $1.source }
    }

    private static func mark(_ range: ByteRange, _ caption: String, _ isPrimary: Bool, in text: SourceText) -> Mark {
        let end = UInt32(truncatingIfNeeded: min(text.bytes.count, Int(UInt32.max)))
        let start = min(range.start, end)
        let stop = max(start, min(range.end, end))
        let first = text.lineIndex(at: start)
        // A range that takes a line's end with it does not reach into the next line.
        let last = stop > start ? text.lineIndex(at: stop - 1) : first
        return Mark(
            range: ByteRange(start, stop), text: VisibleText.line(caption), isPrimary: isPrimary, firstLine: first,
            lastLine: last)
    }
}
