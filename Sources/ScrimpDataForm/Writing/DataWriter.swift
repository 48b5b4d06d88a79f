import ScrimpDiagnostics
import ScrimpJSON
import ScrimpSchema
import ScrimpSyntax

/// Reads the views of a text that has no syntax errors into data.
struct DataWriter {
    /// Blocks and lists inside each other that every reader of the data takes.
    static let deepest = 100

    let tree: SyntaxTree
    let sourceIndex: Int
    private(set) var diagnostics: [Diagnostic] = []
    private var sections: [(key: DataKey, members: [JSONMember], elements: [JSONNode])] = []
    private var sectionIndex: [DataKey: Int] = [:]
    private var names: [DataKey: Set<[UInt8]>] = [:]
    private var documentation: [JSONMember] = []
    private var commentsKept = 0

    init(tree: SyntaxTree, sourceIndex: Int) {
        self.tree = tree
        self.sourceIndex = sourceIndex
    }

    var commentsLeftOut: Int {
        let all = tree.tokens.count { $0.kind == .comment || $0.kind == .documentation }
        return max(0, all - commentsKept)
    }

    mutating func run(_ file: FileView) -> JSONValue {
        for item in file.items {
            switch item {
            case .use(let view):
                let path = JSONNode(.string(view.path?.value ?? ""))
                add(view.isImport ? .imports : .uses) { $0.elements.append(path) }
            case .constant(let view): add(view)
            case .request(let view): add(view)
            case .route(let view): add(view)
            case .declaration(let view): add(view)
            }
        }
        var members = [JSONMember(DataKey.language.text, .integer(1))]
        for section in sections {
            let holdsElements: Bool =
                switch section.key {
                case .uses, .imports, .block(.route): true
                default: false
                }
            // The documentation of a block stands before it.
            members.append(
                JSONMember(section.key.text, holdsElements ? .array(section.elements) : .object(section.members)))
        }
        if !documentation.isEmpty { members.append(JSONMember(DataKey.documentation.text, .object(documentation))) }
        return .object(members)
    }

    private mutating func add(
        _ key: DataKey, _ change: (inout (key: DataKey, members: [JSONMember], elements: [JSONNode])) -> Void
    ) {
        let index = sectionIndex[key] ?? sections.count
        if index == sections.count {
            sections.append((key, [], []))
            sectionIndex[key] = index
        }
        change(&sections[index])
    }

    mutating func report(
        _ code: DiagnosticCode, _ message: String, at range: ByteRange, help: String? = nil
    ) {
        diagnostics.append(Diagnostic(code, message, at: SourceLocation(range, in: sourceIndex), help: help))
    }

    /// The `doc` of something, as a member; none where it has no documentation.
    private mutating func documentationMember(_ text: String?) -> [JSONMember] {
        guard let text else { return [] }
        commentsKept += text.utf8.count { $0 == UInt8(ascii: "\n") } + 1
        return [JSONMember(DataKey.ownDocumentation, .string(text))]
    }

    private mutating func keepDocumentation(_ text: String?, of kind: BlockKind) {
        guard let member = documentationMember(text).first else { return }
        documentation.append(JSONMember(kind.dataKey, member.value.value))
    }
}

// MARK: - Items

extension DataWriter {
    private mutating func add(_ view: LetView) {
        guard let name = view.name, let value = view.value else {
            return report(.unfitForData, "a constant without a name or a value", at: view.range)
        }
        var written = expression(value, nil, depth: 0)
        let about = documentationMember(view.documentation)
        if !about.isEmpty { written = .object([JSONMember(DataKey.Constant.value, written)] + about) }
        addNamed(.constants, name.text, written, at: name.range)
    }

    private mutating func add(_ view: RequestView) {
        guard isFirst(.request, at: view.range) else { return }
        keepDocumentation(view.documentation, of: .request)
        add(.block(.request)) { _ in }
        for attribute in view.attributes {
            addNamed(
                .block(.request), attribute.name.text, self.attribute(attribute), at: attribute.name.range)
        }
    }

    private mutating func attribute(_ view: AttributeView) -> JSONValue {
        var members: [JSONMember] = []
        switch view.type {
        case .named(let name): members.append(JSONMember(DataKey.Attribute.type, .string(name.text)))
        case .enumeration(let cases, _):
            let names = cases.map { JSONNode(.string($0.text)) }
            members.append(JSONMember(DataKey.Attribute.cases, .array(names)))
        case nil: report(.unfitForData, "an attribute without a type", at: view.range)
        }
        if let value = view.defaultValue {
            members.append(JSONMember(DataKey.Attribute.standard, expression(value, nil, depth: 0)))
        }
        members += documentationMember(view.comment)
        if members.count == 1, case .named(let name) = view.type { return .string(name.text) }
        return .object(members)
    }

    private mutating func add(_ view: RouteView) {
        guard isFirst(.route, at: view.range) else { return }
        keepDocumentation(view.documentation, of: .route)
        add(.block(.route)) { _ in }
        for rule in view.rules {
            var members: [JSONMember] = []
            if let condition = rule.condition {
                members.append(JSONMember(DataKey.Rule.condition, expression(condition, nil, depth: 0)))
            }
            let targets: [JSONNode] =
                switch rule.targets {
                case .chain(let targets): targets.map { JSONNode(.string(tree.oneLine($0.node))) }
                case .split(let arms): arms.map { JSONNode(.string(tree.oneLine($0.node))) }
                case nil: []
                }
            members.append(
                JSONMember(rule.isOtherwise ? DataKey.Rule.otherwise : DataKey.Rule.targets, .array(targets)))
            members += documentationMember(rule.documentation)
            add(.block(.route)) { $0.elements.append(JSONNode(.object(members))) }
        }
    }

    private mutating func add(_ view: DeclarationView) {
        guard let kind = BlockKind(rawValue: view.kind.text), kind != .request, kind != .route else {
            let close = suggestedByDistance(view.kind.text, among: BlockKind.allCases.map(\.rawValue))
            return report(
                .unknownKind, "there is no kind `\(view.kind.text)`", at: view.kind.range,
                help: close.map { "did you mean `\($0)`?" })
        }
        let spec = Schema.block(kind)
        var members: [JSONMember] = []
        if kind == .policy, let name = view.name {
            members.append(JSONMember(DataKey.policyName, .string(name.text)))
        }
        members += documentationMember(view.documentation)
        if let subject = view.subject { members.append(JSONMember(DataKey.subject, .string(subject.text))) }
        if let block = view.block {
            members += fields(of: block, known: spec.fields, depth: 1) { name in spec.field(name)?.type }
        }
        if kind.isSingleInData {
            guard isFirst(kind, at: view.kind.range) else { return }
            if kind != .policy, let name = view.name?.range ?? view.title?.range {
                return report(.unwantedName, "`\(kind.rawValue)` has no name", at: name, help: "remove it")
            }
            return add(.block(kind)) { $0.members = members }
        }
        switch spec.naming {
        case .title:
            guard let title = view.title else {
                return report(.unfitForData, "`\(kind.rawValue)` has no title in quotes", at: view.kind.range)
            }
            addNamed(.block(kind), title.value, .object(members), at: title.range)
        case .name, .nameAndSubject, .none:
            guard let name = view.name else {
                return report(.unfitForData, "`\(kind.rawValue)` has no name", at: view.kind.range)
            }
            addNamed(.block(kind), name.text, .object(members), at: name.range)
        }
    }

    private mutating func isFirst(_ kind: BlockKind, at range: ByteRange) -> Bool {
        guard sectionIndex[.block(kind)] != nil else { return true }
        report(.repeatedBlock, "there are two `\(kind.rawValue)` blocks", at: range, help: "join them")
        return false
    }

    private mutating func addNamed(_ key: DataKey, _ name: String, _ value: JSONValue, at range: ByteRange) {
        add(key) { $0.members.append(JSONMember(name, value)) }
        guard names[key, default: []].insert(Array(name.utf8)).inserted else {
            return report(
                .unfitForData, "`\(name)` stands twice among the `\(key.text)`", at: range,
                help: "rename or remove one of them")
        }
    }
}

// MARK: - Values

extension DataWriter {
    /// - Parameter known: all fields that the block may have, nil for any.
    private mutating func fields(
        of block: BlockView, known: [FieldSpec]?, depth: Int, type: (String) -> FieldType?
    ) -> [JSONMember] {
        guard depth < Self.deepest else {
            report(.dataNestingTooDeep, "blocks nest more than \(Self.deepest) levels deep", at: block.range)
            return []
        }
        var members: [JSONMember] = []
        for field in block.fields {
            let name = field.path.map(\.text).joined(separator: ".")
            guard let value = field.value else { continue }
            if members.contains(where: { $0.key == name }) {
                report(.duplicateField, "`\(name)` is given twice", at: field.range, help: "keep one of the two")
            }
            if let known, !known.contains(where: { $0.name == name }) {
                let close = suggestedByDistance(name, among: known.map(\.name))
                report(
                    .unknownField, "there is no field `\(name)` here", at: field.range,
                    help: close.map { "did you mean `\($0)`?" })
            }
            let type = type(name)
            switch value {
            case .block(let inner):
                let inside = fields(of: inner, known: type?.fields, depth: depth + 1) { type?.field($0) }
                members.append(JSONMember(name, .object(inside)))
            case .amount(let amount):
                members.append(JSONMember(name, self.amount(amount, type, depth: depth + 1)))
            }
        }
        return members
    }

    private mutating func amount(_ view: AmountView, _ type: FieldType?, depth: Int) -> JSONValue {
        view.suffixes.isEmpty ? expression(view.expression, type, depth: depth) : plain(view.node, type)
    }

    /// Texts, numbers, truth values and lists as themselves; everything else as it is written.
    private mutating func expression(_ view: ExpressionView, _ type: FieldType?, depth: Int) -> JSONValue {
        switch view.kind {
        case .string(let text) where type?.isText == true: return .string(text.value)
        case .boolean(let value) where type?.isText != true: return .bool(value)
        case .number where type?.isText != true:
            let text = tree.oneLine(view.node)
            return JSONNumber(text).map { .number($0) } ?? .string(text)
        case .list(let elements):
            guard depth < Self.deepest else {
                report(.dataNestingTooDeep, "lists nest more than \(Self.deepest) levels deep", at: view.range)
                return .null
            }
            var result: [JSONNode] = []
            for (index, element) in elements.enumerated() {
                result.append(JSONNode(amount(element, type?.element(index), depth: depth + 1)))
            }
            return .array(result)
        default: return plain(view.node, type)
        }
    }

    private func plain(_ node: Int, _ type: FieldType?) -> JSONValue {
        let text = JSONValue.string(tree.oneLine(node))
        return type?.isText == true ? .object([JSONMember(DataKey.expression, text)]) : text
    }
}
