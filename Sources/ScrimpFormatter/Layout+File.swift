import ScrimpSyntax

/// The parts of a file, and what stands below what in neighbours of one line.
extension Layout {
    mutating func layOutFile() {
        let items = children(of: tree.root).filter { !words(of: $0).isEmpty }
        for item in items {
            breakLine(before: words(of: item).lowerBound, 0, keepsBlankLine: true)
            layOutItem(item)
        }
        if let last = words.indices.last { breakLine(before: last, 0, keepsBlankLine: true) }
        alignUses(items)
        alignHeads(items)
    }

    private mutating func layOutItem(_ item: Int) {
        let range = words(of: item)
        switch tree.nodes[item].kind {
        case .constant:
            guard let value = children(of: item).last, tree.nodes[value].kind.isExpression else { return }
            layOutExpression(
                value, indentation: 0, column: width(of: range.lowerBound..<words(of: value).lowerBound) + 1)
        case .request, .route:
            layOutBlock(item, indentation: 0, column: width(of: range.lowerBound..<opening(of: item)) + 1)
        case .declaration:
            guard let block = children(of: item).last, tree.nodes[block].kind == .block else { return }
            layOutBlock(block, indentation: 0, column: width(of: range.lowerBound..<words(of: block).lowerBound) + 1)
        default: break
        }
    }

    /// Whether a part stands on the line right below the one before it.
    private func follows(_ item: Int, _ previous: Int) -> Bool {
        let first = words(of: item).lowerBound
        return first == words(of: previous).upperBound && words[first].comments.isEmpty
            && !words[first].followsBlankLine
    }

    /// Maximal runs of parts on lines below each other.
    private func runs(of items: [Int], _ continues: (_ run: [Int], _ item: Int) -> Bool) -> [[Int]] {
        var runs: [[Int]] = []
        for item in items {
            if let run = runs.last, let last = run.last, follows(item, last), continues(run, item) {
                runs[runs.count - 1].append(item)
            } else {
                runs.append([item])
            }
        }
        return runs.filter { $0.count > 1 }
    }

    /// `use` and `import`: the names of the files stand below each other.
    private mutating func alignUses(_ items: [Int]) {
        for run in runs(of: items, { run, item in tree.nodes[item].kind == .use && tree.nodes[run[0]].kind == .use }) {
            let widest = run.map { words[words(of: $0).lowerBound].width }.max() ?? 0
            for item in run where words(of: item).count == 2 {
                let first = words(of: item).lowerBound
                words[first + 1].padding = widest - words[first].width
            }
        }
    }

    // MARK: - Heads

    /// The head of a declaration: what stands before its block.
    private struct Head {
        let kind: String
        let kindWidth: Int
        let hasName: Bool
        let hasTitle: Bool
        let width: Int
        let brace: Int
        let isOneLine: Bool
        let range: Range<Int>
    }

    private func head(of item: Int) -> Head? {
        guard tree.nodes[item].kind == .declaration, let block = children(of: item).last,
            tree.nodes[block].kind == .block
        else { return nil }
        let range = words(of: item)
        let brace = words(of: block).lowerBound
        guard brace > range.lowerBound, !isBroken(range.lowerBound..<brace + 1) else { return nil }
        let kinds = children(of: item).map { tree.nodes[$0].kind }
        return Head(
            kind: tree.text(ofToken: words[range.lowerBound].token), kindWidth: words[range.lowerBound].width,
            hasName: kinds.contains(.declaredName) || kinds.contains(.subject), hasTitle: kinds.contains(.title),
            width: width(of: range.lowerBound..<brace), brace: brace,
            isOneLine: words[range.upperBound - 1].lineBreak == .none, range: range)
    }

    /// The braces of declarations that stand below each other, of one kind or with titles, or without a name. A block of
    /// several lines can end such a run where it has a title.
    private mutating func alignHeads(_ items: [Int]) {
        let found = runs(of: items) { run, item in
            guard let first = run.first.flatMap(head), let last = run.last.flatMap(head), let next = head(of: item),
                last.isOneLine
            else { return false }
            if first.hasTitle || next.hasTitle { return first.hasTitle && next.hasTitle }
            return next.isOneLine && (next.kind == first.kind || !next.hasName)
        }
        for run in found { align(run.compactMap(head)) }
    }

    private mutating func align(_ run: [Head]) {
        var heads = run
        while heads.count > 1 {
            let kindWidth = heads[0].hasTitle ? heads.map(\.kindWidth).max() ?? 0 : 0
            let padding = { (head: Head) in max(0, kindWidth - head.kindWidth) }
            let column = heads.map { $0.width + padding($0) }.max() ?? 0
            // A block that no longer fits behind a brace further right stays where it is.
            let fitting = heads.filter {
                !$0.isOneLine || fits($0.range, at: column - $0.width)
            }
            guard fitting.count == heads.count else {
                heads = fitting
                continue
            }
            for head in heads {
                if head.hasTitle { words[head.range.lowerBound + 1].padding = padding(head) }
                words[head.brace].padding = column - head.width - padding(head)
            }
            return
        }
    }
}
