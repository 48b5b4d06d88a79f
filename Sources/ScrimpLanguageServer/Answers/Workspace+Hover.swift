import ScrimpCatalog
package import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSemantics
import ScrimpSyntax

/// What is known of the thing at a place.
package struct Hover: Sendable {
    package let range: ByteRange
    package let markdown: String
}

extension Workspace {
    /// Nil where nothing stands that the tables know.
    package mutating func hover(_ path: String, offset: Int) -> Hover? {
        guard let place = place(path, offset: offset), !place.context.isInComment else { return nil }
        if let resolved = place.resolved, let text = markdown(of: resolved.symbol, place) {
            return Hover(range: resolved.name.range, markdown: text)
        }
        guard let text = place.context.markdown(catalog: place.analysis.catalog) else { return nil }
        return Hover(range: place.context.tokenRange, markdown: text)
    }

    /// What a policy says of a name; nil where nothing declares it.
    private mutating func markdown(of symbol: Symbol, _ place: Place) -> String? {
        let analysis = place.analysis
        guard let entry = analysis.declarations.entries[symbol] else { return nil }
        switch symbol {
        case .declaration(let kind, let name):
            let shown = Self.shortened(analysis.sources[entry.extent.source].text(in: entry.extent.range))
            var about: String?
            if kind == .model, let identity = analysis.text(ofField: "from", in: symbol) {
                let tier = policy(ofPath: place.path)?.policy.models.first { $0.name == name }?.tier
                about = analysis.catalog.model(identity).map { Markdown.model($0, tier: tier) }
            }
            if kind == .pool, let gpu = analysis.text(ofField: "gpu", in: symbol) {
                about = analysis.catalog.gpu(gpu).map { Markdown.gpu($0) }
            }
            return Markdown.paragraphs([Markdown.code(shown), entry.documentation, about])
        case .attribute(let name):
            guard let attribute = analysis.declarations.attributes[name] else { return nil }
            let shown = analysis.sources[entry.extent.source].text(in: entry.extent.range)
            let type = attribute.typeName.flatMap { Schema.attributeType(named: $0)?.help }
            return Markdown.paragraphs([
                Markdown.code(shown), entry.documentation, Schema.role(named: name)?.help, type,
                attribute.defaultText.map { "Default: `\($0)`." },
            ])
        case .constant(let name):
            let shown = Self.shortened(analysis.sources[entry.extent.source].text(in: entry.extent.range))
            let type = constantType(name, place.path).map { "Is \($0)." }
            return Markdown.paragraphs([Markdown.code(shown), type, entry.documentation])
        case .enumerationCase(let name, let attribute):
            let cases = analysis.declarations.attributes[attribute]?.cases ?? []
            return "**\(name)**: a case of `\(attribute)`, which has " + cases.map { "`\($0)`" }.joined(separator: ", ")
        }
    }

    /// What the value of a `let` is, by the policy as it is or as it last was.
    mutating func constantType(_ name: String, _ path: String) -> String? {
        guard let policy = policy(ofPath: path)?.policy else { return nil }
        return policy.constants.first { $0.name == name }.map { $0.expression.type.words(in: policy) }
    }

    private static func shortened(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count > 12 else { return text }
        return lines.prefix(12).joined(separator: "\n") + "\n    …"
    }
}

extension ValueType {
    /// The type as a phrase: `a duration`, `a condition`.
    func words(in policy: Policy) -> String {
        switch self {
        case .boolean: return "a condition"
        case .text: return "a text"
        case .enumeration(let index):
            guard policy.attributes.indices.contains(index) else { return "a case" }
            return "a case of `\(policy.attributes[index].name)`"
        case .quantity(let kind): return kind.description
        case .timeOfDay: return "a time of day"
        case .weekday: return "a weekday"
        }
    }
}

extension Analysis {
    /// The text that a declaration gives for a field; nil where it gives none.
    func text(ofField field: String, in symbol: Symbol) -> String? {
        guard let entry = declarations.entries[symbol], let tree = checked.trees[entry.extent.source] else {
            return nil
        }
        for case .declaration(let view) in tree.file.items where view.range == entry.extent.range {
            for given in view.block?.fields ?? [] where given.path.first?.text == field {
                guard case .amount(let amount)? = given.value, case .string(let literal) = amount.expression.kind else {
                    return nil
                }
                return literal.value
            }
        }
        return nil
    }
}

extension SyntaxContext {
    /// What the tables say of the word, the unit or the text at the place.
    fileprivate func markdown(catalog: Catalog) -> String? {
        if tokenKind.isReservedWord {
            let word = tree.text(ofToken: token)
            return Schema.keywordMeanings.first { $0.text == word }.map { Markdown.word($0) }
        }
        switch tokenKind {
        case .quantity, .money: return unitMarkdown
        case .string: return textMarkdown(catalog)
        case .name, .field: return wordMarkdown
        default: return nil
        }
    }

    private var unitMarkdown: String? {
        let text = tree.text(ofToken: token)
        let units = text.drop { !$0.isLetter }.split(separator: "/").compactMap { Unit.named($0.utf8) }
        return units.isEmpty ? nil : units.map { Markdown.unit($0) }.joined(separator: "\n\n")
    }

    private func textMarkdown(_ catalog: Catalog) -> String? {
        guard let kind = CatalogText(self), let literal = tree.stringLiteral(ofToken: token) else { return nil }
        return kind.markdown(of: literal.value, in: catalog)
    }

    private var wordMarkdown: String? {
        let word = tree.text(ofToken: token)
        switch role {
        case .kind: return Schema.block(named: word).map { Markdown.block($0) }
        case .attributeType, .enumeration: return Schema.attributeType(named: word).map { Markdown.attributeType($0) }
        case .fieldName(let set): return set.spec(word).map { Markdown.field($0) }
        case .argumentName(let callee): return Self.markdown(ofArgument: word, callee)
        case .suffixName: return Schema.windows.first { $0.text == word }.map { Markdown.word($0) }
        case .value(let type, _):
            if let alternative = type.alternatives.first(where: { $0.word == word }) {
                return Markdown.alternative(alternative)
            }
            return Schema.function(named: word).map { Markdown.function($0) }
        case .fill: return Schema.fills.first { $0.word == word }.map { Markdown.alternative($0) }
        case .expression(_, let expected):
            if case .weekday = expected, let day = Schema.weekdays.first(where: { $0.word == word }) {
                return Markdown.alternative(day)
            }
            return Schema.function(named: word).map { Markdown.function($0) }
        default: return nil
        }
    }

    private static func markdown(ofArgument name: String, _ callee: Callee) -> String? {
        switch callee {
        case .function(let function):
            function.parameters.first { $0.name == name }.map { Markdown.parameter($0) }
        case .alternative(let alternative), .fill(let alternative, _):
            alternative.parameters.first { $0.name == name }.map { Markdown.field($0) }
        case .unknown: nil
        }
    }
}
