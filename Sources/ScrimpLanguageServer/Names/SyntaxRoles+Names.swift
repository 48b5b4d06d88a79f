import ScrimpDiagnostics
import ScrimpSchema
package import ScrimpSyntax

/// A name and what it is the name of.
package struct ResolvedName: Sendable {
    package let name: Name
    package let symbol: Symbol
    package let isDeclaration: Bool

    init(_ name: Name, _ symbol: Symbol, isDeclaration: Bool = false) {
        self.name = name
        self.symbol = symbol
        self.isDeclaration = isDeclaration
    }
}

// What the names of a node are names of. A name that is declared nowhere is one of what it must be, so that a misspelt
// one is not taken for something else.
extension SyntaxRoles {
    package func names(of placed: PlacedNode) -> [ResolvedName] {
        let kind = tree.nodes[placed.node].kind
        switch placed.role {
        case .declared(let declared): return declaredName(declared, placed.node)
        case .title:
            guard let literal = tree.stringLiteral(ofToken: Int(tree.nodes[placed.node].first)),
                let block = titledKind(of: placed.node)
            else { return [] }
            let name = Name(text: literal.value, range: literal.range)
            return [ResolvedName(name, .declaration(block, literal.value), isDeclaration: true)]
        case .subject: return first(placed.node) { .declaration(.policy, $0) }
        case .target: return kind == .targetName ? first(placed.node) { .declaration(.model, $0) } : []
        case .fieldName(let set): return fieldName(set, placed.node)
        case .value(let type, _): return value(type, placed.node)
        case .suffixName(_, let isAttributeOnly):
            return first(placed.node) { name in
                let isWindow = Schema.isWindow(name) && declarations.attributes[name] == nil
                return isWindow && !isAttributeOnly ? nil : .attribute(name)
            }
        case .expression(let mode, let expected):
            return kind == .path ? first(placed.node) { expressionName($0, mode, expected) } : []
        case .argumentName(.fill(let alternative, let attribute)):
            return first(placed.node) { name in
                guard alternative.open != nil, !alternative.parameters.contains(where: { $0.name == name }) else {
                    return nil
                }
                return .enumerationCase(name, of: attribute)
            }
        case .pricePath: return kind == .string ? pricePath(placed.node) : []
        default: return []
        }
    }

    private func first(_ node: Int, _ symbol: (String) -> Symbol?) -> [ResolvedName] {
        guard let name = tree.names(of: node).first, let symbol = symbol(name.text) else { return [] }
        return [ResolvedName(name, symbol)]
    }

    private func declaredName(_ declared: SyntaxRole.Declared, _ node: Int) -> [ResolvedName] {
        guard let name = tree.names(of: node).first else { return [] }
        let symbol: Symbol =
            switch declared {
            case .declaration(let kind): .declaration(kind, name.text)
            case .attribute: .attribute(name.text)
            case .constant: .constant(name.text)
            case .enumerationCase(let attribute): .enumerationCase(name.text, of: attribute)
            }
        return [ResolvedName(name, symbol, isDeclaration: true)]
    }

    /// The kind of block that a title stands in: the word before it.
    private func titledKind(of node: Int) -> BlockKind? {
        var token = Int(tree.nodes[node].first) - 1
        while token >= 0, tree.tokens[token].kind.isTrivia { token -= 1 }
        return token >= 0 ? BlockKind(rawValue: tree.text(ofToken: token)) : nil
    }

    private func fieldName(_ set: FieldSet, _ node: Int) -> [ResolvedName] {
        let path = tree.names(of: node)
        guard let head = path.first else { return [] }
        switch set {
        case .attributeValues: return [ResolvedName(head, .attribute(head.text))]
        case .attributeFills:
            return declarations.attributes[head.text] == nil ? [] : [ResolvedName(head, .attribute(head.text))]
        case .models: return [ResolvedName(head, .declaration(.model, head.text))]
        case .constants: return [ResolvedName(head, .constant(head.text))]
        case .state, .uncertainties: return declaration(inPath: path)
        case .specs, .named, .unknown: return []
        }
    }

    /// `rollout.quantized`, `cache.answers.hit_rate`: a kind and a name of that kind.
    private func declaration(inPath path: [Name]) -> [ResolvedName] {
        guard path.count > 1, let kind = BlockKind(rawValue: path[0].text) else { return [] }
        return [ResolvedName(path[1], .declaration(kind, path[1].text))]
    }

    private func value(_ type: FieldType, _ node: Int) -> [ResolvedName] {
        guard tree.nodes[node].kind == .path else { return [] }
        let path = tree.names(of: node)
        guard let head = path.first else { return [] }
        if case .path = type { return declaration(inPath: path) }
        guard path.count == 1 else { return [] }
        if type.alternatives.contains(where: { $0.word == head.text }) { return [] }
        let kinds = type.namedKinds
        if let kind = kinds.first(where: { declarations.entries[.declaration($0, head.text)] != nil }) ?? kinds.first {
            return [ResolvedName(head, .declaration(kind, head.text))]
        }
        if type.takesAttribute { return [ResolvedName(head, .attribute(head.text))] }
        guard declarations.constants[head.text] != nil else { return [] }
        return [ResolvedName(head, .constant(head.text))]
    }

    private func expressionName(_ name: String, _ mode: SyntaxRole.Mode, _ expected: SyntaxRole.Expected) -> Symbol? {
        if case .value(let attribute) = expected, declarations.attributes[attribute]?.cases.contains(name) ?? false {
            return .enumerationCase(name, of: attribute)
        }
        if declarations.attributes[name] != nil { return .attribute(name) }
        if declarations.constants[name] != nil { return .constant(name) }
        return nil
    }

    /// `"model.mini.price.input"`: places inside the quotes, which need no escapes.
    private func pricePath(_ node: Int) -> [ResolvedName] {
        declaration(inPath: tree.names(of: node))
    }
}

extension SyntaxRoles {
    /// Calls the closure with every node of the tree that the schema knows, parents first.
    package func walk(_ visit: (PlacedNode) -> Void) {
        var open = [root]
        while let placed = open.popLast() {
            visit(placed)
            if case .nothing = placed.role { continue }
            open += children(of: placed).reversed()
        }
    }

    /// Every name of the tree, in the order of the text.
    package func occurrences(source: Int) -> [Occurrence] {
        var found: [Occurrence] = []
        walk { placed in
            for resolved in names(of: placed) {
                found.append(
                    Occurrence(
                        symbol: resolved.symbol, location: SourceLocation(resolved.name.range, in: source),
                        isDeclaration: resolved.isDeclaration))
            }
        }
        return found
    }
}

extension SyntaxContext {
    /// The name at the place, with what it is the name of.
    package func resolvedName(_ declarations: DeclarationTable) -> ResolvedName? {
        guard let placed = path.last else { return nil }
        let position = UInt32(clamping: offset)
        return SyntaxRoles(tree, declarations).names(of: placed).first {
            $0.name.range.start <= position && position <= $0.name.range.end
        }
    }
}
