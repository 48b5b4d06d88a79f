import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

extension Checker {
    /// Checks a value against the type of its field; nil where it is wrong, which is reported.
    mutating func value(_ view: ValueView, _ type: FieldType, subject: String, source: Int) -> FieldValue? {
        switch view {
        case .block(let block): return blockValue(block, type, subject: subject, source: source)
        case .amount(let amount): return amountValue(amount, type, subject: subject, source: source)
        }
    }

    /// How a value of a type is written.
    static func help(_ type: FieldType?) -> String? {
        guard let example = type?.example, !example.isEmpty else { return nil }
        return "write it like `\(example)`"
    }

    // MARK: Blocks

    private mutating func blockValue(_ block: BlockView, _ type: FieldType, subject: String, source: Int) -> FieldValue?
    {
        let at = SourceLocation(block.range, in: source)
        switch type {
        case .block(let specs):
            let head = SourceLocation(Self.head(of: block.range, length: 1), in: source)
            let (fields, isComplete) = fields(of: block, specs, subject: "`\(subject)`", at: head, source: source)
            return isComplete ? .block(fields) : nil
        case .named(let inner):
            return named(block, inner, subject: subject, source: source)
        case .attributeValues:
            return attributeValues(block, source: source)
        case .state:
            return state(block, source: source)
        case .attributeFills:
            return fills(block, source: source)
        case .uncertainties:
            return uncertainties(block, source: source)
        case .list(let inner):
            return blockValue(block, inner, subject: subject, source: source).map { .list([Typed($0, at: at)]) }
        case .either(let types):
            for type in types where Self.takesBlock(type) {
                return blockValue(block, type, subject: subject, source: source)
            }
            fallthrough
        default:
            report(.wrongShape, "`\(subject)` takes no block", at: at, help: Self.help(type))
            return nil
        }
    }

    static func takesBlock(_ type: FieldType) -> Bool {
        switch type {
        case .block, .named, .attributeValues, .state, .attributeFills, .uncertainties: true
        case .list(let inner): takesBlock(inner)
        case .either(let types): types.contains(where: takesBlock)
        default: false
        }
    }

    /// Each field once, of any name, in source order.
    mutating func entries(
        of block: BlockView, source: Int, _ check: (inout Checker, _ path: [Name], ValueView) -> FieldValue?
    ) -> [(String, Typed<FieldValue>)]? {
        var entries: [(String, Typed<FieldValue>)] = []
        var isComplete = true
        for field in block.fields {
            guard let first = field.path.first, let last = field.path.last else { continue }
            let name = field.path.map(\.text).joined(separator: ".")
            let nameAt = SourceLocation(first.range.union(last.range), in: source)
            if entries.contains(where: { $0.0 == name }) {
                report(.duplicateField, "`\(name)` is given twice", at: nameAt)
                isComplete = false
                continue
            }
            guard let view = field.value, let value = check(&self, field.path, view) else {
                isComplete = false
                continue
            }
            entries.append((name, Typed(value, at: SourceLocation(view.range, in: source))))
        }
        return isComplete ? entries : nil
    }

    private mutating func named(_ block: BlockView, _ inner: FieldType, subject: String, source: Int) -> FieldValue? {
        entries(of: block, source: source) { checker, path, view in
            checker.value(view, inner, subject: path.map(\.text).joined(separator: "."), source: source)
        }.map { .named($0) }
    }

    // MARK: Amounts

    private mutating func amountValue(_ view: AmountView, _ type: FieldType, subject: String, source: Int)
        -> FieldValue?
    {
        let at = SourceLocation(view.range, in: source)
        switch type {
        case .budgetLimit: return budgetLimit(view, subject: subject, source: source)
        case .perAttribute(let measure): return perAttribute(view, measure, subject: subject, source: source)
        case .perWindow(let measure): return perWindow(view, measure, subject: subject, source: source)
        case .casesByAttribute: return casesByAttribute(view, subject: subject, source: source)
        case .part: return part(view, subject: subject, source: source)
        case .stages: return stages(view, subject: subject, source: source)
        case .timeToLive: return timeToLive(view, subject: subject, source: source)
        case .either(let types): return firstFitting(types, view, subject: subject, source: source)
        case .list(let inner): return list(view, inner, subject: subject, source: source)
        default: break
        }
        if let suffix = view.suffixes.first {
            report(
                .wrongShape, "`\(subject)` takes nothing behind its value",
                at: SourceLocation(suffix.range, in: source),
                help: Self.help(type))
            return nil
        }
        return expressionValue(view.expression, type, subject: subject, at: at)
    }

    mutating func expressionValue(_ view: ExpressionView, _ type: FieldType, subject: String, at: SourceLocation)
        -> FieldValue?
    {
        let source = at.source
        switch type {
        case .text:
            if case .string(let literal) = view.kind { return .text(literal.value) }
        case .flag:
            if case .boolean(let value) = view.kind { return .flag(value) }
        case .amount(let measure):
            return amount(view, measure, subject: subject, source: source).map { .amount($0) }
        case .span(let measure):
            return span(view, measure, subject: subject, source: source).map { .span($0.0, $0.1) }
        case .constant:
            guard let checked = expression(view, .constant, .nothing, source: source) else { return nil }
            if case .quantity(let quantity) = checked.kind { return .amount(quantity) }
        case .timeRange:
            if case .range(let low, let high) = view.kind, case .time(let start) = low.kind,
                case .time(let end) = high.kind
            {
                return .timeRange(start.minutes, end.minutes)
            }
        case .choice(let alternatives):
            return choice(view, alternatives, subject: subject, at: at)
        case .name(let kind):
            if case .path(let names) = view.kind, names.count == 1, let name = names.first {
                return resolve(name, kind, source: source).map { .name(kind, $0, name.text) }
            }
        case .attribute:
            if case .path(let names) = view.kind, names.count == 1, let name = names.first {
                return attribute(name, source: source).map { .attribute($0) }
            }
        case .condition:
            return condition(view, .condition, source: source).map { .condition($0) }
        case .claim:
            return condition(view, .proof, source: source).map { .condition($0) }
        case .streamCondition:
            return condition(view, .stream, source: source).map { .condition($0) }
        case .action(let reject, let wait, let route):
            return action(view, reject: reject, wait: wait, route: route, subject: subject, at: at)
        case .uncertain(let measure):
            return distribution(view, measure, subject: subject, at: at).map { .distribution($0) }
        case .fill:
            return fill(view, nil, subject: subject, at: at)
        case .path:
            if case .path(let names) = view.kind, isKnownPath(names.map(\.text), at: at) {
                return .text(names.map(\.text).joined(separator: "."))
            }
            guard case .path = view.kind else { break }
            return nil
        case .tuple(let types):
            return tuple(view, types, subject: subject, at: at)
        default:
            break
        }
        if case .missing = view.kind { return nil }
        report(
            .wrongShape, "`\(subject)` takes \(type.words)", at: at, help: Self.help(type),
            fixes: quotingFix(view, type, at))
        return nil
    }

    /// Quotes around a bare word where a text is needed.
    private func quotingFix(_ view: ExpressionView, _ type: FieldType, _ at: SourceLocation) -> [Diagnostic.Fix] {
        guard case .text = type, case .path = view.kind else { return [] }
        return [Diagnostic.Fix("put it in quotes", [.init(at.range, "\"\(text(at: at))\"")])]
    }

    mutating func attribute(_ name: Name, source: Int) -> Int? {
        if let index = scope.attributeIndex[name.text] { return index }
        reportUnknown(name, as: "an attribute", among: scope.attributes.map(\.name), source: source)
        return nil
    }

    // MARK: Lists

    private mutating func list(_ view: AmountView, _ inner: FieldType, subject: String, source: Int) -> FieldValue? {
        guard case .list(let elements) = view.expression.kind, view.suffixes.isEmpty else {
            let at = SourceLocation(view.range, in: source)
            return amountValue(view, inner, subject: subject, source: source).map { .list([Typed($0, at: at)]) }
        }
        var values: [Typed<FieldValue>] = []
        var isComplete = true
        for element in elements {
            guard let value = amountValue(element, inner, subject: subject, source: source) else {
                isComplete = false
                continue
            }
            let at = SourceLocation(element.range, in: source)
            if let first = values.first(where: { Self.isSameName($0.value, value) }) {
                report(
                    .duplicateName, "`\(text(at: at))` is listed twice", at: at,
                    labels: [Diagnostic.Label(first.origin, "first here")])
                isComplete = false
                continue
            }
            values.append(Typed(value, at: at))
        }
        return isComplete ? .list(values) : nil
    }

    private static func isSameName(_ left: FieldValue, _ right: FieldValue) -> Bool {
        switch (left, right) {
        case (.name(let kind, let index, _), .name(let otherKind, let other, _)): kind == otherKind && index == other
        case (.attribute(let index), .attribute(let other)): index == other
        default: false
        }
    }

    private mutating func tuple(_ view: ExpressionView, _ types: [FieldType], subject: String, at: SourceLocation)
        -> FieldValue?
    {
        guard case .list(let elements) = view.kind, elements.count == types.count else {
            report(.wrongShape, "`\(subject)` takes a list of exactly \(types.count)", at: at)
            return nil
        }
        var values: [Typed<FieldValue>] = []
        for (element, type) in zip(elements, types) {
            guard let value = amountValue(element, type, subject: subject, source: at.source) else { return nil }
            values.append(Typed(value, at: SourceLocation(element.range, in: at.source)))
        }
        return .list(values)
    }

    /// Tries types in order; where none fits, reports what the last of the most promising says.
    private mutating func firstFitting(_ types: [FieldType], _ view: AmountView, subject: String, source: Int)
        -> FieldValue?
    {
        let before = diagnostics
        var reports: [[Diagnostic]] = []
        for type in types {
            if let value = amountValue(view, type, subject: subject, source: source) { return value }
            reports.append(Array(diagnostics.dropFirst(before.count)))
            diagnostics = before
        }
        // A type that fits but for its range or a name inside says more than one that does not fit at all.
        let shapeless: Set = [DiagnosticCode.wrongShape, .wrongUnit, .plainFraction, .unknownChoice]
        if let telling = reports.first(where: { $0.contains { !shapeless.contains($0.code) } }) {
            diagnostics += telling
        } else {
            let names = types.map(\.words)
            report(
                .wrongShape, "`\(subject)` takes \(names.joined(separator: ", or "))",
                at: SourceLocation(view.range, in: source),
                help: Self.help(types.first))
        }
        return nil
    }
}
