import ScrimpDiagnostics
import ScrimpJSON
import ScrimpSchema
import ScrimpSyntax

extension DataReader {
    /// The value of a field on one line; nil where it has been reported.
    mutating func value(_ node: JSONNode, _ type: FieldType?, field: String) -> PlacedText? {
        if let type, type.isBlock, node.members == nil {
            reportKind(node, "`\(field)`", holds: type.words, help: "write an object")
            return nil
        }
        switch node.value {
        case .null:
            reportKind(node, "`\(field)`", holds: type?.words ?? "a value", help: "leave the key out")
            return nil
        case .bool(let value): return word(value ? "true" : "false", node, type, field: field)
        case .number(let number): return word(number.text, node, type, field: field)
        case .string(let text):
            guard type?.isText == true else { return expression(text, node, field: field) }
            var result = PlacedText()
            result.add(DataName.literal(text), from: node.range)
            return result
        case .array(let elements): return list(elements, type, field: field)
        case .object(let members): return block(members, node, type, field: field)
        }
    }

    /// A number or a truth value.
    private mutating func word(_ text: String, _ node: JSONNode, _ type: FieldType?, field: String) -> PlacedText? {
        guard type?.isText == true else { return expression(text, node, field: field) }
        reportKind(node, "`\(field)`", holds: "a text", help: "write it in quotes")
        return nil
    }

    /// A string in the language's own syntax.
    private mutating func expression(_ text: String, _ node: JSONNode, field: String) -> PlacedText? {
        var fragment = Fragment(of: source)
        fragment.add("x {\n\(field): ")
        fragment.add(text, at: node.range)
        fragment.add("\n}\n")
        let (file, found) = fragment.parsed(sourceIndex: sourceIndex)
        guard found.isEmpty else {
            report(found)
            return nil
        }
        guard file.items.count == 1, case .declaration(let declaration)? = file.items.first,
            let fields = declaration.block?.fields, fields.count == 1, case .amount(let amount)? = fields[0].value
        else {
            reportPartial(node, "`\(field)`")
            return nil
        }
        var result = PlacedText()
        result.add(file.tree.oneLine(amount.node), from: node.range)
        return result
    }

    mutating func reportPartial(_ node: JSONNode, _ subject: String) {
        report(
            .partialDataValue, "the string is not one value of \(subject)", at: node.range,
            help: "write each value as a string of its own, and a block as an object")
    }

    private mutating func list(_ elements: [JSONNode], _ type: FieldType?, field: String) -> PlacedText? {
        var result = PlacedText()
        var isWhole = true
        result.add("[")
        for (index, element) in elements.enumerated() {
            if element.members != nil, type?.element(index)?.isText != true {
                reportKind(element, "a list", holds: "values")
                isWhole = false
                continue
            }
            if index > 0 { result.add(", ") }
            if let value = value(element, type?.element(index), field: field) {
                result.add(value)
            } else {
                isWhole = false
            }
        }
        result.add("]")
        return isWhole ? result : nil
    }

    private mutating func block(
        _ members: [JSONMember], _ node: JSONNode, _ type: FieldType?, field: String
    ) -> PlacedText? {
        if let type, type.isText {
            guard members.count == 1, members[0].key == DataKey.expression, members[0].value.text != nil else {
                reportKind(
                    node, "`\(field)`", holds: type.words,
                    help: "an expression that gives a text is written `{\"\(DataKey.expression)\": \"…\"}`")
                return nil
            }
            return value(members[0].value, nil, field: field)
        }
        if let type, !type.isBlock {
            reportKind(node, "`\(field)`", holds: type.words, help: "write it as in a policy text, in quotes")
            return nil
        }
        guard let fields = fields(members, known: type?.fields, of: "`\(field)`", type: { type?.field($0) }) else {
            return nil
        }
        return joined(fields)
    }

    /// The fields of a block, each with its name; nil where one has been reported.
    ///
    /// - Parameter known: all fields that it may have, nil for any.
    mutating func fields(
        _ members: [JSONMember], known: [FieldSpec]?, of subject: String, type: (String) -> FieldType?
    ) -> [PlacedText]? {
        var result: [PlacedText] = []
        var isWhole = true
        for member in members {
            if let known, !known.contains(where: { $0.name == member.key }) {
                let close = suggestedByDistance(member.key, among: known.map(\.name))
                report(
                    .unknownField, "\(subject) has no field `\(member.key)`", at: member.keyRange,
                    help: close.map { "did you mean `\($0)`?" } ?? "its fields are \(Self.list(known.map(\.name)))")
                isWhole = false
                continue
            }
            guard checkName(member.key, at: member.keyRange, isPath: true),
                let value = value(member.value, type(member.key), field: member.key)
            else {
                isWhole = false
                continue
            }
            var field = PlacedText()
            field.add(member.key, from: member.keyRange)
            field.add(": ")
            field.add(value)
            result.append(field)
        }
        return isWhole ? result : nil
    }

    /// A block on one line; the layout breaks it where it is too long.
    func joined(_ fields: [PlacedText]) -> PlacedText {
        var result = PlacedText()
        result.add("{")
        for (index, field) in fields.enumerated() {
            result.add(index == 0 ? " " : ", ")
            result.add(field)
        }
        result.add(fields.isEmpty ? "}" : " }")
        return result
    }
}
