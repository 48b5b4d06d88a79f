import ScrimpCatalog
import ScrimpSchema
import ScrimpSyntax

/// What may stand where a name stands, by what that name would be.
struct CompletionProposer {
    let context: SyntaxContext
    let analysis: Analysis
    let system: WorkspaceSystem
    /// The word at the caret has its `:` already.
    let isFollowedByColon: Bool

    var declarations: DeclarationTable { analysis.declarations }

    func items() -> [Completion] {
        switch context.role {
        case .file: topLevel
        case .kind: isInDeclaration ? topLevel : []
        case .attributeType: attributeTypes
        case .fieldName(let set): fields(of: set)
        case .fields(let set): fields(of: set)
        case .subject: names(of: .policy)
        case .target: targets
        case .value(let type, let field): values(of: type, field)
        case .fill(let attribute):
            alternatives(Schema.fills) + self.values(ofAttribute: attribute)
        case .suffixName(let type, let isAttributeOnly): suffixNames(type, isAttributeOnly)
        case .expression(let mode, let expected): expressions(mode, expected)
        case .argumentName(let callee): parameters(callee)
        case .rule: keywords(["when", "otherwise"])
        case .route: keywords(["when", "otherwise"])
        case .nothing: fallback
        default: []
        }
    }

    /// Where the tree says nothing, because the parser gave up on what is around the caret.
    private var fallback: [Completion] {
        guard let parent = context.path.dropLast().last else { return topLevel }
        switch parent.role {
        case .file: return topLevel
        case .route, .rule: return keywords(["when", "otherwise"])
        case .request: return []
        case .field(let set), .fields(let set): return fields(of: set)
        default: return []
        }
    }

    private var isInDeclaration: Bool {
        // A kind is proposed where a block begins, not in the midst of one.
        context.path.count <= 3
    }

    // MARK: Blocks

    private var topLevel: [Completion] {
        let blocks = Schema.blocks.map { spec -> Completion in
            let head: String
            switch spec.naming {
            case .name: head = "\(spec.kind.rawValue) ${1:name}"
            case .title: head = "\(spec.kind.rawValue) \"${1:what it says}\""
            case .nameAndSubject:
                head = "\(spec.kind.rawValue) ${1:name} for \(names(of: .policy).first?.label ?? "${2:policy}")"
            case .none: head = spec.kind.rawValue
            }
            return Completion(
                spec.kind.rawValue, .kind, detail: spec.help, markdown: Markdown.block(spec),
                insertion: "\(head) {\n    $0\n}", isSnippet: true)
        }
        return blocks
            + [
                keyword("let", "let ${1:name} = $0"), keyword("use", "use \"$0\""), keyword("import", "import \"$0\""),
            ].compactMap { $0 }
    }

    private func keyword(_ word: String, _ snippet: String) -> Completion? {
        Schema.keywordMeanings.first { $0.text == word }.map {
            Completion(word, .keyword, detail: $0.help, insertion: snippet, isSnippet: true)
        }
    }

    private func keywords(_ words: [String]) -> [Completion] {
        words.compactMap { word in
            Schema.keywordMeanings.first { $0.text == word }.map { Completion(word, .keyword, detail: $0.help) }
        }
    }

    private func fields(of set: FieldSet) -> [Completion] {
        let given = context.givenFields
        func field(_ name: String, _ kind: Completion.Kind, _ detail: String, _ markdown: String) -> Completion? {
            guard !given.contains(name) else { return nil }
            return Completion(
                name, kind, detail: detail, markdown: markdown, insertion: isFollowedByColon ? name : "\(name): ")
        }
        switch set {
        case .specs(let specs):
            return specs.compactMap { field($0.name, .field, $0.type.words, Markdown.field($0)) }
        case .models: return declarations.names(of: .model).compactMap { field($0, .name, "model", "") }
        case .constants: return declarations.constants.keys.sorted().compactMap { field($0, .constant, "let", "") }
        case .attributeValues, .attributeFills:
            return attributes().compactMap { field($0.label, .attribute, $0.detail, "") }
        case .state:
            let parts: [(BlockKind, String)] = [
                (.rollout, "share of the keys"), (.budget, "share that is filled"), (.switch, "whether it is thrown"),
                (.pool, "whether it runs"),
            ]
            let named = parts.flatMap { kind, meaning in
                declarations.names(of: kind).map { ("\(kind.rawValue).\($0)", meaning) }
            }
            return ([("time", "the time of day"), ("weekday", "the day of the week")] + named).compactMap {
                field($0.0, .field, $0.1, "")
            }
        case .uncertainties, .named, .unknown: return []
        }
    }

    private var attributeTypes: [Completion] {
        Schema.attributeTypes.map { type in
            Completion(
                type.name, .value, detail: type.help, markdown: Markdown.attributeType(type),
                insertion: type.name == "enum" ? "enum { $0 }" : type.name, isSnippet: type.name == "enum")
        }
    }

    // MARK: Names

    private func names(of kind: BlockKind) -> [Completion] {
        declarations.names(of: kind).map { Completion($0, .name, detail: kind.rawValue) }
    }

    private func attributes() -> [Completion] {
        declarations.order.compactMap { symbol in
            guard case .attribute(let name) = symbol else { return nil }
            return Completion(
                name, .attribute, detail: declarations.attributes[name]?.typeName ?? "attribute",
                markdown: declarations.entries[symbol]?.documentation ?? "")
        }
    }

    private func constants() -> [Completion] {
        declarations.order.compactMap { symbol in
            guard case .constant(let name) = symbol else { return nil }
            return Completion(name, .constant, detail: declarations.constants[name] ?? "let")
        }
    }

    private var targets: [Completion] {
        names(of: .model)
            + [Completion("split", .function, insertion: "split(${1:90}%: $2, ${3:10}%: $0)", isSnippet: true)]
    }

    private func suffixNames(_ type: FieldType, _ isAttributeOnly: Bool) -> [Completion] {
        let windows = Schema.windows.map { Completion($0.text, .keyword, detail: $0.help) }
        if isAttributeOnly { return attributes() }
        switch type {
        case .perAttribute: return attributes()
        case .perWindow: return windows
        default:
            return attributes() + windows.filter { declarations.attributes[$0.label] == nil }
        }
    }

    private func values(ofAttribute name: String) -> [Completion] {
        guard let attribute = declarations.attributes[name] else { return [] }
        if attribute.typeName == "bool" { return keywords(["true", "false"]) }
        return attribute.cases.map { Completion($0, .enumerationCase, detail: name) }
    }

    // MARK: Values

    private func alternatives(_ alternatives: [Alternative]) -> [Completion] {
        alternatives.map { alternative in
            let markdown = Markdown.alternative(alternative)
            guard alternative.takesArguments else {
                return Completion(alternative.word, .value, detail: alternative.help, markdown: markdown)
            }
            let needed = alternative.parameters.enumerated().filter { index, parameter in
                if case .required = parameter.presence { return true }
                return index < alternative.positional
            }
            let arguments = needed.enumerated().map { stop, entry in
                let name = entry.element.name
                return entry.offset < alternative.positional
                    ? "${\(stop + 1):\(name)}" : "\(name): $\(stop + 1)"
            }
            return Completion(
                alternative.word, .function, detail: alternative.help, markdown: markdown,
                insertion: "\(alternative.word)(\(arguments.isEmpty ? "$0" : arguments.joined(separator: ", ")))",
                isSnippet: true)
        }
    }

    private func values(of type: FieldType, _ field: FieldSpec?) -> [Completion] {
        var items = alternatives(type.alternatives)
        for kind in type.namedKinds { items += names(of: kind) }
        if type.takesAttribute { items += attributes() }
        switch type {
        case .flag: items += keywords(["true", "false"])
        case .text:
            guard let text = CatalogText(field: field?.name) else { break }
            items += text.names(in: analysis, system).map {
                Completion(
                    "\"\($0)\"", .text, markdown: text.markdown(of: $0, in: analysis.catalog) ?? "",
                    insertion: "\"\($0)\"")
            }
        case .block: items.append(Completion("{ }", .value, insertion: "{ $0 }", isSnippet: true))
        default: break
        }
        if !type.measures.isEmpty { items += constants() }
        return items
    }

    private func expressions(_ mode: SyntaxRole.Mode, _ expected: SyntaxRole.Expected) -> [Completion] {
        var items: [Completion] = []
        switch expected {
        case .value(let attribute): items += values(ofAttribute: attribute)
        case .weekday: items += alternatives(Schema.weekdays)
        default: break
        }
        guard mode != .constant else { return items + constants() }
        if mode != .stream { items += attributes() }
        items += constants()
        if case .condition = expected { items += keywords(["not", "true", "false"]) }
        items += Schema.functions.filter { $0.place == .conditions || mode == .claim }.map(function)
        return items
    }

    private func function(_ function: FunctionSpec) -> Completion {
        let arguments = function.parameters.filter { !$0.isOptional }.enumerated().map { index, parameter in
            index < function.positional ? "${\(index + 1):\(parameter.name)}" : "\(parameter.name): $\(index + 1)"
        }
        return Completion(
            function.name, .function, detail: function.signature, markdown: Markdown.function(function),
            insertion: function.isPlainWord ? function.name : "\(function.name)(\(arguments.joined(separator: ", ")))",
            isSnippet: !function.isPlainWord)
    }

    private func parameters(_ callee: Callee) -> [Completion] {
        let given = context.call?.given ?? []
        let named: [(String, String)]
        switch callee {
        case .function(let function):
            named = function.parameters.dropFirst(function.positional).map { ($0.name, $0.help) }
        case .alternative(let alternative), .fill(let alternative, _):
            named = alternative.parameters.dropFirst(alternative.positional).map { ($0.name, $0.help) }
        case .unknown: named = []
        }
        return named.filter { !given.contains($0.0) }.map { name, help in
            Completion(name, .field, detail: help, insertion: isFollowedByColon ? name : "\(name): ")
        }
    }
}

extension CompletionProposer {
    /// Inside a call the names of further parameters may stand as well as a value.
    func itemsWithParameters() -> [Completion] {
        guard let call = context.call, context.path.last.map({ !isArgumentName($0.role) }) ?? true else {
            return items()
        }
        return items() + parameters(call.callee)
    }

    private func isArgumentName(_ role: SyntaxRole) -> Bool {
        if case .argumentName = role { return true }
        return false
    }
}
