import ScrimpDiagnostics
import ScrimpSyntax

/// The lines of a text that stay as they are, because what is wrong with them leaves open what they mean.
package struct Damage: Sendable {
    /// How much around a mistake is left alone.
    package enum Scope: CaseIterable, Sendable {
        /// The field, attribute or rule, where it has its lines for itself.
        case smallest
        /// The whole part of the file.
        case item
    }

    /// Whole lines, without the end of the last one.
    struct Region: Sendable {
        /// The first starts its line, but for blanks.
        var tokens: Range<Int>
        var bytes: ByteRange
    }

    /// In order, apart from each other.
    private(set) var regions: [Region] = []
    /// Nothing of the text can be laid out.
    private(set) var isTotal = false

    private let tree: SyntaxTree
    /// The parts of the file.
    private let items: [Range<Int>]

    init(of parsed: ParsedFile, scope: Scope) {
        tree = parsed.tree
        let tree = parsed.tree
        items = tree.children(of: tree.root).map { tree.tokenRange(of: $0) }.filter { !$0.isEmpty }
        let places = Self.places(of: parsed)
        if parsed.diagnostics.contains(where: { $0.code == .tooManyErrors || $0.code == .textTooLong }) {
            isTotal = true
            return
        }
        var ranges: [Range<Int>] = []
        for place in places.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = ranges.last, last.lowerBound <= place.lowerBound, place.upperBound <= last.upperBound {
                continue
            }
            ranges.append((scope == .smallest ? smallest(around: place) : nil) ?? lines(around: place))
        }
        for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) { add(range) }
    }

    /// Mistakes that the layout itself mends, or that do not touch the meaning.
    static func isMended(_ code: DiagnosticCode) -> Bool { code == .carriageReturn || code == .mixedLineEndings }

    /// The tokens of every mistake.
    private static func places(of parsed: ParsedFile) -> [Range<Int>] {
        let tree = parsed.tree
        var places: [Range<Int>] = []
        for (index, token) in tree.tokens.enumerated()
        where token.isMalformed || token.kind == .discarded || token.kind == .unknown {
            places.append(index..<index + 1)
        }
        for node in tree.nodes where node.kind == .error || node.kind == .missing {
            let first = Int(node.first)
            places.append(node.first < node.end ? first..<Int(node.end) : max(0, first - 1)..<max(1, first))
        }
        for diagnostic in parsed.diagnostics where !isMended(diagnostic.code) && diagnostic.code != .hashComment {
            let range = diagnostic.labels.reduce(diagnostic.location.range) { $0.union($1.location.range) }
            let first = tree.token(at: range.start, before: range.isEmpty)
            let last = range.isEmpty ? first : tree.token(at: range.end, before: true)
            places.append(first..<max(first, last) + 1)
        }
        let end = tree.tokens.count - 1
        return places.map { $0.clamped(to: 0..<max(end, 0)) }.filter { !$0.isEmpty }
    }

    private mutating func add(_ range: Range<Int>) {
        var range = range
        if let last = regions.last, range.lowerBound <= last.tokens.upperBound {
            range = last.tokens.lowerBound..<max(range.upperBound, last.tokens.upperBound)
            regions.removeLast()
        }
        // Blanks at the start of the first line belong to it, also where one token holds them and the line end before them.
        var start = Int(tree.tokens[range.lowerBound].start)
        let bytes = tree.source.bytes
        while start > 0, bytes[start - 1] == UInt8(ascii: " ") || bytes[start - 1] == UInt8(ascii: "\t") { start -= 1 }
        regions.append(
            Region(
                tokens: range, bytes: ByteRange(UInt32(truncatingIfNeeded: start), tree.tokens[range.upperBound].start))
        )
    }
}

// MARK: - Lines

extension Damage {
    /// The innermost field, attribute or rule that holds some tokens and has its lines for itself.
    private func smallest(around place: Range<Int>) -> Range<Int>? {
        var found: Range<Int>?
        var node = tree.root
        search: while true {
            for child in tree.children(of: node) {
                let range = tree.tokenRange(of: child)
                guard range.lowerBound <= place.lowerBound, place.upperBound <= range.upperBound else { continue }
                switch tree.nodes[child].kind {
                case .field, .attribute, .rule: if let lines = ownLines(of: range) { found = lines }
                default: break
                }
                node = child
                continue search
            }
            return found
        }
    }

    /// The tokens with what follows on their last line; nil where something else stands on one of their lines.
    private func ownLines(of range: Range<Int>) -> Range<Int>? {
        guard beginsLine(range.lowerBound) else { return nil }
        var end = range.upperBound
        while end < tree.tokens.count - 1, tree.tokens[end].kind != .lineBreak {
            guard tree.tokens[end].kind.isTrivia || tree.tokens[end].kind == .comma else { return nil }
            end += 1
        }
        // A comma on the next line separates this from what follows and would be lost.
        if tree.tokens[tree.following(end)].kind == .comma { return nil }
        return range.lowerBound..<end
    }

    private func beginsLine(_ token: Int) -> Bool {
        var index = token
        while index > 0, tree.tokens[index - 1].kind == .space { index -= 1 }
        return index == 0 || tree.tokens[index - 1].kind == .lineBreak
    }

    /// Whole parts of the file, with everything else on their lines.
    private func lines(around place: Range<Int>) -> Range<Int> {
        var range = place
        while true {
            let before = range
            for item in items where item.overlaps(range) {
                range = min(range.lowerBound, item.lowerBound)..<max(range.upperBound, item.upperBound)
            }
            while range.lowerBound > 0, tree.tokens[range.lowerBound - 1].kind != .lineBreak {
                range = range.lowerBound - 1..<range.upperBound
            }
            while range.upperBound < tree.tokens.count - 1, tree.tokens[range.upperBound].kind != .lineBreak {
                range = range.lowerBound..<range.upperBound + 1
            }
            if range == before { break }
        }
        while range.lowerBound < range.upperBound - 1,
            [.space, .lineBreak].contains(tree.tokens[range.lowerBound].kind)
        {
            range = range.lowerBound + 1..<range.upperBound
        }
        while range.upperBound - 1 > range.lowerBound,
            [.space, .lineBreak].contains(tree.tokens[range.upperBound - 1].kind)
        {
            range = range.lowerBound..<range.upperBound - 1
        }
        return range
    }
}

extension SyntaxTree {
    func tokenRange(of node: Int) -> Range<Int> { Int(nodes[node].first)..<Int(nodes[node].end) }

    /// The first token from `index` on that is no trivia.
    func following(_ index: Int) -> Int {
        var index = index
        while index < tokens.count - 1, tokens[index].kind.isTrivia { index += 1 }
        return index
    }

    /// The token that holds an offset, or the byte before it.
    func token(at offset: UInt32, before: Bool) -> Int {
        var low = 0
        var high = tokens.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if before ? tokens[middle].start < offset : tokens[middle].start <= offset {
                low = middle
            } else {
                high = middle
            }
        }
        return low
    }
}
