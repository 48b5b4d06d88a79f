import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

extension Checker {
    /// Checks that an expression is true or false. Nil where something in it is wrong, which is reported.
    mutating func condition(_ view: ExpressionView, _ context: ExpressionContext, source: Int) -> Expression? {
        guard let expression = expression(view, context, .nothing, source: source) else { return nil }
        guard expression.type != .boolean else { return expression }
        report(
            .notACondition, "`\(text(at: expression.location))` is \(describe(expression.type)), not a condition",
            at: expression.location, help: "compare it with something: `\(text(at: expression.location)) == …`")
        return nil
    }

    mutating func expression(
        _ view: ExpressionView, _ context: ExpressionContext, _ expected: Expectation, source: Int
    ) -> Expression? {
        let location = SourceLocation(view.range, in: source)
        switch view.kind {
        case .missing:
            return nil
        case .parenthesized(let inner):
            return expression(inner, context, expected, source: source)
        case .boolean(let value):
            return Expression(.boolean(value), .boolean, at: location)
        case .string(let literal):
            return Expression(.text(literal.value), .text, at: location)
        case .time(let literal):
            return Expression(.timeOfDay(literal.minutes), .timeOfDay, at: location)
        case .number(let literal):
            return number(literal.decimal, at: location)
        case .money(let literal):
            return quantity(literal.decimal, Quantity(.one, .money), per: literal.per, at: location)
        case .quantity(let literal):
            return quantity(literal, at: location)
        case .path(let names):
            return name(names, context, expected, at: location)
        case .call(let call):
            return self.call(call, context, at: location)
        case .not(let inner):
            guard let inner = condition(inner, context, source: source) else { return nil }
            return Expression(.not(inner), .boolean, at: location)
        case .and(let left, let right):
            let (left, right) = (condition(left, context, source: source), condition(right, context, source: source))
            guard let left, let right else { return nil }
            return Expression(.and(left, right), .boolean, at: location)
        case .or(let left, let right):
            let (left, right) = (condition(left, context, source: source), condition(right, context, source: source))
            guard let left, let right else { return nil }
            return Expression(.or(left, right), .boolean, at: location)
        case .comparison(let left, let sign, let signRange, let right):
            return comparison(left, sign, SourceLocation(signRange, in: source), right, context, at: location)
        case .membership(let value, let set):
            return membership(value, set, context, at: location)
        case .arithmetic(let left, let sign, let signRange, let right):
            return arithmetic(left, sign, SourceLocation(signRange, in: source), right, context, at: location)
        case .negated(let inner):
            return negation(inner, context, at: location)
        case .range, .list:
            report(
                .wrongShape, "a \(Self.isRange(view) ? "range" : "list") cannot stand here", at: location,
                help: "ask whether a value lies in it: `value in \(text(at: location))`")
            return nil
        }
    }

    private static func isRange(_ view: ExpressionView) -> Bool {
        if case .range = view.kind { return true }
        return false
    }

    // MARK: Literals

    private mutating func number(_ decimal: Decimal, at location: SourceLocation) -> Expression? {
        guard let value = decimal.rational else { return tooLarge(at: location) }
        return Expression(.quantity(Quantity(value)), .quantity(.number), at: location)
    }

    private mutating func tooLarge(at location: SourceLocation) -> Expression? {
        report(.numberTooLarge, "`\(text(at: location))` is too large or too fine a number", at: location)
        return nil
    }

    private mutating func quantity(_ literal: QuantityLiteral, at location: SourceLocation) -> Expression? {
        if literal.unit == "%" {
            guard let percent = Rational(1, 100) else { return nil }
            return quantity(literal.decimal, Quantity(percent, scale: .ratio), per: literal.per, at: location)
        }
        guard let unit = Unit.named(literal.unit.utf8) else { return nil }
        let one = Quantity(unit.scale, unit.dimension, scale: unit.isCalendar ? .calendar : .plain)
        return quantity(literal.decimal, one, per: literal.per, at: location)
    }

    private mutating func quantity(
        _ decimal: Decimal, _ unit: Quantity, per: [String], at location: SourceLocation
    ) -> Expression? {
        guard let number = decimal.rational, var value = number.multiplied(by: unit.value) else {
            return tooLarge(at: location)
        }
        var kind = unit.kind
        for symbol in per {
            guard let unit = Unit.named(symbol.utf8), let quotient = value.divided(by: unit.scale),
                let divided = try? kind.divided(by: QuantityKind(dimension: unit.dimension))
            else { return tooLarge(at: location) }
            value = quotient
            kind = divided
        }
        return Expression(.quantity(Quantity(value, kind.dimension, scale: kind.scale)), .quantity(kind), at: location)
    }

    // MARK: Names

    private mutating func name(
        _ names: [Name], _ context: ExpressionContext, _ expected: Expectation, at location: SourceLocation
    ) -> Expression? {
        guard let first = names.first else { return nil }
        guard names.count == 1 else {
            report(.wrongShape, "`\(text(at: location))` cannot stand in a condition", at: location)
            return nil
        }
        if case .type(.enumeration(let attribute)) = expected, let cases = cases(of: attribute),
            let index = cases.firstIndex(of: first.text)
        {
            return Expression(.enumerationCase(index), .enumeration(attribute), at: location)
        }
        if case .type(.weekday) = expected, let day = Self.weekdays.firstIndex(of: first.text) {
            return Expression(.weekdayName(day), .weekday, at: location)
        }
        if let index = scope.attributeIndex[first.text] {
            guard context != .constant else {
                report(
                    .notAConstant, "`\(first.text)` is only known when a request comes", at: location,
                    labels: [Diagnostic.Label(scope.attributes[index].location, "an attribute of the request")],
                    help: "write a fixed value here")
                return nil
            }
            return Expression(.attribute(index), type(of: index), at: location)
        }
        if let index = scope.constantIndex[first.text] {
            guard var constant = constant(index, usedAt: location) else { return nil }
            if context == .constant, case .quantity = constant.kind {
            } else if context == .constant {
                report(
                    .notAConstant, "`\(first.text)` is only known when a request comes", at: location,
                    labels: [Diagnostic.Label(scope.constants[index].location, "defined here")],
                    help: "write a fixed value here")
                return nil
            }
            constant.location = location
            if case .quantity = constant.kind { constantUses[location] = index }
            return constant
        }
        switch first.text {
        case "local_time": return stateful(Expression(.localTime, .timeOfDay, at: location), context, first)
        case "weekday": return stateful(Expression(.weekday, .weekday, at: location), context, first)
        default: break
        }
        if let verdict = Expression.Verdict(rawValue: first.text), context == .proof {
            verdicts.append(location)
            return Expression(.verdict(verdict), .boolean, at: location)
        }
        if context == .stream { return Expression(.hostNumber(first.text), .quantity(.ratio), at: location) }
        if case .type(.enumeration(let attribute)) = expected, let cases = cases(of: attribute) {
            return reportUnknownCase(first, cases, attribute, at: location)
        }
        reportUnknownInExpression(first, context, source: location.source)
        return nil
    }

    mutating func stateful(_ expression: Expression, _ context: ExpressionContext, _ name: Name) -> Expression? {
        guard context == .constant else { return expression }
        report(
            .functionNotAllowedHere, "`\(name.text)` is only known when a request comes", at: expression.location,
            help: "write a fixed value here")
        return nil
    }

    private mutating func reportUnknownCase(
        _ name: Name, _ cases: [String], _ attribute: Int, at location: SourceLocation
    ) -> Expression? {
        let declared = scope.attributes[attribute]
        let close = suggest(name.text, among: cases)
        report(
            .unknownCase, "`\(declared.name)` has no case `\(name.text)`", at: location,
            labels: [Diagnostic.Label(declared.location, "has \(cases.map { "`\($0)`" }.joined(separator: ", "))")],
            help: close.map { "did you mean `\($0)`?" },
            fixes: close.map { [Diagnostic.Fix("replace with `\($0)`", [.init(name.range, $0)], isSafe: false)] } ?? [])
        return nil
    }

    private mutating func reportUnknownInExpression(_ name: Name, _ context: ExpressionContext, source: Int) {
        if let attribute = scope.attribute(withCase: name.text) {
            report(
                .unknownName, "`\(name.text)` is a case of `\(attribute.name)` and has a meaning only beside it",
                at: SourceLocation(name.range, in: source),
                labels: [Diagnostic.Label(attribute.location, "declared here")],
                help: "write `\(attribute.name) == \(name.text)`")
            return
        }
        let names = context == .constant ? [] : scope.attributes.map(\.name)
        reportUnknown(
            name, as: context == .constant ? "a constant" : "an attribute or `let`",
            among: names + scope.constants.map(\.name),
            source: source)
    }

    func cases(of attribute: Int) -> [String]? {
        if case .enumeration(let cases) = scope.attributes[attribute].kind { return cases }
        return nil
    }

    static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    func type(of attribute: Int) -> ValueType {
        switch scope.attributes[attribute].kind {
        case .string: .text
        case .bool: .boolean
        case .int, .count: .quantity(.number)
        case .ratio: .quantity(.ratio)
        case .money: .quantity(.money)
        case .tokens: .quantity(.tokens)
        case .duration: .quantity(.duration)
        case .bytes: .quantity(.bytes)
        case .enumeration: .enumeration(attribute)
        }
    }

    // MARK: Constants

    /// The checked expression of a `let`; nil where it is wrong, which is reported once, at the `let`.
    mutating func constant(_ index: Int, usedAt location: SourceLocation) -> Expression? {
        if let known = checkedConstants[index] { return known }
        if let start = openConstants.firstIndex(of: index) {
            let names = (openConstants[start...] + [index]).map { "`\(scope.constants[$0].name)`" }
            report(
                .referenceCycle, "`\(scope.constants[index].name)` is defined by itself",
                at: scope.constants[index].location,
                labels: [Diagnostic.Label(location, "used here")],
                notes: ["the way is \(names.joined(separator: " → "))"])
            checkedConstants[index] = .some(nil)
            return nil
        }
        openConstants.append(index)
        defer { openConstants.removeLast() }
        let constant = scope.constants[index]
        let checked = constant.view.value.flatMap { expression($0, .condition, .nothing, source: constant.source) }
        if case .some(.none) = checkedConstants[index] { return nil }
        checkedConstants[index] = .some(checked)
        return checked
    }

    // MARK: Words for messages

    func describe(_ type: ValueType) -> String {
        switch type {
        case .boolean: "a condition"
        case .text: "a text"
        case .enumeration: "an enumeration"
        case .quantity(let kind): kind.description
        case .timeOfDay: "a time of day"
        case .weekday: "a weekday"
        }
    }

    /// A label that says what an operand is, and one for where it got its unit.
    func operandLabels(_ expression: Expression) -> [Diagnostic.Label] {
        var labels = [
            Diagnostic.Label(expression.location, "`\(text(at: expression.location))` is \(describe(expression.type))")
        ]
        if case .attribute(let index) = expression.kind {
            labels.append(
                Diagnostic.Label(scope.attributes[index].location, "`\(scope.attributes[index].name)` is declared here")
            )
        } else if let index = scope.constantIndex[text(at: expression.location)] {
            labels.append(
                Diagnostic.Label(scope.constants[index].location, "`\(scope.constants[index].name)` is defined here"))
        }
        return labels
    }
}
