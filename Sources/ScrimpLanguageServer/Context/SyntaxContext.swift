package import ScrimpDiagnostics
package import ScrimpSchema
package import ScrimpSyntax

/// What stands at one place of a text: the token, and the nodes around it with what each of them is by the schema.
package struct SyntaxContext: Sendable {
    package let tree: SyntaxTree
    package let offset: Int
    /// The token at the place; a word that ends there rather than what follows it.
    package let token: Int
    /// The nodes that hold the token, the file first.
    package let path: [PlacedNode]

    package init(_ tree: SyntaxTree, _ declarations: DeclarationTable, offset: Int) {
        self.tree = tree
        self.offset = min(max(offset, 0), tree.source.bytes.count)
        let token = Self.token(in: tree, at: self.offset)
        self.token = token
        let roles = SyntaxRoles(tree, declarations)
        var path = [roles.root]
        var current = roles.root
        while let next = roles.children(of: current).last(where: { tree.holds($0.node, token) }) {
            path.append(next)
            current = next
        }
        self.path = path
    }

    package var node: Int { path.last?.node ?? tree.root }
    package var role: SyntaxRole { path.last?.role ?? .file }
    package var kind: NodeKind { tree.nodes[node].kind }
    package var tokenKind: TokenKind { tree.tokens[token].kind }
    package var tokenRange: ByteRange { tree.range(ofToken: token) }

    /// A comment goes to the end of its line, which is still in it.
    package var isInComment: Bool {
        if tokenKind == .comment || tokenKind == .documentation { return true }
        guard token > 0, Int(tree.tokens[token].start) == offset else { return false }
        let previous = tree.tokens[token - 1].kind
        return previous == .comment || previous == .documentation
    }

    /// The innermost declaration around the place.
    package var block: BlockSpec? {
        for placed in path.reversed() {
            switch placed.role {
            case .declaration(let spec): return spec
            case .request: return Schema.block(.request)
            case .route: return Schema.block(.route)
            default: continue
            }
        }
        return nil
    }

    /// The innermost field around the place, with the set that it is one of.
    package var field: (name: String, set: FieldSet)? {
        for placed in path.reversed() {
            guard case .field(let set) = placed.role, let first = tree.children(of: placed.node).first,
                tree.nodes[first].kind == .fieldPath
            else { continue }
            return (tree.names(of: first).map(\.text).joined(separator: "."), set)
        }
        return nil
    }

    /// The names of fields that the innermost block has already, but for the one at the place.
    package var givenFields: Set<String> {
        guard let block = path.last(where: { tree.nodes[$0.node].kind == .block || isRequest($0.role) }) else {
            return []
        }
        var names: Set<String> = []
        for child in tree.children(of: block.node) where !tree.holds(child, token) {
            guard [.field, .attribute].contains(tree.nodes[child].kind), let first = tree.children(of: child).first,
                tree.nodes[first].kind == .fieldPath
            else { continue }
            names.insert(tree.names(of: first).map(\.text).joined(separator: "."))
        }
        return names
    }

    private func isRequest(_ role: SyntaxRole) -> Bool {
        if case .request = role { return true }
        return false
    }

    /// The innermost call around the place with what it calls, the index of the argument there, and the names that are given.
    package var call: (callee: Callee, node: Int, argument: Int, given: Set<String>)? {
        for (index, placed) in path.enumerated().reversed() where tree.nodes[placed.node].kind == .call {
            let arguments = tree.children(of: placed.node).filter { tree.nodes[$0].kind == .argument }
            var callee = Callee.unknown
            if index + 1 < path.count, case .argument(let found, _) = path[index + 1].role { callee = found }
            let active = arguments.firstIndex { tree.holds($0, token) } ?? arguments.count
            var given: Set<String> = []
            for argument in arguments where !tree.holds(argument, token) {
                guard let first = tree.children(of: argument).first, tree.nodes[first].kind == .fieldPath,
                    let name = tree.names(of: first).first
                else { continue }
                given.insert(name.text)
            }
            return (callee, placed.node, active, given)
        }
        return nil
    }

    private static func token(in tree: SyntaxTree, at offset: Int) -> Int {
        var low = 0
        var high = tree.tokens.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(tree.tokens[middle].start) <= offset { low = middle } else { high = middle }
        }
        // At the border of two tokens a word counts rather than what follows it.
        if low > 0, Int(tree.tokens[low].start) == offset, !tree.tokens[low].kind.isWordLike,
            tree.tokens[low - 1].kind.isWordLike
        {
            return low - 1
        }
        return low
    }
}

extension SyntaxTree {
    /// Whether a token is one of a node's.
    func holds(_ node: Int, _ token: Int) -> Bool {
        Int(nodes[node].first) <= token && token < Int(nodes[node].end)
    }
}

extension TokenKind {
    /// Words, numbers and texts: what a caret at its end speaks of.
    var isWordLike: Bool {
        switch self {
        case .name, .field, .number, .quantity, .money, .time, .string: true
        default: isReservedWord
        }
    }
}
