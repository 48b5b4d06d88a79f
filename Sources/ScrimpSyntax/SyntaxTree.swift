package import ScrimpDiagnostics

/// The lossless tree of one text: every byte belongs to a token, and every token to the root.
///
/// A class, because each view holds the tree and one reference count is cheaper than three; it never changes.
package final class SyntaxTree: Sendable {
    package let source: SourceText
    /// Ends with one `endOfText` token, which starts where the text ends.
    package let tokens: [Token]
    /// In post-order; the last one is the root.
    package let nodes: [SyntaxNode]

    init(source: SourceText, tokens: [Token], nodes: [SyntaxNode]) {
        self.source = source
        self.tokens = tokens
        self.nodes = nodes
    }

    package var root: Int { nodes.count - 1 }

    /// The text, put together from the tokens.
    package var bytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(source.bytes.count)
        for index in tokens.indices.dropLast() {
            result += source.bytes[Int(tokens[index].start)..<Int(tokens[index + 1].start)]
        }
        return result
    }
}

extension SyntaxTree {
    package func range(ofToken index: Int) -> ByteRange {
        let next = index + 1 < tokens.count ? tokens[index + 1].start : tokens[index].start
        return ByteRange(tokens[index].start, next)
    }

    package func range(of node: Int) -> ByteRange {
        let node = nodes[node]
        return ByteRange(tokens[Int(node.first)].start, tokens[Int(node.end)].start)
    }

    package func text(ofToken index: Int) -> String { source.text(in: range(ofToken: index)) }

    /// The children of a node, in the order of the text.
    package func children(of node: Int) -> [Int] {
        var result: [Int] = []
        var child = node - 1
        let lowest = node - Int(nodes[node].size)
        while child > lowest {
            result.append(child)
            child -= Int(nodes[child].size)
        }
        result.reverse()
        return result
    }

    /// The last child for which a condition holds.
    func lastChild(of node: Int, where condition: (NodeKind) -> Bool) -> Int? {
        var child = node - 1
        let lowest = node - Int(nodes[node].size)
        while child > lowest {
            if condition(nodes[child].kind) { return child }
            child -= Int(nodes[child].size)
        }
        return nil
    }

    func child(of node: Int, _ kind: NodeKind) -> Int? { lastChild(of: node) { $0 == kind } }

    /// The first token from `index` on that is no trivia.
    package func significant(from index: Int) -> Int {
        var index = index
        while index < tokens.count - 1, tokens[index].kind.isTrivia { index += 1 }
        return index
    }
}
