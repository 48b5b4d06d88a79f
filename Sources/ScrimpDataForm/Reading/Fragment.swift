import ScrimpDiagnostics
import ScrimpJSON
import ScrimpSyntax

/// A piece of policy text around strings of the data, small enough that the parser says what is wrong with them alone.
struct Fragment {
    private struct Part {
        let start: Int
        let end: Int
        let places: StringPlaces
        let place: ByteRange
    }

    private let source: SourceText
    private var bytes: [UInt8] = []
    private var parts: [Part] = []

    /// - Parameter source: the document that the strings stand in.
    init(of source: SourceText) { self.source = source }

    mutating func add(_ text: String) { bytes += Array(text.utf8) }

    mutating func add(_ text: String, at place: ByteRange) {
        let content = Array(text.utf8)
        parts.append(
            Part(
                start: bytes.count, end: bytes.count + content.count,
                places: StringPlaces(content, at: place, in: source.bytes), place: place))
        bytes += content
    }

    /// Everything that stands in the data.
    var place: ByteRange {
        guard let first = parts.first?.place else { return .none }
        return parts.reduce(first) { $0.union($1.place) }
    }

    /// Parses it. What is wrong has its place in the document.
    func parsed(sourceIndex: Int) -> (file: FileView, diagnostics: [Diagnostic]) {
        let parsed = parse(SourceText(file: source.file, bytes: bytes), sourceIndex: sourceIndex)
        var found = parsed.diagnostics.map { $0.moved { place(of: $0) } }
        if found.isEmpty,
            let comment = parsed.tree.tokens.indices.first(where: {
                parsed.tree.tokens[$0].kind == .comment || parsed.tree.tokens[$0].kind == .documentation
            })
        {
            found.append(
                Diagnostic(
                    .partialDataValue, "the value holds a comment",
                    at: SourceLocation(place(of: parsed.tree.range(ofToken: comment)), in: sourceIndex),
                    help: "write it as `\(DataKey.ownDocumentation)` of the declaration, or leave it out"))
        }
        return (parsed.file, found)
    }

    /// What lies between two strings belongs to the end of the one before.
    private func place(of range: ByteRange) -> ByteRange {
        guard
            let part = parts.last(where: { $0.start <= Int(range.start) }) ?? parts.first
        else { return .none }
        let start = Int(range.start) - part.start
        let end = min(Int(range.end), part.end) - part.start
        return part.places.place(of: start, max(start, end))
    }
}
