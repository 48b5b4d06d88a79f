package import ScrimpDiagnostics

/// `{ field: value … }`.
package struct BlockView: SyntaxView {
    package let tree: SyntaxTree
    package let node: Int

    package var fields: [FieldView] {
        tree.children(of: node).compactMap {
            tree.nodes[$0].kind == .field ? FieldView(tree: tree, node: $0) : nil
        }
    }
}

/// `cache.answers.hit_rate: 30%`.
package struct FieldView: SyntaxView {
    package let tree: SyntaxTree
    package let node: Int

    package var path: [Name] { tree.child(of: node, .fieldPath).map { tree.names(of: $0) } ?? [] }
    package var value: ValueView? { tree.value(of: node) }
}

package enum ValueView: Sendable {
    case block(BlockView)
    case amount(AmountView)

    package var range: ByteRange {
        switch self {
        case .block(let view): view.range
        case .amount(let view): view.range
        }
    }
}

/// An expression with what a sentence adds to it: `$25 per tenant per day`.
package struct AmountView: SyntaxView {
    package let tree: SyntaxTree
    package let node: Int

    package var expression: ExpressionView {
        let first = tree.children(of: node).first { tree.nodes[$0].kind.isExpression }
        return ExpressionView(tree: tree, node: first ?? node)
    }

    package var suffixes: [SuffixView] {
        tree.children(of: node).compactMap { SuffixView(tree: tree, node: $0) }
    }
}

/// `per day`, `by tier`, `over 24 h`, `every 2 d`, `of 100`, `from last hit`.
package struct SuffixView: SyntaxView {
    package enum Anchor: Sendable { case insert, lastHit }

    package enum Kind: Sendable {
        case per(Name)
        case by(Name)
        case over(QuantityLiteral)
        case every(QuantityLiteral)
        case of(ExpressionView)
        case from(Anchor)
    }

    package let tree: SyntaxTree
    package let node: Int
    package let kind: Kind

    /// Nil where the node is no suffix or lacks what should follow its word.
    init?(tree: SyntaxTree, node: Int) {
        let kind: Kind?
        switch tree.nodes[node].kind {
        case .per: kind = tree.child(of: node, .name).flatMap { tree.names(of: $0).first }.map { .per($0) }
        case .by: kind = tree.child(of: node, .name).flatMap { tree.names(of: $0).first }.map { .by($0) }
        case .over: kind = Self.quantity(tree, node).map { .over($0) }
        case .every: kind = Self.quantity(tree, node).map { .every($0) }
        case .of:
            kind = tree.lastChild(of: node, where: \.isExpression).map { .of(ExpressionView(tree: tree, node: $0)) }
        case .from:
            let word = tree.significant(from: Int(tree.nodes[node].first) + 1)
            if word >= Int(tree.nodes[node].end) {
                kind = nil
            } else {
                kind = .from(tree.tokens[word].word == .last ? .lastHit : .insert)
            }
        default: kind = nil
        }
        guard let kind else { return nil }
        self.tree = tree
        self.node = node
        self.kind = kind
    }

    private static func quantity(_ tree: SyntaxTree, _ node: Int) -> QuantityLiteral? {
        tree.child(of: node, .quantity).flatMap { tree.quantityLiteral(ofToken: Int(tree.nodes[$0].first)) }
    }
}

extension SyntaxTree {
    /// The value of a field or an argument.
    func value(of node: Int) -> ValueView? {
        guard let value = lastChild(of: node, where: { $0 == .block || $0 == .amount }) else { return nil }
        if nodes[value].kind == .block { return .block(BlockView(tree: self, node: value)) }
        if let inner = children(of: value).first, nodes[inner].kind == .missing, nodes[value].size == 2 { return nil }
        return .amount(AmountView(tree: self, node: value))
    }
}
