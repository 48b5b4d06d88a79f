import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

/// The checked fields of one block, defaults included.
typealias CheckedFields = [String: Typed<FieldValue>]

extension Checker {
    /// Checks the fields of a declaration. What is wrong is reported and left out; `isComplete` says whether all that is needed
    /// is there.
    mutating func fields(
        of view: DeclarationView, _ spec: BlockSpec, subject: String, source: Int
    ) -> (fields: CheckedFields, isComplete: Bool) {
        let at = SourceLocation(view.name?.range ?? view.title?.range ?? view.kind.range, in: source)
        guard let block = view.block else { return ([:], false) }
        return fields(of: block, spec.fields, subject: subject, at: at, source: source)
    }

    mutating func fields(
        of block: BlockView, _ specs: [FieldSpec], subject: String, at head: SourceLocation, source: Int
    ) -> (fields: CheckedFields, isComplete: Bool) {
        var checked: CheckedFields = [:]
        var isComplete = true
        var seen: [String: SourceLocation] = [:]
        for field in block.fields {
            guard let name = field.path.first else { continue }
            let nameAt = SourceLocation(name.range, in: source)
            guard field.path.count == 1, let spec = specs.first(where: { $0.name == name.text }) else {
                reportUnknownField(field, specs, subject: subject, source: source)
                isComplete = false
                continue
            }
            if let first = seen.updateValue(nameAt, forKey: name.text) {
                report(
                    .duplicateField, "`\(name.text)` is given twice", at: nameAt,
                    labels: [Diagnostic.Label(first, "first here")])
                continue
            }
            guard let value = field.value, let result = self.value(value, spec.type, subject: name.text, source: source)
            else {
                isComplete = false
                continue
            }
            checked[name.text] = Typed(result, at: SourceLocation(value.range, in: source))
        }
        for spec in specs where seen[spec.name] == nil {
            switch spec.presence {
            case .required:
                report(
                    .missingField, "\(subject) has no `\(spec.name)`", at: head,
                    help: "add `\(spec.name): …`: \(Self.uncapitalized(spec.help))")
                isComplete = false
            case .optional:
                break
            case .defaulted(let text):
                if let value = defaultValue(text, spec.type) { checked[spec.name] = Typed(value, at: head, .defaulted) }
            }
        }
        return (checked, isComplete)
    }

    private mutating func reportUnknownField(_ field: FieldView, _ specs: [FieldSpec], subject: String, source: Int) {
        let written = field.path.map(\.text).joined(separator: ".")
        guard let first = field.path.first, let last = field.path.last else { return }
        let range = first.range.union(last.range)
        let close = suggest(written, among: specs.map(\.name))
        let what = Self.kindOfSubject(subject)
        report(
            .unknownField, "\(Self.article(what)) has no field `\(written)`", at: SourceLocation(range, in: source),
            help: close.map { "did you mean `\($0)`?" }
                ?? "the fields are \(specs.map { "`\($0.name)`" }.joined(separator: ", "))",
            fixes: close.map { [Diagnostic.Fix("replace with `\($0)`", [.init(range, $0)], isSafe: false)] } ?? [])
    }

    private static func kindOfSubject(_ subject: String) -> String {
        String(subject.prefix { $0 != " " })
    }

    static func uncapitalized(_ sentence: String) -> String {
        var text = sentence
        if text.last == "." { text.removeLast() }
        guard let first = text.first else { return text }
        return first.lowercased() + text.dropFirst()
    }

    /// The value of a default, which the schema gives as it would be written.
    mutating func defaultValue(_ text: String, _ type: FieldType) -> FieldValue? {
        if let known = parsedDefaults[text] { return known }
        let parsed = parse(SourceText(file: "default", text: "default { value: \(text) }"), sourceIndex: 0)
        guard case .declaration(let view)? = parsed.file.items.first, let field = view.block?.fields.first,
            let written = field.value
        else { return nil }
        let value = self.value(written, type, subject: "value", source: 0)
        parsedDefaults[text] = value
        return value
    }
}
