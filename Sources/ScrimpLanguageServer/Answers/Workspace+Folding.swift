package import ScrimpDiagnostics
import ScrimpSyntax

/// Lines that an editor may fold into the first of them.
package struct Folding: Hashable, Sendable {
    package enum Kind: Sendable {
        case block, comment, imports
    }

    package let range: ByteRange
    package let kind: Kind

    package init(range: ByteRange, kind: Kind) {
        self.range = range
        self.kind = kind
    }
}

extension Workspace {
    /// Everything in brackets, runs of comments, and runs of `use` and `import`. Those of one line are included: whoever shows
    /// them knows what a line is.
    package mutating func foldings(_ path: String) -> [Folding] {
        guard let tree = analysis(ofPath: path)?.tree(ofPath: path) else { return [] }
        var foldings: [Folding] = []
        var open: [UInt32] = []
        var comment: ByteRange?
        for index in tree.tokens.indices.dropLast() {
            let token = tree.tokens[index]
            switch token.kind {
            case .leftBrace, .leftBracket, .leftParenthesis: open.append(token.start)
            case .rightBrace, .rightBracket, .rightParenthesis:
                if let start = open.popLast() {
                    foldings.append(Folding(range: ByteRange(start, token.start), kind: .block))
                }
            default: break
            }
            switch token.kind {
            case .comment, .documentation:
                let range = tree.range(ofToken: index)
                comment = comment.map { $0.union(range) } ?? range
            case .space, .lineBreak: break
            default:
                if let run = comment { foldings.append(Folding(range: run, kind: .comment)) }
                comment = nil
            }
        }
        if let run = comment { foldings.append(Folding(range: run, kind: .comment)) }
        var imports: ByteRange?
        for item in tree.file.items {
            if case .use(let view) = item {
                imports = imports.map { $0.union(view.range) } ?? view.range
            } else {
                if let run = imports { foldings.append(Folding(range: run, kind: .imports)) }
                imports = nil
            }
        }
        if let run = imports { foldings.append(Folding(range: run, kind: .imports)) }
        return foldings.sorted { ($0.range.start, $0.range.end) < ($1.range.start, $1.range.end) }
    }
}
