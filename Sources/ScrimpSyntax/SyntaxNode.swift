/// What a node of the tree is; the names are those of the grammar's rules.
package enum NodeKind: UInt8, Sendable, CaseIterable {
    case file
    case use, constant, request, route, declaration
    /// A single word: what is declared, its kind, its subject, a unit of `per`.
    case declaredKind, declaredName, title, subject, name
    case attribute, namedType, enumeration
    case rule, chain, arms, arm, targetName, targetCall, targetSplit
    case block, field, fieldPath, amount
    case per, by, over, every, of, from
    case or, and, not, comparison, membership, range, arithmetic, negated
    case money, quantity, number, time, string, boolean, path, call, argument, list, parenthesized
    /// Nothing where something should be.
    case missing
    /// Tokens that fit nowhere; a diagnostic has been given.
    case error

    package var isExpression: Bool {
        (rawValue >= NodeKind.or.rawValue && rawValue <= NodeKind.call.rawValue)
            || self == .list || self == .parenthesized || self == .missing
    }
}

/// One node over the tokens `first..<end`. Nodes are stored in post-order: the children of a node come right before
/// it, the last child first when walking backwards, and `size` counts the node and everything below it.
package struct SyntaxNode: Sendable {
    package let first: UInt32
    package let end: UInt32
    package let size: UInt32
    package let kind: NodeKind
}
