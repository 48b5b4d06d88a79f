/// Nodes by their numbers, for whoever looks at all of a kind wherever they stand.
extension SyntaxTree {
    /// A node as an expression; nil where it is none.
    package func expression(at node: Int) -> ExpressionView? {
        guard nodes.indices.contains(node), nodes[node].kind.isExpression else { return nil }
        return ExpressionView(tree: self, node: node)
    }

    /// By node: the node that it is a part of; the root is its own.
    package var parents: [Int] {
        var parents = Array(nodes.indices)
        for node in nodes.indices {
            var child = node - 1
            let lowest = node - Int(nodes[node].size)
            while child > lowest {
                parents[child] = node
                child -= Int(nodes[child].size)
            }
        }
        return parents
    }
}
