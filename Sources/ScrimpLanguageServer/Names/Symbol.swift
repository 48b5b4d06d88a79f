package import ScrimpDiagnostics
package import ScrimpSchema

/// Something that a policy gives a name to.
package enum Symbol: Hashable, Sendable {
    case declaration(BlockKind, String)
    case attribute(String)
    /// A `let`.
    case constant(String)
    case enumerationCase(String, of: String)

    package var name: String {
        switch self {
        case .declaration(_, let name), .attribute(let name), .constant(let name), .enumerationCase(let name, _): name
        }
    }

    /// `model`, `attribute`, `let`, `case of tier`: for people.
    package var kindName: String {
        switch self {
        case .declaration(let kind, _): kind.rawValue
        case .attribute: "attribute"
        case .constant: "let"
        case .enumerationCase(_, let attribute): "case of \(attribute)"
        }
    }
}

/// A place where a name stands.
package struct Occurrence: Sendable {
    package let symbol: Symbol
    package let location: SourceLocation
    package let isDeclaration: Bool
}
