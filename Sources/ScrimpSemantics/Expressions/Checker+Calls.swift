import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

extension Checker {
    /// The arguments of a call, matched with the function's parameters.
    private struct Bound {
        var parameters: [String: ExpressionView] = [:]
        var rest: [ExpressionView] = []
    }

    mutating func call(_ call: CallView, _ context: ExpressionContext, at location: SourceLocation) -> Expression? {
        let name = call.name.text
        guard let function = Schema.function(named: name) else {
            let nameAt = SourceLocation(call.name.range, in: location.source)
            let close = suggest(name, among: Schema.functions.map(\.name))
            report(
                .unknownFunction, "there is no function `\(name)`", at: nameAt,
                help: close.map { "did you mean `\($0)`?" }
                    ?? "the functions are \(Schema.functions.map { "`\($0.name)`" }.joined(separator: ", "))",
                fixes: close.map {
                    [Diagnostic.Fix("replace with `\($0)`", [.init(call.name.range, $0)], isSafe: false)]
                } ?? [])
            return nil
        }
        guard isAllowed(function, call, context, at: location), let bound = bind(call, to: function, at: location)
        else { return nil }
        return build(function, bound, context, at: location)
    }

    private mutating func isAllowed(
        _ function: FunctionSpec, _ call: CallView, _ context: ExpressionContext, at location: SourceLocation
    ) -> Bool {
        let nameAt = SourceLocation(call.name.range, in: location.source)
        if function.place == .proofsAndTests, context != .proof {
            report(
                .functionNotAllowedHere, "`\(function.name)` only stands in proofs and tests", at: nameAt,
                help: "it asks about the policy itself, which a request cannot change")
            return false
        }
        let isPure = ["min", "max", "abs"].contains(function.name)
        if context == .constant, !isPure {
            report(
                .functionNotAllowedHere, "`\(function.name)` is only known when a request comes", at: nameAt,
                help: "write a fixed value here")
            return false
        }
        if function.isPlainWord {
            report(
                .wrongArguments, "`\(function.name)` is written without parentheses", at: location,
                fixes: [Diagnostic.Fix("remove the parentheses", [.init(location.range, function.name)])])
            return false
        }
        return true
    }

    private mutating func bind(_ call: CallView, to function: FunctionSpec, at location: SourceLocation) -> Bound? {
        var bound = Bound()
        var position = 0
        for argument in call.arguments {
            let argumentAt = SourceLocation(argument.range, in: location.source)
            guard case .amount(let amount) = argument.value, amount.suffixes.isEmpty else {
                report(
                    .wrongArguments, "this is no argument of `\(function.name)`", at: argumentAt,
                    help: Self.usage(function))
                return nil
            }
            if let name = argument.name {
                guard function.parameters.contains(where: { $0.name == name.text }) else {
                    let close = suggest(name.text, among: function.parameters.map(\.name))
                    report(
                        .wrongArguments, "`\(function.name)` has no argument `\(name.text)`",
                        at: SourceLocation(name.range, in: location.source),
                        help: close.map { "did you mean `\($0)`?" } ?? Self.usage(function))
                    return nil
                }
                if bound.parameters.updateValue(amount.expression, forKey: name.text) != nil {
                    report(.wrongArguments, "`\(name.text)` is given twice", at: argumentAt)
                    return nil
                }
            } else if position < function.positional {
                bound.parameters[function.parameters[position].name] = amount.expression
                position += 1
            } else if function.rest != nil {
                bound.rest.append(amount.expression)
            } else {
                let next = function.parameters.dropFirst(position).first { bound.parameters[$0.name] == nil }
                report(
                    .wrongArguments, "`\(function.name)` takes no further argument without a name", at: argumentAt,
                    help: next.map { "write `\($0.name): \(text(at: argumentAt))`" } ?? Self.usage(function))
                return nil
            }
        }
        if let missing = function.parameters.first(where: { !$0.isOptional && bound.parameters[$0.name] == nil }) {
            report(
                .wrongArguments, "`\(function.name)` needs `\(missing.name)`", at: location, help: Self.usage(function))
            return nil
        }
        return bound
    }

    private static func usage(_ function: FunctionSpec) -> String { "it is used like this: `\(function.example)`" }

    private mutating func build(
        _ function: FunctionSpec, _ bound: Bound, _ context: ExpressionContext, at location: SourceLocation
    ) -> Expression? {
        let source = location.source
        switch function.name {
        case "filled":
            guard let budget = reference(bound.parameters["budget"], .budget, source: source) else { return nil }
            return Expression(.filled(budget), .quantity(.ratio), at: location)
        case "spend", "usual":
            guard let over = constantArgument("over", bound, .positiveDuration, source: source) else { return nil }
            return Expression(
                function.name == "spend" ? .spend(over: over) : .usual(over: over), .quantity(.money), at: location)
        case "quality":
            let model = reference(bound.parameters["model"], .model, source: source)
            let over = constantArgument("over", bound, .positiveDuration, source: source)
            let least = constantArgument("at_least", bound, .requests, source: source)
            guard let model, let over, let least else { return nil }
            return Expression(.quality(model, over: over, atLeast: least), .quantity(.ratio), at: location)
        case "health":
            guard let model = reference(bound.parameters["model"], .model, source: source) else { return nil }
            return Expression(.health(model), .quantity(.ratio), at: location)
        case "first":
            guard let model = reference(bound.parameters["model"], .model, source: source) else { return nil }
            return Expression(.first(model), .boolean, at: location)
        case "reachable":
            let views = [bound.parameters["model"]] + bound.rest.map(Optional.some)
            let models = views.map { reference($0, .model, source: source) }
            guard !models.contains(nil) else { return nil }
            return Expression(.reachable(models.compactMap(\.self)), .boolean, at: location)
        case "min", "max", "abs":
            return extremum(function, bound, context, at: location)
        default:
            return textFunction(function, bound, context, at: location)
        }
    }

    /// The index of a declaration that an argument names.
    private mutating func reference(_ view: ExpressionView?, _ kind: BlockKind, source: Int) -> Int? {
        guard let view else { return nil }
        guard case .path(let names) = view.kind, names.count == 1, let name = names.first else {
            report(
                .wrongShape, "this must be the name of \(Self.article(kind.rawValue))",
                at: SourceLocation(view.range, in: source))
            return nil
        }
        return resolve(name, kind, source: source)
    }

    mutating func resolve(_ name: Name, _ kind: BlockKind, source: Int) -> Int? {
        if let found = scope.find(kind, name.text) { return found.index }
        reportUnknown(name, as: Self.article(kind.rawValue), among: scope.declared(kind).map(\.name), source: source)
        return nil
    }

    private mutating func constantArgument(
        _ name: String, _ bound: Bound, _ measure: Measure, source: Int
    ) -> Quantity? {
        guard let view = bound.parameters[name] else { return nil }
        return amount(view, measure, subject: name, source: source)
    }

    private mutating func extremum(
        _ function: FunctionSpec, _ bound: Bound, _ context: ExpressionContext, at location: SourceLocation
    ) -> Expression? {
        let views = [bound.parameters["value"]].compactMap(\.self) + bound.rest
        let operands = views.map { expression($0, context, .nothing, source: location.source) }
        guard !operands.contains(where: { $0 == nil }), let first = operands.compactMap(\.self).first else {
            return nil
        }
        let values = operands.compactMap(\.self)
        for value in values {
            guard case .quantity = value.type, value.type == first.type else {
                report(
                    .unlikeOperands, "`\(text(at: location))` takes numbers of one kind", at: location,
                    labels: operandLabels(first) + (value.location == first.location ? [] : operandLabels(value)))
                return nil
            }
        }
        switch function.name {
        case "abs": return Expression(.absolute(first), first.type, at: location)
        case "min": return Expression(.minimum(values), first.type, at: location)
        default: return Expression(.maximum(values), first.type, at: location)
        }
    }

    private mutating func textFunction(
        _ function: FunctionSpec, _ bound: Bound, _ context: ExpressionContext, at location: SourceLocation
    ) -> Expression? {
        guard let operation = Expression.TextFunction(rawValue: function.name), function.parameters.count == 2,
            let subjectView = bound.parameters[function.parameters[0].name],
            let operandView = bound.parameters[function.parameters[1].name],
            let subject = expression(subjectView, context, .nothing, source: location.source)
        else { return nil }
        guard subject.type == .text else {
            report(
                .wrongArguments, "`\(function.name)` looks at a text", at: subject.location,
                labels: operandLabels(subject),
                help: Self.usage(function))
            return nil
        }
        guard let operand = expression(operandView, .constant, .nothing, source: location.source) else { return nil }
        guard case .text(let pattern) = operand.kind else {
            report(
                .wrongArguments, "`\(function.name)` looks for a text in quotes", at: operand.location,
                help: Self.usage(function))
            return nil
        }
        return Expression(
            .textTest(operation, subject, Typed(pattern, at: operand.location)), .boolean, at: location)
    }
}
