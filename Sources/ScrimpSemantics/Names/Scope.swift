import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

/// Every name of a policy, collected before anything is checked, so that order of declaration does not matter.
struct Scope {
    struct Declared {
        var kind: BlockKind
        var name: String
        /// Place among the declarations of its kind.
        var index: Int
        var view: DeclarationView
        var location: SourceLocation
        var source: Int
    }

    struct DeclaredAttribute {
        var name: String
        var kind: Attribute.Kind
        var view: AttributeView
        var location: SourceLocation
        var source: Int
    }

    struct DeclaredConstant {
        var name: String
        var view: LetView
        var location: SourceLocation
        var source: Int
    }

    /// By kind, in source order.
    var declarations: [BlockKind: [Declared]] = [:]
    var attributes: [DeclaredAttribute] = []
    var attributeIndex: [String: Int] = [:]
    var constants: [DeclaredConstant] = []
    var constantIndex: [String: Int] = [:]
    private var declarationIndex: [Key: Int] = [:]

    private struct Key: Hashable {
        var kind: BlockKind
        var name: String
    }

    func declared(_ kind: BlockKind) -> [Declared] { declarations[kind] ?? [] }

    func find(_ kind: BlockKind, _ name: String) -> Declared? {
        guard let index = declarationIndex[Key(kind: kind, name: name)] else { return nil }
        return declared(kind)[index]
    }

    /// Returns the declaration of the same kind and name where there is one already.
    mutating func declare(_ kind: BlockKind, _ name: String, _ view: DeclarationView, at location: SourceLocation)
        -> Declared?
    {
        let key = Key(kind: kind, name: name)
        if let index = declarationIndex[key] { return declared(kind)[index] }
        let index = declared(kind).count
        declarationIndex[key] = index
        declarations[kind, default: []].append(
            Declared(kind: kind, name: name, index: index, view: view, location: location, source: location.source))
        return nil
    }

    /// A declaration of any kind with that name.
    func findAny(_ name: String) -> Declared? {
        for kind in BlockKind.allCases { if let found = find(kind, name) { return found } }
        return nil
    }

    /// The attribute that declares a case of this name, for messages.
    func attribute(withCase name: String) -> DeclaredAttribute? {
        attributes.first { attribute in
            if case .enumeration(let cases) = attribute.kind { return cases.contains(name) }
            return false
        }
    }
}
