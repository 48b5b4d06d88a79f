import ScrimpDiagnostics
import ScrimpSyntax

/// Decides where lines end and what stands below what, for every word of a text that lies outside of its damaged lines.
///
/// What it looks at is the same before and after: tokens, comments, and the places at which the author's line ends count
/// (before a field, an element, or the `}` of a block). So its result is a layout of which nothing changes again.
struct Layout {
    let tree: SyntaxTree
    let regions: [Damage.Region]
    var words: [LayoutWord] = []
    /// For every token the index of the first word at or behind it.
    private(set) var firstWord: [Int] = []
    /// For every token whether it lies in damaged lines.
    private var isUntouched: [Bool] = []
    /// Sums over the words before each one, all on one line.
    private var widths: [Int] = []
    private var breaks: [Int] = []

    init(_ tree: SyntaxTree, damage: Damage) {
        self.tree = tree
        regions = damage.regions
    }

    mutating func run() {
        collectWords()
        for node in tree.nodes.indices where !isUntouched(node) { space(node) }
        for index in words.indices.dropFirst() where words[index].mustBreak || words[index - 1].trailingComment != nil {
            words[index].isBrokenByAuthor = true
        }
        sumUp()
        layOutFile()
    }

    /// The words of a node that is not damaged.
    func words(of node: Int) -> Range<Int> {
        let first = firstWord[Int(tree.nodes[node].first)]
        return first..<max(first, firstWord[Int(tree.nodes[node].end)])
    }

    func isUntouched(_ node: Int) -> Bool { isUntouched[Int(tree.nodes[node].first)] }

    func kind(ofWord index: Int) -> TokenKind { tree.tokens[words[index].token].kind }

    /// The children that lie outside of damaged lines.
    func children(of node: Int) -> [Int] { tree.children(of: node).filter { !isUntouched($0) } }
}

// MARK: - Words

extension Layout {
    private mutating func collectWords() {
        let end = tree.tokens.count - 1
        firstWord.reserveCapacity(tree.tokens.count)
        isUntouched = Array(repeating: false, count: tree.tokens.count)
        var collector = WordCollector(tree)
        var region = regions.startIndex
        var token = 0
        while token <= end {
            if region < regions.endIndex, token == regions[region].tokens.lowerBound {
                let tokens = regions[region].tokens
                firstWord.append(collector.words.count)
                collector.add(regions[region])
                for inner in tokens { isUntouched[inner] = true }
                firstWord += Array(repeating: collector.words.count, count: tokens.count - 1)
                token = tokens.upperBound
                region += 1
            } else {
                firstWord.append(collector.words.count)
                collector.add(token)
                token += 1
            }
        }
        words = collector.words
    }

    private mutating func sumUp() {
        widths = [0]
        breaks = [0]
        widths.reserveCapacity(words.count + 1)
        breaks.reserveCapacity(words.count + 1)
        for word in words {
            widths.append(widths[widths.count - 1] + word.gap + word.width + (word.hasComma ? 1 : 0))
            breaks.append(breaks[breaks.count - 1] + (word.isBrokenByAuthor ? 1 : 0))
        }
    }

    /// Columns that words take on one line, with the comma behind the last one.
    func width(of range: Range<Int>) -> Int {
        range.isEmpty ? 0 : widths[range.upperBound] - widths[range.lowerBound] - words[range.lowerBound].gap
    }

    /// Whether the author ended a line between some words where that counts.
    func isBroken(_ range: Range<Int>) -> Bool {
        range.count > 1 && breaks[range.upperBound] > breaks[range.lowerBound + 1]
    }

    func fits(_ range: Range<Int>, at column: Int) -> Bool { column + width(of: range) <= FormattingRules.widest }

    /// A new line before a word.
    mutating func breakLine(before word: Int, _ indentation: Int, keepsBlankLine: Bool = false) {
        words[word].lineBreak = .indented(indentation)
        words[word].keepsBlankLine = keepsBlankLine
    }
}

/// Reads the words of a text with their comments.
private struct WordCollector {
    let tree: SyntaxTree
    var words: [LayoutWord] = []
    private var comments: [LayoutWord.Comment] = []
    /// Line ends since the last word, comma or comment.
    private var lineEnds = 0
    /// Whether a line ended since the last word.
    private var beginsLine = true

    init(_ tree: SyntaxTree) { self.tree = tree }

    mutating func add(_ index: Int) {
        switch tree.tokens[index].kind {
        case .space, .byteOrderMark: break
        case .lineBreak:
            lineEnds += lineEndCount(of: index)
            beginsLine = true
        case .comment, .documentation:
            if lineEnds == 0, let last = words.indices.last, words[last].trailingComment == nil, comments.isEmpty,
                words[last].untouched == nil
            {
                words[last].trailingComment = index
            } else {
                comments.append(.init(token: index, followsBlankLine: lineEnds > 1))
            }
            lineEnds = 0
        case .comma:
            if let last = words.indices.last { words[last].hadComma = true }
            lineEnds = 0
        default: append(LayoutWord(token: index, width: SyntaxTree.width(of: tree.spelling(ofToken: index))))
        }
    }

    mutating func add(_ region: Damage.Region) {
        append(LayoutWord(token: region.tokens.lowerBound, width: 0, untouched: region.bytes))
        beginsLine = true
    }

    private mutating func append(_ word: LayoutWord) {
        var word = word
        word.comments = comments
        word.followsBlankLine = lineEnds > 1
        word.beginsLine = beginsLine
        words.append(word)
        comments = []
        lineEnds = 0
        beginsLine = false
    }

    private func lineEndCount(of index: Int) -> Int {
        let range = tree.range(ofToken: index)
        let bytes = tree.source.bytes
        var count = 0
        for offset in Int(range.start)..<Int(range.end) {
            let followsReturn = offset > Int(range.start) && bytes[offset - 1] == UInt8(ascii: "\r")
            if bytes[offset] == UInt8(ascii: "\r") || (bytes[offset] == UInt8(ascii: "\n") && !followsReturn) {
                count += 1
            }
        }
        return count
    }
}
