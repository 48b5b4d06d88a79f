import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

// Blocks whose fields are attributes of the request or paths into the policy.
extension Checker {
    mutating func attributeValues(_ block: BlockView, source: Int) -> FieldValue? {
        var values: [(Int, Expression)] = []
        var isComplete = true
        for field in block.fields {
            guard let name = field.path.first, let index = attribute(name, source: source) else {
                isComplete = false
                continue
            }
            guard case .amount(let amount)? = field.value,
                let value = attributeConstant(amount.expression, of: index, source: source)
            else {
                isComplete = false
                continue
            }
            if values.contains(where: { $0.0 == index }) {
                report(.duplicateField, "`\(name.text)` is given twice", at: SourceLocation(name.range, in: source))
                isComplete = false
                continue
            }
            values.append((index, value))
        }
        return isComplete ? .attributeValues(values) : nil
    }

    /// A constant that an attribute can have.
    mutating func attributeConstant(_ view: ExpressionView, of attribute: Int, source: Int) -> Expression? {
        let declared = scope.attributes[attribute]
        let wanted = type(of: attribute)
        if let spec = Schema.attributeType(named: Self.typeName(declared.kind)), let measure = spec.measure {
            guard let quantity = amount(view, measure, subject: declared.name, source: source) else { return nil }
            return Expression(.quantity(quantity), wanted, at: SourceLocation(view.range, in: source))
        }
        guard let value = expression(view, .constant, .type(wanted), source: source) else { return nil }
        guard value.type == wanted else {
            report(
                .wrongUnit, "`\(declared.name)` takes \(describe(wanted)), not \(describe(value.type))",
                at: value.location,
                labels: [Diagnostic.Label(declared.location, "declared here")])
            return nil
        }
        return value
    }

    static func typeName(_ kind: Attribute.Kind) -> String {
        switch kind {
        case .enumeration: "enum"
        default: attributeKinds.first { $0.value == kind }?.key ?? "string"
        }
    }

    // MARK: State of a test

    mutating func state(_ block: BlockView, source: Int) -> FieldValue? {
        entries(of: block, source: source) { checker, path, view in
            guard case .amount(let amount) = view, let head = path.first else { return nil }
            let at = SourceLocation(amount.range, in: source)
            guard path.count == 2 else { return checker.plainState(head, amount, at: at) }
            return checker.stateOf(head, path[1], amount, at: at)
        }.map { .named($0) }
    }

    private mutating func plainState(_ head: Name, _ amount: AmountView, at: SourceLocation) -> FieldValue? {
        switch head.text {
        case "time":
            if case .time(let literal) = amount.expression.kind { return .timeRange(literal.minutes, literal.minutes) }
            report(.wrongShape, "`time` takes a time of day", at: at, help: "write it like `12:00`")
        case "weekday":
            return choice(amount.expression, Schema.weekdays, subject: "weekday", at: at).map { $0 }
        default:
            reportUnknownState(head, source: at.source)
        }
        return nil
    }

    private mutating func stateOf(_ head: Name, _ name: Name, _ amount: AmountView, at: SourceLocation) -> FieldValue? {
        let source = at.source
        switch head.text {
        case "rollout":
            guard resolve(name, .rollout, source: source) != nil else { return nil }
            return expressionValue(amount.expression, .amount(.ratio), subject: "rollout.\(name.text)", at: at)
        case "budget":
            guard resolve(name, .budget, source: source) != nil else { return nil }
            return expressionValue(amount.expression, .amount(.ratio), subject: "budget.\(name.text)", at: at)
        case "switch":
            guard resolve(name, .switch, source: source) != nil else { return nil }
            return expressionValue(amount.expression, .flag, subject: "switch.\(name.text)", at: at)
        case "model":
            guard resolve(name, .model, source: source) != nil else { return nil }
            return expressionValue(amount.expression, .flag, subject: "model.\(name.text)", at: at)
        case "pool":
            guard resolve(name, .pool, source: source) != nil else { return nil }
            return expressionValue(amount.expression, .flag, subject: "pool.\(name.text)", at: at)
        default:
            reportUnknownState(head, source: source)
            return nil
        }
    }

    private mutating func reportUnknownState(_ head: Name, source: Int) {
        let known = ["time", "weekday", "rollout.NAME", "budget.NAME", "switch.NAME", "pool.NAME", "model.NAME"]
        report(
            .unknownField, "a state has no `\(head.text)`", at: SourceLocation(head.range, in: source),
            help: "it has \(known.map { "`\($0)`" }.joined(separator: ", "))")
    }

    // MARK: Fills

    mutating func fills(_ block: BlockView, source: Int) -> FieldValue? {
        entries(of: block, source: source) { checker, path, view in
            guard case .amount(let amount) = view, let name = path.first, path.count == 1 else { return nil }
            let at = SourceLocation(amount.range, in: source)
            if checker.scope.attributeIndex[name.text] == nil, name.text == "content" || name.text == "output" {
                return checker.fill(amount.expression, nil, subject: name.text, at: at)
            }
            guard let index = checker.attribute(name, source: source) else { return nil }
            return checker.fill(amount.expression, index, subject: name.text, at: at)
        }.map { .named($0) }
    }

    /// A constant, or one of `Schema.fills`; held against the attribute's type where there is one.
    mutating func fill(_ view: ExpressionView, _ attribute: Int?, subject: String, at: SourceLocation) -> FieldValue? {
        guard case .call = view.kind else {
            if let attribute {
                return attributeConstant(view, of: attribute, source: at.source).map { .fill(.constant($0)) }
            }
            if case .range = view.kind {
                return distribution(view, nil, subject: subject, at: at).map { .fill(.distribution($0)) }
            }
            return expression(view, .constant, .nothing, source: at.source).map { .fill(.constant($0)) }
        }
        guard case .choice(let chosen)? = choice(view, Schema.fills, subject: subject, at: at) else { return nil }
        switch chosen.word {
        case "choice":
            return weighted(chosen, attribute, at: at).map { .fill($0) }
        case "zipf":
            guard case .amount(let keys)? = chosen.arguments["keys"]?.value,
                case .amount(let exponent)? = chosen.arguments["exponent"]?.value
            else { return nil }
            return .fill(.zipf(keys: Int64(clamping: keys.value.rounded), exponent: exponent.value))
        default:
            guard let distribution = distribution(chosen, at: at) else { return nil }
            if let attribute, case .quantity(let wanted) = type(of: attribute), !Self.fits(distribution, wanted) {
                report(
                    .wrongUnit, "`\(subject)` takes \(wanted.description), and this distribution gives something else",
                    at: at,
                    labels: [Diagnostic.Label(scope.attributes[attribute].location, "declared here")])
                return nil
            }
            return .fill(.distribution(distribution))
        }
    }

    private static func fits(_ distribution: Distribution, _ kind: QuantityKind) -> Bool {
        switch distribution {
        case .constant(let value), .uniform(let value, _), .triangular(let value, _, _), .pert(let value, _, _),
            .normal(let value, _), .lognormal(let value, _):
            value.kind == kind
        case .empirical: true
        }
    }

    private mutating func weighted(_ chosen: Choice, _ attribute: Int?, at: SourceLocation) -> Fill? {
        var shares: [(value: String, share: Rational)] = []
        var sum = Rational.zero
        for (name, value) in chosen.rest {
            guard let name, case .amount(let share) = value.value, let total = sum.adding(share.value) else { continue }
            if let attribute, let known = cases(of: attribute), !known.contains(name) {
                let close = suggest(name, among: known)
                report(
                    .unknownCase, "`\(scope.attributes[attribute].name)` has no case `\(name)`", at: at,
                    labels: [Diagnostic.Label(scope.attributes[attribute].location, "declared here")],
                    help: close.map { "did you mean `\($0)`?" })
                return nil
            }
            shares.append((name, share.value))
            sum = total
        }
        guard sum == .one else {
            let percent = sum.multiplied(by: Rational(whole: 100))?.decimalText ?? "?"
            report(.splitNotWhole, "the shares sum to \(percent)%, not to 100%", at: at)
            return nil
        }
        return .weighted(shares)
    }

    // MARK: Uncertainty

    mutating func uncertainties(_ block: BlockView, source: Int) -> FieldValue? {
        entries(of: block, source: source) { checker, path, view in
            guard case .amount(let amount) = view, let first = path.first, let last = path.last else { return nil }
            let at = SourceLocation(first.range.union(last.range), in: source)
            guard checker.isKnownPath(path.map(\.text), at: at) else { return nil }
            let valueAt = SourceLocation(amount.range, in: source)
            return checker.distribution(
                amount.expression, nil, subject: path.map(\.text).joined(separator: "."), at: valueAt
            )
            .map { .distribution($0) }
        }.map { .named($0) }
    }

    /// Whether a path leads to something of the policy or scenario that can be uncertain; reports it where not.
    mutating func isKnownPath(_ path: [String], at: SourceLocation) -> Bool {
        if path.count == 1, ["growth", "discount"].contains(path[0]) { return true }
        if path.count == 2, ["invest", "running"].contains(path[0]) { return true }
        guard path.count == 3, let known = Self.uncertainFields[path[0]], let kind = BlockKind(rawValue: path[0]) else {
            report(
                .unknownName, "`\(path.joined(separator: "."))` is nothing that can be uncertain", at: at,
                help: "paths are `growth`, `discount`, `invest.NAME`, `running.NAME`, "
                    + Self.uncertainFields.keys.sorted().map { "`\($0).NAME.FIELD`" }.joined(separator: ", "))
            return false
        }
        guard scope.find(kind, path[1]) != nil else {
            let close = suggest(path[1], among: scope.declared(kind).map(\.name))
            report(
                .unknownName, "there is no \(kind.rawValue) `\(path[1])`", at: at,
                help: close.map { "did you mean `\($0)`?" })
            return false
        }
        guard known.contains(path[2]) else {
            report(
                .unknownName, "`\(path[2])` of \(Self.article(kind.rawValue)) cannot be uncertain", at: at,
                help: "what can: \(known.map { "`\($0)`" }.joined(separator: ", "))")
            return false
        }
        return true
    }

    static let uncertainFields: [String: [String]] = [
        "cache": ["hit_rate"], "pool": ["price", "interruptions", "throughput", "overhead"],
        "model": ["price", "accuracy_drop", "output"], "shape": ["compress_prompt", "saving"], "gather": ["calls"],
    ]
}
