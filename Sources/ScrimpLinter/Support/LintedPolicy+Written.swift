import ScrimpDiagnostics
import ScrimpSemantics
import ScrimpSyntax

/// How a declaration is written. Looked up only where a rule has found something.
extension LintedPolicy {
    /// What a field of the declaration whose name stands at a place is given; nil where the field is left out.
    func written(_ field: String, at location: SourceLocation) -> ValueView? {
        writtenField(field, at: location)?.value
    }

    /// A field of the declaration whose name stands at a place, with its word; nil where it is left out.
    func writtenField(_ field: String, at location: SourceLocation) -> FieldView? {
        guard trees.indices.contains(location.source), let file = trees[location.source]?.file else { return nil }
        for case .declaration(let view) in file.items where view.name?.range == location.range {
            return view.block?.fields.first { $0.path.map(\.text) == [field] }
        }
        return nil
    }
}
