import ScrimpJSON

/// What a value of the report for programs looks like: the table behind `Docs/simulate-report.schema.json`.
indirect enum ReportShape: Sendable {
    case text
    case integer
    case bool
    /// Dollars as text, exact to the last pico-dollar.
    case money
    /// A decimal number as text; null where there is none.
    case number
    /// One of a list of texts.
    case choice([String])
    case list(ReportShape)
    case object([Field])
    /// Numbers by a text.
    case counts
    case nullable(ReportShape)
    /// One of the schema's definitions, by its name.
    case definition(String)

    struct Field: Sendable {
        var name: String
        var shape: ReportShape
        var meaning: String
        var isRequired: Bool

        init(_ name: String, _ shape: ReportShape, _ meaning: String, isRequired: Bool = true) {
            self.name = name
            self.shape = shape
            self.meaning = meaning
            self.isRequired = isRequired
        }
    }

    /// In the words of JSON Schema.
    func schema(meaning: String? = nil) -> JSONValue {
        let about = meaning.map { [JSONMember("description", .string($0))] } ?? []
        return .object(about + members)
    }

    private static let decimal = "^-?[0-9]+(\\.[0-9]{1,12})?$"

    private var members: [JSONMember] {
        switch self {
        case .text: [.init("type", .string("string"))]
        case .integer: [.init("type", .string("integer"))]
        case .bool: [.init("type", .string("boolean"))]
        case .money: [.init("type", .string("string")), .init("pattern", .string(Self.decimal))]
        case .number:
            [
                .init("type", .array([JSONNode(.string("string")), JSONNode(.string("null"))])),
                .init("pattern", .string(Self.decimal)),
            ]
        case .choice(let words):
            [
                .init("type", .string("string")),
                .init("enum", .array(words.map { JSONNode(.string($0)) })),
            ]
        case .list(let element): [.init("type", .string("array")), .init("items", element.schema())]
        case .counts:
            [
                .init("type", .string("object")),
                .init("additionalProperties", .object([.init("type", .string("integer"))])),
            ]
        case .object(let fields):
            [
                .init("type", .string("object")),
                .init("required", .array(fields.filter(\.isRequired).map { JSONNode(.string($0.name)) })),
                .init(
                    "properties", .object(fields.map { .init($0.name, $0.shape.schema(meaning: $0.meaning)) })),
                .init("additionalProperties", .bool(false)),
            ]
        case .definition(let name): [.init("$ref", .string("#/$defs/\(name)"))]
        case .nullable(let shape):
            [.init("anyOf", .array([JSONNode(shape.schema()), JSONNode(.object([.init("type", .string("null"))]))]))]
        }
    }
}
