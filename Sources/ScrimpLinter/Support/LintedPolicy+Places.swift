import ScrimpDiagnostics
import ScrimpSemantics
import ScrimpSyntax

/// Where parts of a declaration stand, for messages and fixes. Looked up only where a rule has found something.
extension LintedPolicy {
    private func file(at location: SourceLocation) -> FileView? {
        trees.indices.contains(location.source) ? trees[location.source]?.file : nil
    }

    /// The declaration whose name, or title, stands at a place.
    func declaration(at location: SourceLocation) -> DeclarationView? {
        guard let file = file(at: location) else { return nil }
        for case .declaration(let view) in file.items where view.name?.range == location.range { return view }
        return nil
    }

    /// A field of the declaration whose name stands at a place; nil where it is left out.
    func field(_ name: String, ofDeclarationAt location: SourceLocation) -> FieldView? {
        declaration(at: location)?.block?.fields.first { $0.path.count == 1 && $0.path.first?.text == name }
    }

    /// The value of a field, or the declaration's name where the field is left out.
    func place(of field: String, at location: SourceLocation) -> SourceLocation {
        guard let value = self.field(field, ofDeclarationAt: location)?.value else { return location }
        return SourceLocation(value.range, in: location.source)
    }

    /// Where a chain of the route names a model; the whole chain where the name is not found.
    func place(of model: Int, in chain: Chain) -> SourceLocation {
        guard policy.models.indices.contains(model), let file = file(at: chain.location) else { return chain.location }
        let name = policy.models[model].name
        for case .route(let route) in file.items {
            for rule in route.rules {
                guard let targets = rule.targets, let place = Self.place(of: name, in: targets),
                    chain.location.range.start <= place.start, place.end <= chain.location.range.end
                else { continue }
                return SourceLocation(place, in: chain.location.source)
            }
        }
        return chain.location
    }

    private static func place(of name: String, in targets: TargetsView) -> ByteRange? {
        switch targets {
        case .split(let arms): place(of: name, in: arms.map(\.target))
        case .chain(let views): place(of: name, in: views)
        }
    }

    private static func place(of name: String, in targets: [TargetView]) -> ByteRange? {
        for target in targets {
            switch target.kind {
            case .name(let found): if found.text == name { return found.range }
            case .split(let arms): if let place = place(of: name, in: arms.map(\.target)) { return place }
            case .call: break
            }
        }
        return nil
    }
}
