import ScrimpSchema
import ScrimpSyntax

// Calls and expressions: what an argument or an operand is, by what is called and what stands beside it.
extension SyntaxRoles {
    /// A call that is a value: one word of a choice with its arguments.
    func call(_ type: FieldType, _ node: Int, _ children: [Int]) -> [PlacedNode] {
        let word = tree.text(ofToken: Int(tree.nodes[node].first))
        if let alternative = type.alternatives.first(where: { $0.word == word }) {
            return arguments(.alternative(alternative), children) { .argument(.alternative(alternative), position: $0) }
        }
        if let function = Schema.function(named: word) {
            return arguments(.function(function), children) { .argument(.function(function), position: $0) }
        }
        return arguments(.unknown, children) { .argument(.unknown, position: $0) }
    }

    /// `zipf(1_000, 0.9)`, as the value of an attribute.
    func fill(_ attribute: String, _ node: Int, _ children: [Int]) -> [PlacedNode] {
        guard tree.nodes[node].kind == .call else {
            return place(children) { $0.isExpression ? .fill(ofAttribute: attribute) : .nothing }
        }
        let word = tree.text(ofToken: Int(tree.nodes[node].first))
        guard let alternative = Schema.fills.first(where: { $0.word == word }) else {
            return arguments(.unknown, children) { .argument(.unknown, position: $0) }
        }
        let callee = Callee.fill(alternative, ofAttribute: attribute)
        return arguments(callee, children) { .argument(callee, position: $0) }
    }

    /// - Parameter role: of the argument at a place among those without names.
    func arguments(_ callee: Callee, _ children: [Int], _ role: (Int) -> SyntaxRole) -> [PlacedNode] {
        var position = 0
        return children.map { child in
            guard tree.nodes[child].kind == .argument else { return PlacedNode(node: child, role: .nothing) }
            let placed = PlacedNode(node: child, role: role(position))
            if tree.children(of: child).first.map({ tree.nodes[$0].kind != .fieldPath }) ?? true { position += 1 }
            return placed
        }
    }

    func argument(_ callee: Callee, _ position: Int, _ children: [Int]) -> [PlacedNode] {
        let name = children.first.flatMap {
            tree.nodes[$0].kind == .fieldPath ? tree.names(of: $0).first?.text : nil
        }
        let value = Self.argumentRole(of: callee, name: name, position: position)
        return place(children) { kind in
            switch kind {
            case .fieldPath: .argumentName(callee)
            case .block:
                if case .value(let type, let field) = value {
                    .fields(type.fields(of: field) ?? .unknown)
                } else {
                    .nothing
                }
            case .amount: value
            default: .nothing
            }
        }
    }

    /// What the value of an argument is.
    static func argumentRole(of callee: Callee, name: String?, position: Int) -> SyntaxRole {
        switch callee {
        case .unknown: return .nothing
        case .alternative(let alternative), .fill(let alternative, _):
            let parameter =
                name.map { name in alternative.parameters.first { $0.name == name } }
                ?? (position < alternative.positional && position < alternative.parameters.count
                    ? alternative.parameters[position] : nil)
            if alternative.word == "change", parameter?.name == "path" { return .pricePath }
            if let parameter { return role(of: parameter.type, parameter) }
            return (name == nil ? alternative.rest : alternative.open).map { role(of: $0, nil) } ?? .nothing
        case .function(let function):
            let parameter =
                name.map { name in function.parameters.first { $0.name == name } }
                ?? (position < function.positional && position < function.parameters.count
                    ? function.parameters[position] : nil)
            switch parameter?.argument ?? (name == nil ? function.rest : nil) {
            case .declaration(let kind): return .value(.name(kind), nil)
            case .constant(let measure): return .value(.amount(measure), nil)
            case .text: return .expression(.condition, .text)
            case .constantText: return .value(.text, nil)
            case .quantity: return .expression(.condition, .nothing)
            case nil: return .nothing
            }
        }
    }

    private static func role(of type: FieldType, _ field: FieldSpec?) -> SyntaxRole {
        switch type {
        case .condition: .expression(.condition, .condition)
        case .claim: .expression(.claim, .condition)
        case .streamCondition: .expression(.stream, .condition)
        default: .value(type, field)
        }
    }

    // MARK: Expressions

    func expression(_ mode: SyntaxRole.Mode, _ expected: SyntaxRole.Expected, _ node: Int, _ children: [Int])
        -> [PlacedNode]
    {
        switch tree.nodes[node].kind {
        case .or, .and, .not: return place(children) { $0.isExpression ? .expression(mode, .condition) : .nothing }
        case .comparison, .membership, .arithmetic, .range:
            let operands = children.filter { tree.nodes[$0].kind.isExpression }
            let kind = tree.nodes[node].kind
            return children.map { child in
                guard operands.contains(child) else { return PlacedNode(node: child, role: .nothing) }
                let other = operands.first { $0 != child }
                let beside = other.map { self.expected(beside: $0) } ?? .nothing
                if kind == .range, case .nothing = beside {
                    return PlacedNode(node: child, role: .expression(mode, expected))
                }
                return PlacedNode(node: child, role: .expression(mode, beside))
            }
        case .call:
            let word = tree.text(ofToken: Int(tree.nodes[node].first))
            guard let function = Schema.function(named: word) else {
                return arguments(.unknown, children) { .argument(.unknown, position: $0) }
            }
            return arguments(.function(function), children) { .argument(.function(function), position: $0) }
        case .list, .parenthesized, .negated, .amount:
            return place(children) { kind in
                if kind == .amount { return .expression(mode, expected) }
                return kind.isExpression ? .expression(mode, expected) : .nothing
            }
        default: return place(children) { _ in .nothing }
        }
    }

    /// What an operand must be beside another one: its cases, or its measure.
    private func expected(beside node: Int) -> SyntaxRole.Expected {
        var node = node
        while [.parenthesized, .negated, .amount].contains(tree.nodes[node].kind),
            let inner = tree.children(of: node).first(where: { tree.nodes[$0].kind.isExpression })
        {
            node = inner
        }
        switch tree.nodes[node].kind {
        case .path:
            guard let name = tree.names(of: node).first?.text else { return .nothing }
            if declarations.attributes[name] != nil { return .value(ofAttribute: name) }
            return Schema.function(named: name).map { Self.expected($0.result) } ?? .nothing
        case .call:
            let function = Schema.function(named: tree.text(ofToken: Int(tree.nodes[node].first)))
            return function.map { Self.expected($0.result) } ?? .nothing
        default: return .nothing
        }
    }

    private static func expected(_ result: FunctionSpec.Result) -> SyntaxRole.Expected {
        switch result {
        case .amount(let measure): .amount(measure)
        case .flag: .condition
        case .timeOfDay: .timeOfDay
        case .weekday: .weekday
        case .quantity: .nothing
        }
    }
}
