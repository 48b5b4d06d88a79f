package import ScrimpDiagnostics

/// A node of an expression.
package struct ExpressionView: SyntaxView {
    package let tree: SyntaxTree
    package let node: Int
}

package enum ComparisonOperator: Sendable {
    case less, lessOrEqual, equal, notEqual, greaterOrEqual, greater
}

package enum ArithmeticOperator: Sendable {
    case add, subtract, multiply, divide
}

/// What an expression is. The ranges of comparisons and arithmetic are those of the operator.
package enum ExpressionKind: Sendable {
    case or(ExpressionView, ExpressionView)
    case and(ExpressionView, ExpressionView)
    case not(ExpressionView)
    case comparison(ExpressionView, ComparisonOperator, ByteRange, ExpressionView)
    case membership(ExpressionView, ExpressionView)
    case range(ExpressionView, ExpressionView)
    case arithmetic(ExpressionView, ArithmeticOperator, ByteRange, ExpressionView)
    case negated(ExpressionView)
    case money(MoneyLiteral)
    case quantity(QuantityLiteral)
    case number(NumberLiteral)
    case time(TimeLiteral)
    case string(StringLiteral)
    case boolean(Bool)
    case path([Name])
    case call(CallView)
    case list([AmountView])
    case parenthesized(ExpressionView)
    /// Absent or malformed; a diagnostic has been given.
    case missing
}

extension ExpressionView {
    package var kind: ExpressionKind {
        switch tree.nodes[node].kind {
        case .or: operands.map { .or($0, $1) } ?? .missing
        case .and: operands.map { .and($0, $1) } ?? .missing
        case .membership: operands.map { .membership($0, $1) } ?? .missing
        case .range: operands.map { .range($0, $1) } ?? .missing
        case .comparison: comparison ?? .missing
        case .arithmetic: arithmetic ?? .missing
        case .not: operand.map { .not($0) } ?? .missing
        case .negated: operand.map { .negated($0) } ?? .missing
        case .parenthesized: operand.map { .parenthesized($0) } ?? .missing
        case .money: tree.moneyLiteral(ofToken: firstToken).map { .money($0) } ?? .missing
        case .quantity: tree.quantityLiteral(ofToken: firstToken).map { .quantity($0) } ?? .missing
        case .number: tree.numberLiteral(ofToken: firstToken).map { .number($0) } ?? .missing
        case .time: tree.timeLiteral(ofToken: firstToken).map { .time($0) } ?? .missing
        case .string: tree.stringLiteral(ofToken: firstToken).map { .string($0) } ?? .missing
        case .boolean: .boolean(tree.tokens[firstToken].kind == .true)
        case .path: .path(tree.names(of: node))
        case .call: .call(CallView(tree: tree, node: node))
        case .list:
            .list(
                tree.children(of: node).compactMap {
                    tree.nodes[$0].kind == .amount ? AmountView(tree: tree, node: $0) : nil
                })
        default: .missing
        }
    }

    private var operand: ExpressionView? { expression() }

    private var operands: (ExpressionView, ExpressionView)? {
        // From the last child to the first, without a list of them: every condition is looked at several times.
        var found: (left: Int, right: Int) = (node, node)
        var count = 0
        var child = node - 1
        let lowest = node - Int(tree.nodes[node].size)
        while child > lowest {
            if tree.nodes[child].kind.isExpression {
                if count == 0 { found.right = child } else { found.left = child }
                count += 1
            }
            child -= Int(tree.nodes[child].size)
        }
        guard count == 2 else { return nil }
        return (ExpressionView(tree: tree, node: found.left), ExpressionView(tree: tree, node: found.right))
    }

    /// The operator: the first token after the left operand.
    private func operatorToken(after left: ExpressionView) -> Int {
        tree.significant(from: Int(tree.nodes[left.node].end))
    }

    private var comparison: ExpressionKind? {
        guard let (left, right) = operands else { return nil }
        let token = operatorToken(after: left)
        let comparison: ComparisonOperator
        switch tree.tokens[token].kind {
        case .less: comparison = .less
        case .lessOrEqual: comparison = .lessOrEqual
        case .notEqual: comparison = .notEqual
        case .greaterOrEqual, .fatArrow: comparison = .greaterOrEqual
        case .greater: comparison = .greater
        default: comparison = .equal
        }
        return .comparison(left, comparison, tree.range(ofToken: token), right)
    }

    private var arithmetic: ExpressionKind? {
        guard let (left, right) = operands else { return nil }
        let token = operatorToken(after: left)
        let arithmetic: ArithmeticOperator
        switch tree.tokens[token].kind {
        case .plus: arithmetic = .add
        case .minus: arithmetic = .subtract
        case .star: arithmetic = .multiply
        default: arithmetic = .divide
        }
        return .arithmetic(left, arithmetic, tree.range(ofToken: token), right)
    }
}

/// `semantic(similarity: 93%)`.
package struct CallView: SyntaxView {
    package let tree: SyntaxTree
    package let node: Int

    package var name: Name { tree.name(ofToken: firstToken) }

    package var arguments: [ArgumentView] {
        tree.children(of: node).compactMap { child in
            guard tree.nodes[child].kind == .argument, let value = tree.value(of: child) else { return nil }
            return ArgumentView(tree: tree, node: child, value: value)
        }
    }
}

/// `similarity: 93%`, or a value alone.
package struct ArgumentView: SyntaxView {
    package let tree: SyntaxTree
    package let node: Int
    package let value: ValueView

    package var name: Name? {
        guard let path = tree.child(of: node, .fieldPath) else { return nil }
        let range = tree.range(of: path)
        return Name(text: tree.source.text(in: range), range: range)
    }
}
