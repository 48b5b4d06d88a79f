package import ScrimpDiagnostics

/// A value of a JSON or YAML document and where it stands in the text.
package struct JSONNode: Sendable {
    package var value: JSONValue
    package var range: ByteRange

    package init(_ value: JSONValue, range: ByteRange = .none) {
        self.value = value
        self.range = range
    }
}

/// What a document holds. Members keep the order in which they are written.
package indirect enum JSONValue: Sendable {
    case null
    case bool(Bool)
    case number(JSONNumber)
    case string(String)
    case array([JSONNode])
    case object([JSONMember])
}

/// One `"key": value` of an object.
package struct JSONMember: Sendable {
    package var key: String
    package var keyRange: ByteRange
    package var value: JSONNode

    package init(_ key: String, keyRange: ByteRange = .none, _ value: JSONNode) {
        self.key = key
        self.keyRange = keyRange
        self.value = value
    }

    package init(_ key: String, _ value: JSONValue) { self.init(key, JSONNode(value)) }
}

extension JSONNode {
    /// The member of that name; nil where there is none or the value is no object. Looks at the members one by one.
    package subscript(key: String) -> JSONNode? {
        guard case .object(let members) = value else { return nil }
        return members.first { $0.key == key }?.value
    }

    /// The members of an object, nil for any other value.
    package var members: [JSONMember]? {
        if case .object(let members) = value { members } else { nil }
    }

    /// The elements of an array, nil for any other value.
    package var elements: [JSONNode]? {
        if case .array(let elements) = value { elements } else { nil }
    }

    /// The text of a string, nil for any other value.
    package var text: String? {
        if case .string(let text) = value { text } else { nil }
    }

    package var number: JSONNumber? {
        if case .number(let number) = value { number } else { nil }
    }

    package var bool: Bool? {
        if case .bool(let bool) = value { bool } else { nil }
    }

    package var isNull: Bool {
        if case .null = value { true } else { false }
    }
}

extension JSONValue {
    package static func integer(_ value: Int64) -> JSONValue { .number(JSONNumber(value)) }

    /// For messages: `a string`, `an object`.
    package var kindName: String {
        switch self {
        case .null: "null"
        case .bool: "true or false"
        case .number: "a number"
        case .string: "a string"
        case .array: "a list"
        case .object: "an object"
        }
    }
}

/// Equality is of the documents' content: places do not count, the order of members does, and numbers are compared
/// as they are written.
extension JSONValue: Equatable {
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        switch (left, right) {
        case (.null, .null): true
        case (.bool(let a), .bool(let b)): a == b
        case (.number(let a), .number(let b)): a.text == b.text
        case (.string(let a), .string(let b)): a.utf8.elementsEqual(b.utf8)
        case (.array(let a), .array(let b)): a.elementsEqual(b) { $0.value == $1.value }
        case (.object(let a), .object(let b)):
            a.elementsEqual(b) { $0.key.utf8.elementsEqual($1.key.utf8) && $0.value.value == $1.value.value }
        default: false
        }
    }
}
