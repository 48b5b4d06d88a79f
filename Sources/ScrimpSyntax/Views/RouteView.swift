import ScrimpDiagnostics

/// `route { … }`: the rules, first match first.
package struct RouteView: SyntaxView {
    package let tree: SyntaxTree
    package let node: Int

    package var rules: [RuleView] {
        tree.children(of: node).compactMap {
            tree.nodes[$0].kind == .rule ? RuleView(tree: tree, node: $0) : nil
        }
    }
}

/// `when condition -> targets` or `otherwise -> targets`.
package struct RuleView: SyntaxView {
    package let tree: SyntaxTree
    package let node: Int

    package var isOtherwise: Bool { tree.child(of: node, .missing) == nil && expression() == nil }
    package var condition: ExpressionView? { expression() }
    /// The rule on one line, the same for all layouts of a text.
    package var oneLine: String { tree.oneLine(node) }

    package var targets: TargetsView? {
        guard let targets = tree.lastChild(of: node, where: { $0 == .chain || $0 == .arms }) else { return nil }
        if tree.nodes[targets].kind == .arms { return .split(tree.arms(of: targets)) }
        return .chain(
            tree.children(of: targets).compactMap {
                tree.nodes[$0].kind == .error ? nil : TargetView(tree: tree, node: $0)
            })
    }
}

package enum TargetsView: Sendable {
    /// Candidates, each tried when the one before fails.
    case chain([TargetView])
    case split([ArmView])
}

/// `90%: mini`.
package struct ArmView: SyntaxView {
    package let tree: SyntaxTree
    package let node: Int
    package let share: QuantityLiteral
    package let target: TargetView
}

package struct TargetView: SyntaxView {
    package enum Kind: Sendable {
        case name(Name)
        case call(CallView)
        case split([ArmView])
    }

    package let tree: SyntaxTree
    package let node: Int

    package var kind: Kind {
        switch tree.nodes[node].kind {
        case .targetSplit: return .split(tree.arms(of: node))
        case .targetCall:
            if let call = tree.child(of: node, .call) { return .call(CallView(tree: tree, node: call)) }
        default: break
        }
        return .name(tree.names(of: node).first ?? Name(text: "", range: range))
    }
}

extension NodeKind {
    var isTarget: Bool { self == .targetName || self == .targetCall || self == .targetSplit }
}

extension SyntaxTree {
    /// The arms of a split; those without a share or a target are left out.
    func arms(of node: Int) -> [ArmView] {
        children(of: node).compactMap { child in
            guard nodes[child].kind == .arm,
                let share = quantityLiteral(ofToken: Int(nodes[child].first)),
                let target = lastChild(of: child, where: \.isTarget)
            else { return nil }
            return ArmView(tree: self, node: child, share: share, target: TargetView(tree: self, node: target))
        }
    }
}
