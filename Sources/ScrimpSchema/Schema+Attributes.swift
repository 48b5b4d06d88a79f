/// A type that an attribute of a request can have.
package struct AttributeTypeSpec: Sendable {
    /// As written in the request block.
    package let name: String
    /// What its constants are measured in; nil for types that are no numbers.
    package let measure: Measure?
    package let help: String
    /// A constant of it, as written.
    package let example: String

    package init(_ name: String, _ measure: Measure?, help: String, example: String) {
        self.name = name
        self.measure = measure
        self.help = help
        self.example = example
    }
}

/// An attribute whose name has a meaning: it prices a call or bounds it.
package struct RoleSpec: Sendable {
    package let name: String
    /// The name of the type that it must have.
    package let type: String
    package let help: String

    package init(_ name: String, _ type: String, help: String) {
        self.name = name
        self.type = type
        self.help = help
    }
}

extension Schema {
    package static let attributeTypes = [
        AttributeTypeSpec("string", nil, help: "A text, compared as a whole.", example: "\"acme\""),
        AttributeTypeSpec("bool", nil, help: "True or false.", example: "true"),
        AttributeTypeSpec("int", .integer, help: "A whole number, which may be negative.", example: "-3"),
        AttributeTypeSpec("ratio", .ratio, help: "A share from 0% to 100%.", example: "35%"),
        AttributeTypeSpec("money", .money, help: "An amount of money.", example: "$0.25"),
        AttributeTypeSpec("tokens", .tokens, help: "A number of tokens.", example: "2 ktok"),
        AttributeTypeSpec("count", .count, help: "A whole number that is not negative.", example: "32"),
        AttributeTypeSpec("duration", .duration, help: "A length of time.", example: "30 s"),
        AttributeTypeSpec("bytes", .bytes, help: "An amount of data.", example: "64 KiB"),
        AttributeTypeSpec(
            "enum", nil, help: "One of the cases that are listed; they have no order.",
            example: "enum { free, plus, premium }"),
    ]

    package static func attributeType(named name: String) -> AttributeTypeSpec? {
        attributeTypes.first { $0.name == name }
    }

    package static let roles = [
        RoleSpec("prompt", "tokens", help: "Tokens of the prompt, those in the prefix cache included."),
        RoleSpec(
            "cached_prefix", "tokens", help: "Tokens of the prompt that the provider's prefix cache may already hold."),
        RoleSpec(
            "max_output", "tokens", help: "The most tokens that the answer may have, visible and reasoning together."),
        RoleSpec("images", "count", help: "Images in the request, priced each."),
        RoleSpec("audio", "tokens", help: "Tokens of audio in the request, priced apart from the prompt."),
        RoleSpec("tool_calls", "count", help: "The most calls of the provider's tools, priced each."),
        RoleSpec("deadline", "duration", help: "How long the answer may take; left out, `policy.deadline`."),
    ]

    package static func role(named name: String) -> RoleSpec? {
        roles.first { $0.name == name }
    }
}
