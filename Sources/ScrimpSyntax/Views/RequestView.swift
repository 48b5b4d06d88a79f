package import ScrimpDiagnostics

/// `request { … }`: the attributes that a request has.
package struct RequestView: SyntaxView {
    package let tree: SyntaxTree
    package let node: Int

    package var attributes: [AttributeView] {
        tree.children(of: node).compactMap { child in
            guard tree.nodes[child].kind == .attribute,
                let path = tree.child(of: child, .fieldPath),
                let name = tree.names(of: path).first
            else { return nil }
            return AttributeView(tree: tree, node: child, name: name)
        }
    }
}

/// `residency: enum { anywhere, eu } = anywhere`.
package struct AttributeView: SyntaxView {
    package let tree: SyntaxTree
    package let node: Int
    package let name: Name

    package var type: TypeView? {
        guard let type = tree.lastChild(of: node, where: { $0 == .namedType || $0 == .enumeration }) else { return nil }
        if tree.nodes[type].kind == .namedType { return tree.names(of: type).first.map { .named($0) } }
        let cases = tree.children(of: type).flatMap { tree.names(of: $0) }
        return .enumeration(cases, tree.range(of: type))
    }

    package var defaultValue: ExpressionView? { expression() }

    /// The comment at the end of its line, else the `///` lines above.
    package var comment: String? {
        var token = Int(tree.nodes[node].end)
        while token < tree.tokens.count {
            switch tree.tokens[token].kind {
            case .space, .comma: token += 1
            case .comment: return tree.commentText(ofToken: token, markers: 2)
            case .documentation: return tree.commentText(ofToken: token, markers: 3)
            default: return documentation
            }
        }
        return documentation
    }
}

package enum TypeView: Sendable {
    case named(Name)
    case enumeration([Name], ByteRange)
}
