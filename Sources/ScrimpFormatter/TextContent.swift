import ScrimpDiagnostics
package import ScrimpSyntax

/// What formatting must not change: the tokens but for commas and layout, how they are understood, the comments, and the mistakes.
package struct TextContent: Equatable {
    package private(set) var tokens: [[UInt8]] = []
    package private(set) var comments: [[UInt8]] = []
    /// The kinds of the nodes in post-order.
    package let nodes: [NodeKind]
    package let mistakes: [String]

    package init(_ parsed: ParsedFile) {
        let tree = parsed.tree
        tokens.reserveCapacity(tree.tokens.count / 2)
        for index in tree.tokens.indices.dropLast() {
            switch tree.tokens[index].kind {
            case .space, .lineBreak, .comma: break
            case .comment, .documentation: comments.append(tree.spelling(ofToken: index))
            default: tokens.append(tree.spelling(ofToken: index))
            }
        }
        nodes = tree.nodes.map(\.kind)
        mistakes = parsed.diagnostics.filter { !Damage.isMended($0.code) }.map(\.code.id).sorted()
    }
}

extension SyntaxTree {
    /// How many columns bytes take: one for each Unicode scalar.
    static func width(of bytes: some Sequence<UInt8>) -> Int {
        var count = 0
        for byte in bytes where byte & 0b1100_0000 != 0b1000_0000 { count += 1 }
        return count
    }
}
