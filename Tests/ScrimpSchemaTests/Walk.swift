import ScrimpSchema

/// Everything in the tables, with the place where it stands, such as `model.price.input`.
enum Walk {
    /// Every field and parameter, however deeply nested.
    static func fields() -> [(place: String, field: FieldSpec)] {
        var found: [(String, FieldSpec)] = []
        visit { place, field in
            found.append((place, field))
        } alternative: { _, _ in
        }
        return found
    }

    static func alternatives() -> [(place: String, alternative: Alternative)] {
        var found: [(String, Alternative)] = []
        visit { _, _ in
        } alternative: { place, alternative in
            found.append((place, alternative))
        }
        return found
    }

    static func helps() -> [(place: String, help: String)] {
        var helps = Schema.blocks.map { ($0.kind.rawValue, $0.help) }
        helps += fields().map { ($0.place, $0.field.help) }
        helps += alternatives().map { ($0.place, $0.alternative.help) }
        for function in Schema.functions {
            helps.append(("functions.\(function.name)", function.help))
            for parameter in function.parameters {
                helps.append(("functions.\(function.name).\(parameter.name)", parameter.help))
            }
        }
        helps += Schema.windows.map { ("windows.\($0.text)", $0.help) }
        helps += Schema.attributeTypes.map { ("attributes.\($0.name)", $0.help) }
        helps += Schema.roles.map { ("roles.\($0.name)", $0.help) }
        return helps
    }

    /// Names that stand beside each other and must differ.
    static func names() -> [(place: String, names: [String])] {
        var groups: [(String, [String])] = [
            ("blocks", Schema.blocks.map(\.kind.rawValue)), ("functions", Schema.functions.map(\.name)),
            ("windows", Schema.windows.map(\.text)), ("attributes", Schema.attributeTypes.map(\.name)),
            ("roles", Schema.roles.map(\.name)), ("keywords", Schema.keywords),
        ]
        let places = fields().map(\.place) + alternatives().map(\.place)
        var byParent: [String: [String]] = [:]
        for place in places {
            let parts = place.split(separator: ".")
            byParent[parts.dropLast().joined(separator: "."), default: []].append(parts.last.map { String($0) } ?? "")
        }
        groups += byParent.map { ($0.key, $0.value) }
        return groups
    }

    private static func visit(
        field: (String, FieldSpec) -> Void, alternative: (String, Alternative) -> Void
    ) {
        for block in Schema.blocks { visit(block.fields, in: block.kind.rawValue, field, alternative) }
        visit(Schema.fills, in: "fills", field, alternative)
        visit(Schema.distributions, in: "distributions", field, alternative)
        visit(Schema.actions, in: "actions", field, alternative)
    }

    private static func visit(
        _ fields: [FieldSpec], in place: String, _ field: (String, FieldSpec) -> Void,
        _ alternative: (String, Alternative) -> Void
    ) {
        for spec in fields {
            let inside = "\(place).\(spec.name)"
            field(inside, spec)
            visit(spec.type, in: inside, field, alternative)
        }
    }

    private static func visit(
        _ alternatives: [Alternative], in place: String, _ field: (String, FieldSpec) -> Void,
        _ alternative: (String, Alternative) -> Void
    ) {
        for spec in alternatives {
            let inside = "\(place).\(spec.word)"
            alternative(inside, spec)
            visit(spec.parameters, in: inside, field, alternative)
        }
    }

    private static func visit(
        _ type: FieldType, in place: String, _ field: (String, FieldSpec) -> Void,
        _ alternative: (String, Alternative) -> Void
    ) {
        switch type {
        case .choice(let alternatives): visit(alternatives, in: place, field, alternative)
        case .block(let fields): visit(fields, in: place, field, alternative)
        case .list(let element), .named(let element): visit(element, in: place, field, alternative)
        case .either(let types), .tuple(let types):
            for type in types { visit(type, in: place, field, alternative) }
        default: break
        }
    }
}
