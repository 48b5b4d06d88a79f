/// A schema in the words of JSON Schema 2020-12, as published schemas are put together.
package struct JSONSchema: Sendable {
    package private(set) var members: [JSONMember]

    package init(_ members: [JSONMember] = []) { self.members = members }

    package var value: JSONValue { .object(members) }

    /// With a further keyword; one that is there already stands behind.
    package func with(_ keyword: String, _ value: JSONValue) -> JSONSchema {
        JSONSchema(members + [JSONMember(keyword, value)])
    }

    package func described(_ text: String) -> JSONSchema {
        text.isEmpty ? self : JSONSchema([JSONMember("description", .string(text))] + members)
    }

    /// A whole document.
    ///
    /// - Parameter definitions: what `reference` names.
    package func document(
        title: String, description: String, definitions: [(name: String, schema: JSONSchema)] = []
    ) -> String {
        var all = [
            JSONMember("$schema", .string("https://json-schema.org/draft/2020-12/schema")),
            JSONMember("title", .string(title)), JSONMember("description", .string(description)),
        ]
        all += members
        if !definitions.isEmpty {
            all.append(JSONMember("$defs", .object(definitions.map { JSONMember($0.name, $0.schema.value) })))
        }
        return JSONWriter.text(.object(all), .indented)
    }
}

extension JSONSchema {
    package struct Property: Sendable {
        package var name: String
        package var schema: JSONSchema
        package var isRequired: Bool

        package init(_ name: String, _ schema: JSONSchema, isRequired: Bool = false) {
            self.name = name
            self.schema = schema
            self.isRequired = isRequired
        }
    }

    private static func type(_ name: String) -> JSONSchema { JSONSchema([JSONMember("type", .string(name))]) }

    package static let boolean = type("boolean")

    /// - Parameter pattern: an expression of ECMA-262 that the text holds somewhere.
    package static func string(pattern: String? = nil) -> JSONSchema {
        guard let pattern else { return type("string") }
        return type("string").with("pattern", .string(pattern))
    }

    package static func number(isWhole: Bool = false, minimum: Int64? = nil) -> JSONSchema {
        let plain = type(isWhole ? "integer" : "number")
        return minimum.map { plain.with("minimum", .integer($0)) } ?? plain
    }

    package static func choice(_ words: [String]) -> JSONSchema {
        JSONSchema([JSONMember("enum", .array(words.map { JSONNode(.string($0)) }))])
    }

    package static func reference(_ definition: String) -> JSONSchema {
        JSONSchema([JSONMember("$ref", .string("#/$defs/\(definition)"))])
    }

    /// One of several; alternatives within alternatives are written out.
    package static func any(_ alternatives: [JSONSchema]) -> JSONSchema {
        var all: [JSONSchema] = []
        for alternative in alternatives where !all.contains(where: { $0.value == alternative.value }) {
            all.append(alternative)
        }
        guard all.count > 1 else { return all.first ?? JSONSchema() }
        return JSONSchema([JSONMember("anyOf", .array(all.map { JSONNode($0.value) }))])
    }

    package static func list(_ element: JSONSchema) -> JSONSchema { type("array").with("items", element.value) }

    /// A list of exactly these.
    package static func tuple(_ elements: [JSONSchema]) -> JSONSchema {
        type("array")
            .with("prefixItems", .array(elements.map { JSONNode($0.value) }))
            .with("items", .bool(false))
            .with("minItems", .integer(Int64(elements.count)))
    }

    /// An object of these members and no others.
    package static func object(_ properties: [Property]) -> JSONSchema {
        var result = type("object").with(
            "properties", .object(properties.map { JSONMember($0.name, $0.schema.value) }))
        let required = properties.filter(\.isRequired).map { JSONNode(.string($0.name)) }
        if !required.isEmpty { result = result.with("required", .array(required)) }
        return result.with("additionalProperties", .bool(false))
    }

    /// An object of members of any name.
    ///
    /// - Parameter names: an expression that the names fit.
    package static func mapping(_ element: JSONSchema, names: String? = nil) -> JSONSchema {
        var result = type("object")
        if let names {
            result = result.with("propertyNames", .object([JSONMember("pattern", .string(names))]))
        }
        return result.with("additionalProperties", element.value)
    }
}
