import ScrimpJSON

extension JSONValue {
    /// An object; members whose value is nil are left out.
    static func record(_ members: KeyValuePairs<String, JSONValue?>) -> JSONValue {
        .object(members.compactMap { key, value in value.map { JSONMember(key, $0) } })
    }

    static func list(_ values: [JSONValue]) -> JSONValue { .array(values.map { JSONNode($0) }) }

    static func whole(_ value: Int) -> JSONValue { .integer(Int64(value)) }
}
