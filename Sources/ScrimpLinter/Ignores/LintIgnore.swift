import ScrimpDiagnostics
import ScrimpSyntax

/// A comment `// scrimp:ignore M012 reason`: the finding does not count on its line, or on the line below where it stands alone.
struct LintIgnore {
    /// From the first slash to the end of the comment.
    let range: ByteRange
    /// Index of the line that it speaks of; nil at the end of the text.
    let line: Int?
    let codes: [(id: String, range: ByteRange)]
    let reason: String

    private static let marker = Array("scrimp:ignore".utf8)

    /// Every one of a text, in order.
    static func all(in tree: SyntaxTree) -> [LintIgnore] {
        var found: [LintIgnore] = []
        for index in tree.tokens.indices where tree.tokens[index].kind == .comment {
            let range = tree.range(ofToken: index)
            guard let content = content(of: range, in: tree.source.bytes) else { continue }
            found.append(LintIgnore(content, range: range, token: index, in: tree))
        }
        return found
    }

    /// What stands behind the marker; nil for another comment.
    private static func content(of range: ByteRange, in bytes: [UInt8]) -> Range<Int>? {
        var start = Int(range.start)
        let end = Int(range.end)
        while start < end, bytes[start] == UInt8(ascii: "/") { start += 1 }
        while start < end, isBlank(bytes[start]) { start += 1 }
        guard end - start >= marker.count, bytes[start..<start + marker.count].elementsEqual(marker) else { return nil }
        start += marker.count
        return start == end || isBlank(bytes[start]) ? start..<end : nil
    }

    private init(_ content: Range<Int>, range: ByteRange, token: Int, in tree: SyntaxTree) {
        let bytes = tree.source.bytes
        var codes: [(id: String, range: ByteRange)] = []
        var position = content.lowerBound
        var takesMore = true
        while takesMore {
            while position < content.upperBound, Self.isBlank(bytes[position]) { position += 1 }
            let start = position
            while position < content.upperBound, !Self.endsCode(bytes[position]) { position += 1 }
            if start < position {
                let place = ByteRange(UInt32(clamping: start), UInt32(clamping: position))
                codes.append((String(decoding: bytes[start..<position], as: UTF8.self), place))
            }
            // A comma leads to a further code.
            var next = position
            while next < content.upperBound, Self.isBlank(bytes[next]) { next += 1 }
            takesMore = start < position && next < content.upperBound && bytes[next] == UInt8(ascii: ",")
            if takesMore { position = next + 1 }
        }
        let rest = String(decoding: bytes[position..<content.upperBound], as: UTF8.self)
        self.range = range
        self.codes = codes
        reason = String(rest.drop { " \t:-–—".contains($0) })
        line = Self.line(ofIgnoreAt: token, range, in: tree)
    }

    private static func line(ofIgnoreAt token: Int, _ range: ByteRange, in tree: SyntaxTree) -> Int? {
        let own = tree.source.lineIndex(at: range.start)
        guard standsAlone(range, in: tree.source) else { return own }
        var next = token
        while next < tree.tokens.count, tree.tokens[next].kind.isTrivia { next += 1 }
        guard next < tree.tokens.count, tree.tokens[next].kind != .endOfText else { return nil }
        return tree.source.lineIndex(at: tree.tokens[next].start)
    }

    private static func standsAlone(_ range: ByteRange, in text: SourceText) -> Bool {
        let start = Int(text.lineStarts[text.lineIndex(at: range.start)])
        return text.bytes[start..<Int(range.start)].allSatisfy(isBlank)
    }

    private static func endsCode(_ byte: UInt8) -> Bool {
        isBlank(byte) || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":")
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") }

    /// Takes out some of the codes, or the comment with its line or with the blanks before it where none is left.
    func removal(of unused: Set<Int>, in text: SourceText) -> Diagnostic.Fix {
        guard unused.count < codes.count else {
            return Diagnostic.Fix("remove the ignore", [.init(whole(in: text), "")])
        }
        let kept = codes.indices.filter { !unused.contains($0) }.map { codes[$0].id }.joined(separator: ", ")
        let first = codes[0].range
        let last = codes[codes.count - 1].range
        return Diagnostic.Fix("ignore \(kept) only", [.init(first.union(last), kept)])
    }

    private func whole(in text: SourceText) -> ByteRange {
        let line = text.lineIndex(at: range.start)
        if Self.standsAlone(range, in: text) {
            let end = line + 1 < text.lineStarts.count ? text.lineStarts[line + 1] : range.end
            return ByteRange(text.lineStarts[line], end)
        }
        var start = Int(range.start)
        while start > 0, Self.isBlank(text.bytes[start - 1]) { start -= 1 }
        return ByteRange(UInt32(clamping: start), range.end)
    }
}
