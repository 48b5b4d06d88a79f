import ScrimpSchema
package import ScrimpSyntax

/// A node with what it stands for.
package struct PlacedNode: Sendable {
    package let node: Int
    package let role: SyntaxRole
}

/// The step from a node to its children, which is all that is known about where what may stand. Whoever looks for one place
/// descends with it; whoever wants all of them walks with it.
package struct SyntaxRoles {
    package let tree: SyntaxTree
    package let declarations: DeclarationTable

    package init(_ tree: SyntaxTree, _ declarations: DeclarationTable) {
        self.tree = tree
        self.declarations = declarations
    }

    package var root: PlacedNode { PlacedNode(node: tree.root, role: .file) }

    /// The children of a node in the order of the text.
    package func children(of parent: PlacedNode) -> [PlacedNode] {
        let children = tree.children(of: parent.node)
        guard !children.isEmpty else { return [] }
        switch parent.role {
        case .file: return children.map { PlacedNode(node: $0, role: item($0)) }
        case .use(let isImport): return place(children) { $0 == .string ? .filePath(isImport: isImport) : .nothing }
        case .constant:
            return place(children) { kind in
                if kind == .declaredName { return .declared(.constant) }
                return kind.isExpression ? .expression(.condition, .nothing) : .nothing
            }
        case .request: return place(children) { $0 == .attribute ? .attribute : $0 == .declaredKind ? .kind : .nothing }
        case .attribute: return attribute(children)
        case .enumeration(let attribute):
            return place(children) { $0 == .name ? .declared(.enumerationCase(of: attribute)) : .nothing }
        case .route: return place(children) { $0 == .rule ? .rule : $0 == .declaredKind ? .kind : .nothing }
        case .rule:
            return place(children) { kind in
                if kind == .chain || kind == .arms { return .target }
                return kind.isExpression ? .expression(.condition, .condition) : .nothing
            }
        case .target: return target(parent, children)
        case .declaration(let spec): return declaration(spec, children)
        case .fields(let set): return place(children) { $0 == .field ? .field(set) : .nothing }
        case .field(let set): return field(set, children)
        case .value(let type, let field): return value(type, field, parent.node, children)
        case .pricePath: return place(children) { $0 == .string ? .pricePath : .nothing }
        case .fill(let attribute): return fill(attribute, parent.node, children)
        case .suffix(let type): return suffix(type, parent.node, children)
        case .expression(let mode, let expected): return expression(mode, expected, parent.node, children)
        case .argument(let callee, let position): return argument(callee, position, children)
        default: return place(children) { _ in .nothing }
        }
    }

    func place(_ children: [Int], _ role: (NodeKind) -> SyntaxRole) -> [PlacedNode] {
        children.map { PlacedNode(node: $0, role: role(tree.nodes[$0].kind)) }
    }

    private func item(_ node: Int) -> SyntaxRole {
        switch tree.nodes[node].kind {
        case .use: .use(isImport: word(of: node) == "import")
        case .constant: .constant
        case .request: .request
        case .route: .route
        case .declaration: .declaration(Schema.block(named: word(of: node)))
        default: .nothing
        }
    }

    private func word(of node: Int) -> String { tree.text(ofToken: Int(tree.nodes[node].first)) }

    private func attribute(_ children: [Int]) -> [PlacedNode] {
        let name = children.first.flatMap { tree.nodes[$0].kind == .fieldPath ? tree.names(of: $0).first?.text : nil }
        return place(children) { kind in
            switch kind {
            case .fieldPath: .declared(.attribute)
            case .namedType: .attributeType
            case .enumeration: .enumeration(of: name ?? "")
            default: kind.isExpression ? .expression(.constant, .value(ofAttribute: name ?? "")) : .nothing
            }
        }
    }

    private func declaration(_ spec: BlockSpec?, _ children: [Int]) -> [PlacedNode] {
        place(children) { kind in
            switch kind {
            case .declaredKind: .kind
            case .declaredName: spec.map { .declared(.declaration($0.kind)) } ?? .nothing
            case .title: .title
            case .subject: .subject
            case .block: .fields(spec.map { .specs($0.fields) } ?? .unknown)
            default: .nothing
            }
        }
    }

    private func target(_ parent: PlacedNode, _ children: [Int]) -> [PlacedNode] {
        guard tree.nodes[parent.node].kind != .call else {
            return arguments(.unknown, children) { _ in .nothing }
        }
        return place(children) { kind in
            switch kind {
            case .arm, .targetName, .targetCall, .targetSplit, .call: .target
            default: .nothing
            }
        }
    }

    // MARK: Fields

    private func field(_ set: FieldSet, _ children: [Int]) -> [PlacedNode] {
        let path =
            children.first.flatMap { tree.nodes[$0].kind == .fieldPath ? tree.names(of: $0).map(\.text) : nil } ?? []
        let (type, spec) = Self.type(of: path, in: set)
        return place(children) { kind in
            switch kind {
            case .fieldPath: .fieldName(set)
            case .block: .fields(type?.fields(of: spec) ?? .unknown)
            case .amount: valueRole(of: path, in: set, type, spec, children)
            default: .nothing
            }
        }
    }

    private static func type(of path: [String], in set: FieldSet) -> (FieldType?, FieldSpec?) {
        switch set {
        case .specs:
            let spec = path.count == 1 ? path.first.flatMap { set.spec($0) } : nil
            return (spec?.type, spec)
        case .named(let type), .models(let type), .constants(let type): return (type, nil)
        case .attributeFills: return (.fill, nil)
        case .uncertainties: return (.uncertain(.number), nil)
        case .state:
            switch path.first {
            case "weekday": return (.choice(Schema.weekdays), nil)
            case "rollout", "budget": return (.amount(.ratio), nil)
            case "switch", "pool": return (.flag, nil)
            default: return (nil, nil)
            }
        case .attributeValues, .unknown: return (nil, nil)
        }
    }

    private func valueRole(
        of path: [String], in set: FieldSet, _ type: FieldType?, _ spec: FieldSpec?, _ children: [Int]
    ) -> SyntaxRole {
        switch set {
        case .attributeValues:
            return path.first.map { .expression(.constant, .value(ofAttribute: $0)) } ?? .nothing
        case .attributeFills:
            let amount = children.first { tree.nodes[$0].kind == .amount }
            let value = amount.flatMap { tree.children(of: $0).first }
            guard let name = path.first else { return .nothing }
            if let value, tree.nodes[value].kind == .call { return .fill(ofAttribute: name) }
            return .expression(.constant, .value(ofAttribute: name))
        case .state where path == ["time"]:
            return .expression(.constant, .timeOfDay)
        default:
            return type.map { inner($0, spec) } ?? .expression(.constant, .nothing)
        }
    }

    // MARK: Values

    private func value(_ type: FieldType, _ field: FieldSpec?, _ node: Int, _ children: [Int]) -> [PlacedNode] {
        let kind = tree.nodes[node].kind
        if kind == .call { return call(type, node, children) }
        if kind == .amount, case .casesByAttribute = type { return cases(children) }
        if kind == .list, case .tuple(let types) = type {
            var elements = types[...]
            return place(children) { kind in
                guard kind == .amount else { return .nothing }
                return inner(elements.popFirst() ?? .constant, nil)
            }
        }
        return place(children) { child in
            switch child {
            case .per, .by, .over, .every, .of, .from: return .suffix(type)
            case .amount: return inner(kind == .list ? type.element : type, nil)
            default:
                guard child.isExpression else { return .nothing }
                return inner(kind == .list ? type.element : type, kind == .amount ? field : nil)
            }
        }
    }

    /// The role of a value's expression: conditions are expressions, everything else stays a value.
    private func inner(_ type: FieldType, _ field: FieldSpec?) -> SyntaxRole {
        switch type {
        case .condition: .expression(.condition, .condition)
        case .claim: .expression(.claim, .condition)
        case .streamCondition: .expression(.stream, .condition)
        default: .value(type, field)
        }
    }

    /// `[premium, plus] by tier`: cases of the attribute behind `by`.
    private func cases(_ children: [Int]) -> [PlacedNode] {
        let by = children.first { tree.nodes[$0].kind == .by }
        let attribute = by.flatMap { tree.children(of: $0).first }.flatMap { tree.names(of: $0).first?.text } ?? ""
        return place(children) { kind in
            if kind == .by { return .suffix(.casesByAttribute) }
            return kind.isExpression ? .expression(.constant, .value(ofAttribute: attribute)) : .nothing
        }
    }

    private func suffix(_ type: FieldType, _ node: Int, _ children: [Int]) -> [PlacedNode] {
        switch tree.nodes[node].kind {
        case .per: place(children) { $0 == .name ? .suffixName(type, isAttributeOnly: false) : .nothing }
        case .by: place(children) { $0 == .name ? .suffixName(type, isAttributeOnly: true) : .nothing }
        case .over, .every: place(children) { _ in .value(.amount(.positiveDuration), nil) }
        case .of: place(children) { $0.isExpression ? .value(.amount(.count), nil) : .nothing }
        default: place(children) { _ in .nothing }
        }
    }
}
