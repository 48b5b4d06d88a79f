import ScrimpDiagnostics
import ScrimpJSON
import ScrimpSchema
import ScrimpSyntax

extension DataReader {
    /// A block that a policy has once, under the name of its kind.
    mutating func readSingle(_ kind: BlockKind, _ member: JSONMember) {
        guard let members = member.value.members else {
            return reportKind(member.value, "`\(kind.dataKey)`", holds: "an object of fields")
        }
        var head = PlacedText()
        head.add(kind.rawValue, from: member.keyRange)
        if kind == .policy, let name = member.value[DataKey.policyName] {
            guard let text = name.text else {
                return reportKind(name, "`\(DataKey.policyName)`", holds: "the name of the policy")
            }
            guard checkName(text, at: name.range) else { return }
            head.add(" ")
            head.add(text, from: name.range)
        }
        let fields = kind == .policy ? members.filter { $0.key != DataKey.policyName } : members
        readBlock(kind, head, fields, alwaysInLines: kind == .policy)
    }

    /// A declaration of a group, under its name.
    mutating func readDeclaration(_ kind: BlockKind, _ member: JSONMember, isTitled: Bool) {
        guard let members = member.value.members else {
            return reportKind(member.value, "`\(member.key)`", holds: "an object of fields")
        }
        var head = PlacedText()
        head.add(kind.rawValue + " ")
        head.add(isTitled ? DataName.literal(member.key) : member.key, from: member.keyRange)
        var fields = members
        if case .nameAndSubject = Schema.block(kind).naming {
            fields.removeAll { $0.key == DataKey.subject }
            if let subject = member.value[DataKey.subject] {
                guard let text = subject.text, checkName(text, at: subject.range) else {
                    if subject.text == nil {
                        reportKind(subject, "`\(DataKey.subject)`", holds: "the name of a policy")
                    }
                    return
                }
                head.add(" for ")
                head.add(text, from: subject.range)
            }
        }
        readBlock(kind, head, fields)
    }

    private mutating func readBlock(
        _ kind: BlockKind, _ head: PlacedText, _ members: [JSONMember], alwaysInLines: Bool = false
    ) {
        let spec = Schema.block(kind)
        let about = members.first { $0.key == DataKey.ownDocumentation }?.value
        var item = documentationLines(about)
        let inner = members.filter { $0.key != DataKey.ownDocumentation }
        guard
            let fields = fields(
                inner, known: spec.fields, of: "`\(kind.rawValue)`", type: { spec.field($0)?.type })
        else { return }
        var line = head
        line.add(" ")
        line.add(joined(fields))
        let isOneLine =
            fields.isEmpty || !alwaysInLines && fields.count <= Self.mostFieldsOnLine && line.width <= Self.widestLine
        if isOneLine {
            item.add(line)
        } else {
            item.add(head)
            item.add(" {\n")
            for field in fields {
                item.add("    ")
                item.add(field)
                item.add("\n")
            }
            item.add("}")
        }
        add(item, .block(kind), isOneLine: isOneLine && about == nil)
    }

    /// `easy: "task == faq"`, or an object with its `value` and `doc`.
    mutating func readConstant(_ member: JSONMember) {
        var node = member.value
        var item = PlacedText()
        var isDocumented = false
        if let members = node.members {
            checkKeys(members, DataKey.Constant.all, of: "a constant")
            guard let value = node[DataKey.Constant.value] else {
                return report(
                    .wrongDataValue, "`\(member.key)` has no `\(DataKey.Constant.value)`", at: node.range,
                    help: "write its expression, in quotes")
            }
            if let about = node[DataKey.ownDocumentation] {
                item.add(documentationLines(about))
                isDocumented = true
            }
            node = value
        }
        guard let written = written(node) else {
            return reportKind(
                node, "a constant", holds: "an expression", help: "write it as in a policy text, in quotes")
        }
        var fragment = Fragment(of: source)
        fragment.add("let \(member.key) = ")
        fragment.add(written, at: node.range)
        fragment.add("\n")
        let (file, found) = fragment.parsed(sourceIndex: sourceIndex)
        guard found.isEmpty else { return report(found) }
        guard file.items.count == 1, case .constant(let constant)? = file.items.first else {
            return reportPartial(node, "`\(member.key)`")
        }
        item.add(file.tree.oneLine(constant.node), from: node.range)
        add(item, .constants, isOneLine: !isDocumented)
    }

    /// A number, a truth value, a string or a list of them as the language writes it; nil for everything else.
    private func written(_ node: JSONNode) -> String? {
        switch node.value {
        case .bool(let value): return value ? "true" : "false"
        case .number(let number): return number.text
        case .string(let text): return text
        case .array(let elements):
            let parts = elements.compactMap { written($0) }
            return parts.count == elements.count ? "[" + parts.joined(separator: ", ") + "]" : nil
        case .null, .object: return nil
        }
    }
}

// MARK: - Request

extension DataReader {
    mutating func readRequest(_ node: JSONNode) {
        guard let members = node.members else {
            return reportKind(node, "`request`", holds: "attributes by name")
        }
        var item = partDocumentation(.request)
        item.add("request {")
        for member in members {
            guard checkName(member.key, at: member.keyRange), let attribute = attribute(member) else { continue }
            item.add("\n")
            item.add(documentationLines(member.value[DataKey.ownDocumentation], indentation: "    "))
            item.add("    ")
            item.add(attribute)
        }
        item.add(members.isEmpty ? "}" : "\n}")
        add(item, .block(.request), isOneLine: false)
    }

    /// `tenant: "string"`, or an object with its `type` or its cases, and its `default`.
    private mutating func attribute(_ member: JSONMember) -> PlacedText? {
        var fragment = Fragment(of: source)
        fragment.add("request {\n\(member.key): ")
        var cases: Int?
        var standard: JSONNode?
        switch member.value.value {
        case .string(let type): fragment.add(type, at: member.value.range)
        case .object(let members):
            checkKeys(members, DataKey.Attribute.all, of: "an attribute")
            let type = member.value[DataKey.Attribute.type]
            let listed = member.value[DataKey.Attribute.cases]
            switch (type?.value, listed?.value) {
            case (.string(let text)?, nil): fragment.add(text, at: type?.range ?? .none)
            case (nil, .array(let elements)?):
                guard let names = names(elements) else { return nil }
                cases = names.count
                fragment.add("enum {")
                for (index, name) in names.enumerated() {
                    fragment.add(index == 0 ? " " : ", ")
                    fragment.add(name, at: elements[index].range)
                }
                fragment.add(" }")
            default:
                report(
                    .wrongDataValue,
                    "an attribute has a `\(DataKey.Attribute.type)`, which is a string, or a list of cases as `\(DataKey.Attribute.cases)`",
                    at: member.value.range)
                return nil
            }
            standard = member.value[DataKey.Attribute.standard]
            if let standard {
                guard let written = written(standard) else {
                    reportKind(standard, "`\(DataKey.Attribute.standard)`", holds: "a value")
                    return nil
                }
                fragment.add(" = ")
                fragment.add(written, at: standard.range)
            }
        default:
            reportKind(member.value, "`\(member.key)`", holds: "a type, or an object with its type")
            return nil
        }
        fragment.add("\n}\n")
        let (file, found) = fragment.parsed(sourceIndex: sourceIndex)
        guard found.isEmpty else {
            report(found)
            return nil
        }
        guard file.items.count == 1, case .request(let request)? = file.items.first, request.attributes.count == 1,
            isAsTold(request.attributes[0], cases: cases, hasDefault: standard != nil, member.value.members != nil)
        else {
            reportPartial(member.value, "`\(member.key)`")
            return nil
        }
        var result = PlacedText()
        result.add(file.tree.oneLine(request.attributes[0].node), from: member.value.range)
        return result
    }

    private func isAsTold(_ view: AttributeView, cases: Int?, hasDefault: Bool, _ isObject: Bool) -> Bool {
        if let cases {
            guard case .enumeration(let names, _)? = view.type, names.count == cases else { return false }
        }
        return !isObject || (view.defaultValue != nil) == hasDefault
    }

    private mutating func names(_ elements: [JSONNode]) -> [String]? {
        var names: [String] = []
        for element in elements {
            guard let name = element.text else {
                reportKind(element, "`\(DataKey.Attribute.cases)`", holds: "a list of names")
                return nil
            }
            guard checkName(name, at: element.range) else { return nil }
            names.append(name)
        }
        return names
    }
}

// MARK: - Route

extension DataReader {
    mutating func readRoute(_ node: JSONNode) {
        guard let elements = node.elements else {
            return reportKind(node, "`route`", holds: "a list of rules, first match first")
        }
        var item = partDocumentation(.route)
        item.add("route {")
        for element in elements {
            guard let rule = rule(element) else { continue }
            item.add("\n")
            item.add(documentationLines(element[DataKey.ownDocumentation], indentation: "    "))
            item.add("    ")
            item.add(rule)
        }
        item.add("\n}")
        if elements.isEmpty {
            return report(
                .wrongDataValue, "`route` has no rule", at: node.range,
                help: "write at least `{\"\(DataKey.Rule.otherwise)\": [\"target\"]}`")
        }
        add(item, .block(.route), isOneLine: false)
    }

    private mutating func rule(_ node: JSONNode) -> PlacedText? {
        guard let members = node.members else {
            reportKind(node, "`route`", holds: "rules, each an object")
            return nil
        }
        let before = diagnostics.count
        checkKeys(members, DataKey.Rule.all, of: "a rule")
        guard diagnostics.count == before else { return nil }
        let condition = node[DataKey.Rule.condition]
        let otherwise = node[DataKey.Rule.otherwise]
        guard let targets = otherwise ?? node[DataKey.Rule.targets], (condition == nil) == (otherwise != nil),
            otherwise == nil || node[DataKey.Rule.targets] == nil
        else {
            report(
                .wrongDataValue, "a rule has `when` and `to`, or `otherwise` alone", at: node.range,
                help: "write `{\"when\": \"condition\", \"to\": [\"target\"]}` or `{\"otherwise\": [\"target\"]}`")
            return nil
        }
        var fragment = Fragment(of: source)
        fragment.add("route {\n")
        if let condition {
            let text: String? =
                switch condition.value {
                case .string(let text): text
                case .bool(let value): value ? "true" : "false"
                default: nil
                }
            guard let text else {
                reportKind(condition, "`\(DataKey.Rule.condition)`", holds: "a condition")
                return nil
            }
            fragment.add("when ")
            fragment.add(text, at: condition.range)
        } else {
            fragment.add("otherwise")
        }
        fragment.add(" -> ")
        let elements = targets.elements ?? [targets]
        for (index, element) in elements.enumerated() {
            guard let target = element.text else {
                reportKind(element, "a rule", holds: "its targets as strings")
                return nil
            }
            if index > 0 { fragment.add(", ") }
            fragment.add(target, at: element.range)
        }
        if elements.isEmpty {
            report(.wrongDataValue, "a rule without a target", at: targets.range, help: "name a model")
            return nil
        }
        fragment.add("\n}\n")
        let (file, found) = fragment.parsed(sourceIndex: sourceIndex)
        guard found.isEmpty else {
            report(found)
            return nil
        }
        guard file.items.count == 1, case .route(let route)? = file.items.first, route.rules.count == 1,
            route.rules[0].isOtherwise == (condition == nil),
            targets.elements == nil || route.rules[0].targetCount == elements.count
        else {
            reportPartial(node, "a rule")
            return nil
        }
        var result = PlacedText()
        result.add(route.rules[0].oneLine, from: node.range)
        return result
    }
}

extension RuleView {
    fileprivate var targetCount: Int {
        switch targets {
        case .chain(let targets): targets.count
        case .split(let arms): arms.count
        case nil: 0
        }
    }
}
