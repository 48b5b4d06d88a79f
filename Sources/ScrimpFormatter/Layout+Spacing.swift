import ScrimpSyntax

/// What stands between two words of one line, and where an author's line ends count.
extension Layout {
    /// Sets the blanks and commas inside a node that are not its children's.
    mutating func space(_ node: Int) {
        let range = words(of: node)
        guard !range.isEmpty else { return }
        switch tree.nodes[node].kind {
        case .file: spaceTokens()
        case .block, .request, .route: spaceBlock(node, range)
        case .call, .targetSplit:
            touch(range.lowerBound + 1, in: range)
            separate(node)
        case .list, .enumeration, .parenthesized: separate(node)
        case .chain, .arms: separate(node, isBreakable: false)
        case .negated: touch(range.lowerBound + 1, in: range)
        case .range: spaceRange(node)
        default: break
        }
    }

    private mutating func touch(_ word: Int, in range: Range<Int>) {
        if range.contains(word) { words[word].gap = 0 }
    }

    /// Blanks that follow from two neighbours alone. The file is the last node: what the others have set to 0 stays.
    private mutating func spaceTokens() {
        for index in words.indices.dropFirst() where words[index].untouched == nil && words[index - 1].untouched == nil
        {
            let touches: Bool
            switch (kind(ofWord: index - 1), kind(ofWord: index)) {
            case (_, .colon), (_, .dot), (.dot, _), (.leftParenthesis, _), (.leftBracket, _), (_, .rightParenthesis),
                (_, .rightBracket), (.leftBrace, .rightBrace):
                touches = true
            default: touches = false
            }
            if touches { words[index].gap = 0 }
        }
    }

    private mutating func spaceBlock(_ node: Int, _ range: Range<Int>) {
        let entries = children(of: node).filter { [.field, .attribute, .rule].contains(tree.nodes[$0].kind) }
        for (index, entry) in entries.enumerated() {
            let entryRange = words(of: entry)
            guard !entryRange.isEmpty else { continue }
            words[entryRange.lowerBound].isBrokenByAuthor = words[entryRange.lowerBound].beginsLine
            if index + 1 < entries.count, tree.nodes[entry].kind != .rule {
                words[entryRange.upperBound - 1].hasComma = true
            }
        }
        // Several rules never share a line.
        if entries.count > 1, tree.nodes[entries[1]].kind == .rule {
            words[words(of: entries[1]).lowerBound].isBrokenByAuthor = true
        }
        if words[range.upperBound - 1].beginsLine { words[range.upperBound - 1].isBrokenByAuthor = true }
    }

    /// Commas between the elements of a list, an enumeration, a call, a split or a chain.
    private mutating func separate(_ node: Int, isBreakable: Bool = true) {
        let elements = self.elements(of: node)
        for (index, element) in elements.enumerated() {
            let range = words(of: element)
            guard !range.isEmpty else { continue }
            if isBreakable, words[range.lowerBound].beginsLine { words[range.lowerBound].isBrokenByAuthor = true }
            if index + 1 < elements.count { words[range.upperBound - 1].hasComma = true }
        }
    }

    /// `1..4`, and `a + 1 .. b`.
    private mutating func spaceRange(_ node: Int) {
        let ends = children(of: node)
        guard let last = ends.last, ends.count == 2, !ends.contains(where: { tree.nodes[$0].kind == .arithmetic })
        else {
            return
        }
        let end = words(of: last).lowerBound
        guard end > 0, kind(ofWord: end - 1) == .dots else { return }
        words[end - 1].gap = 0
        words[end].gap = 0
    }

    /// What commas separate inside a node.
    func elements(of node: Int) -> [Int] {
        switch tree.nodes[node].kind {
        case .call: children(of: node).filter { tree.nodes[$0].kind == .argument }
        case .enumeration: children(of: node).filter { tree.nodes[$0].kind == .name }
        default: children(of: node)
        }
    }
}
