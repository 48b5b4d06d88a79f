import ScrimpJSON

/// The published schema of a catalog file, from the tables of its keys.
package enum CatalogSchema {
    package static var text: String {
        schema(of: CatalogField.file).document(
            title: "Scrimp catalog",
            description:
                "Models, prices, hardware and quantizations, each figure with its source and date. What is not written is not guessed."
        )
    }

    private static func schema(of fields: [CatalogField]) -> JSONSchema {
        .object(
            fields.map { field in
                JSONSchema.Property(
                    field.name, schema(of: field.kind).described(field.help), isRequired: field.isRequired)
            })
    }

    private static let number = "[0-9][0-9_]*(\\.[0-9]+)?"

    private static func schema(of kind: CatalogField.Kind) -> JSONSchema {
        switch kind {
        case .text: .string()
        case .date: .string(pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
        case .truth: .boolean
        case .count: .number(isWhole: true, minimum: 1)
        case .allowance: JSONSchema.number(minimum: 1).with("maximum", .integer(10))
        case .price(let unit):
            .string(pattern: "^\\$\(number) */(\(unit.symbols.joined(separator: "|")))$")
        case .hourPrice: ranged("\\$\(number)/h")
        case .quantity(let base): .string(pattern: "^\(pattern(base))$")
        case .range(let base): ranged(pattern(base))
        case .choice(let words): .choice(words)
        case .several(let kind): .any([schema(of: kind), .list(schema(of: kind))])
        case .mapping(let fields): schema(of: fields)
        // An empty key is null in YAML.
        case .entries(let fields): .any([.mapping(schema(of: fields)), nothing])
        case .list(let fields): .any([.list(schema(of: fields)), nothing])
        }
    }

    private static let nothing = JSONSchema([JSONMember("type", .string("null"))])

    private static func ranged(_ pattern: String) -> JSONSchema {
        .string(pattern: "^\(pattern)( *\\.\\. *\(pattern))?$")
    }

    private static func pattern(_ base: QuantityText.Base) -> String {
        let unit =
            switch base {
            case .count: ""
            case .share: " *%"
            default: " *[A-Za-z0-9]+"
            }
        return number + unit + (base.per.map { "/" + $0 } ?? "")
    }
}

extension PriceUnit {
    /// What may stand behind a price's slash.
    fileprivate var symbols: [String] {
        switch self {
        case .token: ["tok", "ktok", "Mtok"]
        case .request: ["req"]
        case .image: ["image"]
        case .toolCall: ["call"]
        }
    }
}
