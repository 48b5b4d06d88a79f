import ScrimpSyntax

/// Blocks: `{ field: value, … }` on one line, or a field on each.
extension Layout {
    /// A name, its colon, and a value that may stand below other values.
    struct Entry {
        let first: Int
        let value: Int
        /// With the colon.
        let nameWidth: Int
        /// The node of the value; nil for the type of an attribute.
        let node: Int?
        let range: Range<Int>
    }

    /// The word of a block's `{`.
    func opening(of node: Int) -> Int {
        let range = words(of: node)
        return range.first { kind(ofWord: $0) == .leftBrace && words[$0].untouched == nil } ?? range.lowerBound
    }

    mutating func layOutBlock(_ node: Int, indentation: Int, column: Int) {
        let range = opening(of: node)..<words(of: node).upperBound
        guard range.count > 1, kind(ofWord: range.lowerBound) == .leftBrace,
            kind(ofWord: range.upperBound - 1) == .rightBrace
        else { return }
        guard isBroken(range) || !fits(range, at: column) else { return }
        let inner = indentation + FormattingRules.indentation
        let entries = children(of: node).filter { [.field, .attribute, .rule].contains(tree.nodes[$0].kind) }
        for entry in entries {
            let entryRange = words(of: entry)
            guard !entryRange.isEmpty else { continue }
            breakLine(
                before: entryRange.lowerBound, inner, keepsBlankLine: entryRange.lowerBound > range.lowerBound + 1)
            words[entryRange.upperBound - 1].dropsComma = true
        }
        breakLine(before: range.upperBound - 1, indentation)
        if tree.nodes[node].kind == .route {
            layOutRules(entries, indentation: inner)
        } else {
            layOutEntries(entries.compactMap(entry), indentation: inner)
        }
    }

    /// A field, an attribute, or an argument with a name.
    func entry(_ node: Int) -> Entry? {
        let range = words(of: node)
        guard let colon = colon(in: range), colon + 1 < range.upperBound,
            !isBroken(range.lowerBound..<colon + 2)
        else { return nil }
        let value = children(of: node).last.flatMap { words(of: $0).lowerBound == colon + 1 ? $0 : nil }
        return Entry(
            first: range.lowerBound, value: colon + 1, nameWidth: width(of: range.lowerBound..<colon + 1), node: value,
            range: range)
    }

    /// The colon behind the name that words begin with. A name is one word, but for one that its author has cut at a dot or before
    /// the colon.
    private func colon(in range: Range<Int>) -> Int? {
        for index in range {
            let kind = kind(ofWord: index)
            if kind == .colon { return index > range.lowerBound ? index : nil }
            guard kind == .field || kind == .name || kind == .dot || kind.isReservedWord else { return nil }
        }
        return nil
    }

    /// Puts values below each other, but for blocks of several lines.
    mutating func layOutEntries(_ entries: [Entry], indentation: Int) {
        func isBlock(_ entry: Entry) -> Bool { entry.node.map { tree.nodes[$0].kind == .block } ?? false }
        var aligned = entries.filter { !isBlock($0) || !isBroken($0.value..<$0.range.upperBound) }
        var column = 0
        while true {
            column = indentation + (aligned.map(\.nameWidth).max() ?? 0) + 1
            let fitting = aligned.filter { !isBlock($0) || fits($0.value..<$0.range.upperBound, at: column) }
            if fitting.count == aligned.count { break }
            aligned = fitting
        }
        let alignedValues = Set(aligned.map(\.value))
        for entry in entries {
            var start = indentation + entry.nameWidth + 1
            if alignedValues.contains(entry.value) {
                words[entry.value].padding = column - start
                start = column
            }
            guard let node = entry.node else { continue }
            layOutValue(node, indentation: indentation, column: start)
        }
    }

    mutating func layOutValue(_ node: Int, indentation: Int, column: Int) {
        switch tree.nodes[node].kind {
        case .block: layOutBlock(node, indentation: indentation, column: column)
        case .attribute, .field, .fieldPath: break
        default: layOutExpression(node, indentation: indentation, column: column)
        }
    }
}
