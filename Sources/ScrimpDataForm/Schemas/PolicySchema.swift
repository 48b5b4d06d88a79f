import ScrimpJSON
import ScrimpQuantities
import ScrimpSchema

/// The published schema of a policy as data, from the tables of kinds and fields.
package enum PolicySchema {
    package static var text: String {
        let properties = DataKey.all.map { key in
            JSONSchema.Property(key.text, schema(of: key).described(key.help))
        }
        return JSONSchema.object(properties).document(
            title: "Scrimp policy",
            description:
                "A policy as JSON or YAML. Conditions and amounts are strings in the language's own syntax: `task == faq`, `$25 per day`.",
            definitions: shared + blocks)
    }

    static let namePattern = "^[A-Za-z_][A-Za-z0-9_]*$"
    static let pathPattern = #"^[A-Za-z_][A-Za-z0-9_]*(\.[A-Za-z_][A-Za-z0-9_]*)*$"#

    private static let documentation = JSONSchema.Property(
        DataKey.ownDocumentation,
        JSONSchema.string().described("Documentation, which stands in the text as `///` above it."))

    private static func schema(of key: DataKey) -> JSONSchema {
        switch key {
        case .language: JSONSchema([JSONMember("const", .integer(1))])
        case .uses, .imports: .any([.string(), .list(.string())])
        case .constants: .mapping(.reference("constant"), names: namePattern)
        case .documentation:
            .object([.init(BlockKind.request.dataKey, .string()), .init(BlockKind.route.dataKey, .string())])
        case .block(.request): .mapping(.reference("request_attribute"), names: namePattern)
        case .block(.route): .list(.reference("rule")).with("minItems", .integer(1))
        case .block(let kind) where kind.isSingleInData: .reference(kind.rawValue)
        case .block(let kind):
            if case .title = Schema.block(kind).naming {
                .mapping(.reference(kind.rawValue))
            } else {
                .mapping(.reference(kind.rawValue), names: namePattern)
            }
        }
    }
}

// MARK: - Definitions

extension PolicySchema {
    private static var shared: [(name: String, schema: JSONSchema)] {
        [
            ("name", .string(pattern: namePattern)),
            (
                "text",
                JSONSchema.any([
                    .string(),
                    .object([
                        .init(
                            DataKey.expression,
                            JSONSchema.string().described("A constant or another expression that gives a text."),
                            isRequired: true)
                    ]),
                ])
            ),
            (
                "condition",
                JSONSchema.any([.string(), .boolean]).described("A condition: `task == faq or complexity < 35%`.")
            ),
            (
                "value",
                JSONSchema.any([.string(), .number(), .boolean, .list(.reference("value"))]).described(
                    "An expression in the language's own syntax, or a number, a truth value or a list.")
            ),
            (
                "constant",
                .any([
                    .reference("value"),
                    .object([.init(DataKey.Constant.value, .reference("value"), isRequired: true), documentation]),
                ])
            ),
            ("request_attribute", attribute), ("rule", rule),
            (
                "targets",
                JSONSchema.any([.string(), JSONSchema.list(.string()).with("minItems", .integer(1))]).described(
                    "Models in the order in which they are tried, or the arms of a split: `90%: mini`.")
            ),
        ]
    }

    private static var attribute: JSONSchema {
        let named = Schema.attributeTypes.map(\.name).filter { $0 != "enum" }
        let pattern = "^(\(named.joined(separator: "|")))\\b|^enum\\b"
        let standard = JSONSchema.Property(
            DataKey.Attribute.standard,
            JSONSchema.reference("value").described("What holds where a request does not say it."))
        let type = JSONSchema.string(pattern: pattern).described(
            "One of " + named.map { "`\($0)`" }.joined(separator: ", ") + ".")
        let cases = JSONSchema.list(.reference("name")).with("minItems", .integer(1)).described(
            "The cases of an enumeration.")
        return .any([
            .string(pattern: pattern),
            .object([.init(DataKey.Attribute.type, type, isRequired: true), standard, documentation]),
            .object([.init(DataKey.Attribute.cases, cases, isRequired: true), standard, documentation]),
        ])
    }

    private static var rule: JSONSchema {
        .any([
            .object([
                .init(DataKey.Rule.condition, .reference("condition"), isRequired: true),
                .init(DataKey.Rule.targets, .reference("targets"), isRequired: true), documentation,
            ]),
            .object([.init(DataKey.Rule.otherwise, .reference("targets"), isRequired: true), documentation]),
        ])
    }

    private static var blocks: [(name: String, schema: JSONSchema)] {
        Schema.blocks.filter { $0.kind != .request && $0.kind != .route }.map { spec in
            var properties: [JSONSchema.Property] = []
            if spec.kind == .policy {
                properties.append(
                    .init(DataKey.policyName, JSONSchema.reference("name").described("Name of the policy.")))
            }
            if case .nameAndSubject = spec.naming {
                properties.append(
                    .init(
                        DataKey.subject, JSONSchema.reference("name").described("The policy that it is for."),
                        isRequired: true))
            }
            properties.append(documentation)
            properties += self.properties(spec.fields)
            return (spec.kind.rawValue, JSONSchema.object(properties).described(spec.help))
        }
    }

    private static func properties(_ fields: [FieldSpec]) -> [JSONSchema.Property] {
        fields.map { field in
            var schema = field.type.schema.described(field.help)
            var isRequired = false
            switch field.presence {
            case .required: isRequired = true
            case .optional: break
            case .defaulted(let value): schema = schema.with("default", field.type.standard(value))
            }
            let example = field.type.example
            if !example.isEmpty, !field.type.isText {
                schema = schema.with("examples", .array([JSONNode(.string(example))]))
            }
            return JSONSchema.Property(field.name, schema, isRequired: isRequired)
        }
    }

    fileprivate static func block(_ fields: [FieldSpec]) -> JSONSchema { .object(properties(fields)) }
}

extension FieldType {
    /// What may stand behind the field's key.
    fileprivate var schema: JSONSchema {
        switch self {
        case .text: .reference("text")
        case .flag: .any([.boolean, .string()])
        case .amount(let measure), .span(let measure), .uncertain(let measure): measure.schema
        case .timeRange, .budgetLimit, .perAttribute, .perWindow, .casesByAttribute, .part, .stages, .timeToLive:
            .string()
        case .choice(let alternatives): Self.schema(of: alternatives)
        case .action(let reject, let wait, let route):
            Self.schema(of: Schema.actions(reject: reject, wait: wait, route: route))
        case .name, .attribute: .reference("name")
        case .path: .string(pattern: PolicySchema.pathPattern)
        case .list(let element): .any([element.schema, .list(element.schema)])
        case .condition, .claim, .streamCondition: .reference("condition")
        case .block(let fields): PolicySchema.block(fields)
        case .named(let element): .mapping(element.schema, names: PolicySchema.namePattern)
        case .attributeValues, .attributeFills: .mapping(.reference("value"), names: PolicySchema.namePattern)
        case .state, .uncertainties: .mapping(.reference("value"), names: PolicySchema.pathPattern)
        case .either(let types): .any(types.map(\.schema))
        case .tuple(let types): .tuple(types.map(\.schema))
        case .constant, .fill: .reference("value")
        }
    }

    /// Words alone, so that an editor can offer them, and words with arguments.
    private static func schema(of alternatives: [Alternative]) -> JSONSchema {
        let plain = alternatives.filter { $0.parameters.allSatisfy { $0.isOptional } }.map(\.word)
        let called = alternatives.filter { !$0.parameters.isEmpty || $0.rest != nil || $0.open != nil }.map(\.word)
        var schemas: [JSONSchema] = []
        if !plain.isEmpty { schemas.append(.choice(plain)) }
        if !called.isEmpty {
            schemas.append(.string(pattern: "^(\(called.joined(separator: "|")))\\("))
        }
        return .any(schemas)
    }

    /// The default as it would be written in data.
    fileprivate func standard(_ text: String) -> JSONValue {
        let digits = String(text.filter { $0 != "_" })
        if case .amount(let measure) = self, measure.isPlainNumber, let number = JSONNumber(digits) {
            return .number(number)
        }
        if case .flag = self, text == "true" || text == "false" { return .bool(text == "true") }
        if isText, text.utf8.first == UInt8(ascii: "\""), text.utf8.count > 1 {
            return .string(String(text.dropFirst().dropLast()))
        }
        return .string(text)
    }
}

extension FieldSpec {
    fileprivate var isOptional: Bool {
        if case .required = presence { false } else { true }
    }
}

extension Measure {
    /// Written without a unit.
    fileprivate var isPlainNumber: Bool { dimension == .none && scale == .plain }

    fileprivate var schema: JSONSchema {
        guard isPlainNumber else { return .string() }
        let lowest = minimum.flatMap { $0.whole }.flatMap { Int64(exactly: $0) }
        return .any([.number(isWhole: isWhole, minimum: lowest.map { excludesZero ? max($0, 1) : $0 }), .string()])
    }
}
