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
        case .call, .targetSplit, .list, .enumeration, .parenthesized: separate(node)
        case .chain, .arms: separate(node, isBreakable: false)
        default: break
        }
        for token in tree.tightTokens(of: node) {
            let word = firstWord[token]
            if range.contains(word), words[word].token == token { words[word].gap = 0 }
        }
    }

    /// Blanks that follow from two neighbours alone. The file is the last node: what the others have set to 0 stays.
    private mutating func spaceTokens() {
        for index in words.indices.dropFirst() where words[index].untouched == nil && words[index - 1].untouched == nil
        {
            if TokenKind.touch(kind(ofWord: index - 1), kind(ofWord: index)) { words[index].gap = 0 }
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

    /// What commas separate inside a node.
    func elements(of node: Int) -> [Int] {
        switch tree.nodes[node].kind {
        case .call: children(of: node).filter { tree.nodes[$0].kind == .argument }
        case .enumeration: children(of: node).filter { tree.nodes[$0].kind == .name }
        default: children(of: node)
        }
    }
}
