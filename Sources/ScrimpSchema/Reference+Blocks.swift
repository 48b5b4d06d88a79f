extension Reference {
    static func page(of block: BlockSpec) -> String {
        var text = origin + "# `\(block.kind.rawValue)`\n\n\(block.help)\n\n```scrimp\n\(block.example)\n```\n\n"
        text += "Written `\(block.form)`"
        text += block.isSingle ? ", at most once in a policy. " : ", as often as needed. "
        text += block.phase == .none ? "Not a part of a decision." : "Phase: \(block.phase.rawValue)."
        text += "\n"
        if !block.fields.isEmpty {
            text += "\n| field | value | default | meaning |\n|---|---|---|---|\n"
            for field in block.fields { text += row(field) }
            for field in block.fields {
                let details = field.type.details(indent: "")
                if !details.isEmpty { text += "\n## `\(field.name)`\n\n\(details)" }
            }
        }
        switch block.kind {
        case .request: text += attributes()
        case .route: text += targets()
        case .scenario: text += distributions()
        default: break
        }
        return text
    }

    private static func row(_ field: FieldSpec) -> String {
        let example = field.type.example
        let type = field.type.words + (example.isEmpty ? "" : ": `\(example)`")
        return "| `\(field.name)` | \(type) | \(field.presence.words) | \(field.help) |\n"
    }

    private static func attributes() -> String {
        var text = "\n## Types\n\n| type | example | is |\n|---|---|---|\n"
        for type in Schema.attributeTypes { text += "| `\(type.name)` | `\(type.example)` | \(type.help) |\n" }
        text += "\n## Names with a meaning\n\nAn attribute of one of these names must have the type beside it:\n\n"
        text += "| name | type | is |\n|---|---|---|\n"
        for role in Schema.roles { text += "| `\(role.name)` | `\(role.type)` | \(role.help) |\n" }
        return text
    }

    private static func targets() -> String {
        var text =
            "\nA rule is `when condition -> targets`; the last one is `otherwise -> targets`. Targets are tried from left to "
        text +=
            "right, each at most once. Shares of traffic are written `-> 90%: large, 10%: mini`, or, where something follows "
        text += "them, `split(90%: large, 10%: mini), mini`. Shares add up to 100%.\n"
        return text
    }

    private static func distributions() -> String {
        let fills =
            "\n## What an attribute may be filled with\n\nA constant, or:\n\n" + Schema.fills.details(indent: "")
        let distributions = Schema.distributions.details(indent: "")
        return fills + "\n## What an uncertain value may be\n\nA constant, a range, which is uniform, or:\n\n"
            + distributions
    }
}

extension BlockSpec {
    /// How its first line looks: `model NAME { … }`.
    package var form: String {
        switch naming {
        case .name: "\(kind.rawValue) NAME { … }"
        case .title: "\(kind.rawValue) \"SENTENCE\" { … }"
        case .nameAndSubject: "\(kind.rawValue) NAME for POLICY { … }"
        case .none: "\(kind.rawValue) { … }"
        }
    }
}

extension FieldSpec.Presence {
    /// For a column: `required`, `–`, or the default as code.
    package var words: String {
        switch self {
        case .required: "required"
        case .optional: "–"
        case .defaulted(let value): "`\(value)`"
        }
    }
}

extension FieldType {
    /// What is nested in it, as a list; empty where there is nothing.
    func details(indent: String) -> String {
        switch self {
        case .choice(let alternatives): alternatives.details(indent: indent)
        case .action(let reject, let wait, let route):
            Schema.actions(reject: reject, wait: wait, route: route).details(indent: indent)
        case .block(let fields): fields.details(indent: indent)
        case .list(let element), .named(let element): element.details(indent: indent)
        case .either(let types), .tuple(let types): types.map { $0.details(indent: indent) }.joined()
        default: ""
        }
    }
}

extension [Alternative] {
    func details(indent: String) -> String {
        var text = ""
        for alternative in self {
            text += "\(indent)- `\(alternative.signature)`: \(alternative.help)\n"
            text += alternative.parameters.details(indent: indent + "  ", positional: alternative.positional)
            if let rest = alternative.rest { text += "\(indent)  - Any number of further ones, each \(rest.words).\n" }
            if let open = alternative.open { text += "\(indent)  - Any other name: \(open.words).\n" }
        }
        return text
    }
}

extension [FieldSpec] {
    func details(indent: String, positional: Int = 0) -> String {
        var text = ""
        for (index, field) in enumerated() {
            let name = index < positional ? "`\(field.name)` (the name may be left out)" : "`\(field.name)`"
            let presence =
                switch field.presence {
                case .required: "required"
                case .optional: "optional"
                case .defaulted(let value): "by default `\(value)`"
                }
            text += "\(indent)- \(name): \(field.type.words), \(presence). \(field.help)\n"
            text += field.type.details(indent: indent + "  ")
        }
        return text
    }
}
