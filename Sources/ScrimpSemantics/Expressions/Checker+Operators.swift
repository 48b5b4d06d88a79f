import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSchema
import ScrimpSyntax

extension Checker {
    // MARK: Arithmetic

    mutating func arithmetic(
        _ leftView: ExpressionView, _ sign: ArithmeticOperator, _ signAt: SourceLocation, _ rightView: ExpressionView,
        _ context: ExpressionContext, at location: SourceLocation
    ) -> Expression? {
        let source = location.source
        let left = expression(leftView, context, .nothing, source: source)
        let right = expression(rightView, context, .nothing, source: source)
        guard let left, let right else { return nil }
        let operation = Expression.Arithmetic(sign)
        guard case .quantity(let leftKind) = left.type, case .quantity(let rightKind) = right.type else {
            report(
                .unlikeOperands, "`\(text(at: location))` calculates with something that is no number", at: signAt,
                labels: operandLabels(left) + operandLabels(right))
            return nil
        }
        do throws(Quantity.ArithmeticError) {
            if case .quantity(let first) = left.kind, case .quantity(let second) = right.kind {
                let result = try Self.fold(operation, first, second)
                return Expression(.quantity(result), .quantity(result.kind), at: location)
            }
            let kind = try Self.kind(operation, leftKind, rightKind)
            if operation == .divide, case .quantity(let divisor) = right.kind, divisor.value == .zero {
                throw Quantity.ArithmeticError.divisionByZero
            }
            return Expression(.arithmetic(operation, left, right), .quantity(kind), at: location)
        } catch {
            reportArithmetic(error, operation, left, right, signAt, at: location)
            return nil
        }
    }

    private static func fold(
        _ operation: Expression.Arithmetic, _ left: Quantity, _ right: Quantity
    ) throws(Quantity.ArithmeticError) -> Quantity {
        switch operation {
        case .add: try left.adding(right)
        case .subtract: try left.subtracting(right)
        case .multiply: try left.multiplied(by: right)
        case .divide: try left.divided(by: right)
        }
    }

    private static func kind(
        _ operation: Expression.Arithmetic, _ left: QuantityKind, _ right: QuantityKind
    ) throws(Quantity.ArithmeticError) -> QuantityKind {
        switch operation {
        case .add, .subtract:
            guard left == right else { throw .unlike }
            return left
        case .multiply: return try left.multiplied(by: right)
        case .divide: return try left.divided(by: right)
        }
    }

    private mutating func reportArithmetic(
        _ error: Quantity.ArithmeticError, _ operation: Expression.Arithmetic, _ left: Expression, _ right: Expression,
        _ signAt: SourceLocation, at location: SourceLocation
    ) {
        let labels = operandLabels(left) + operandLabels(right)
        let written = text(at: location)
        switch error {
        case .unlike:
            let verb = operation == .add ? "adds" : "subtracts"
            report(
                .unlikeOperands, "`\(written)` \(verb) \(describe(left.type)) and \(describe(right.type))", at: signAt,
                labels: labels, help: unlikeHelp(left, right))
        case .moneySquared:
            report(
                .moneySquared, "`\(written)` multiplies money with money", at: signAt, labels: labels,
                help: "make one of them a plain number or a percentage")
        case .divisionByZero:
            report(
                .divisionByZero, "`\(written)` divides by zero", at: signAt,
                labels: [Diagnostic.Label(right.location, "this is zero")])
        case .overflow:
            report(.numberTooLarge, "`\(written)` is too large or too fine a number", at: location)
        }
    }

    private func unlikeHelp(_ left: Expression, _ right: Expression) -> String? {
        guard case .quantity(let first) = left.type, case .quantity(let second) = right.type else { return nil }
        for (price, kind) in [(left, first), (right, second)] where kind.dimension == Dimension(money: 1, tokens: -1) {
            return "multiply the price by a number of tokens: `\(text(at: price.location)) * 2 ktok`"
        }
        if first == .number || second == .number { return "give the plain number a unit" }
        return nil
    }

    mutating func negation(_ view: ExpressionView, _ context: ExpressionContext, at location: SourceLocation)
        -> Expression?
    {
        guard let inner = expression(view, context, .nothing, source: location.source) else { return nil }
        guard case .quantity(let kind) = inner.type else {
            report(
                .unlikeOperands, "only a number can be negative", at: location, labels: operandLabels(inner),
                help: inner.type == .boolean ? "write `not \(text(at: inner.location))`" : nil)
            return nil
        }
        if case .quantity(let value) = inner.kind {
            let negated = Quantity(value.value.negated, value.dimension, scale: value.scale)
            return Expression(.quantity(negated), .quantity(kind), at: location)
        }
        return Expression(.negate(inner), .quantity(kind), at: location)
    }

    // MARK: Comparison

    mutating func comparison(
        _ leftView: ExpressionView, _ sign: ComparisonOperator, _ signAt: SourceLocation, _ rightView: ExpressionView,
        _ context: ExpressionContext, at location: SourceLocation
    ) -> Expression? {
        let source = location.source
        let (leftHint, rightHint) = (hint(leftView), hint(rightView))
        // A case beside a name that nothing declares is not a mistake of its own.
        let left =
            isBareWord(leftView) && isBareWord(rightView)
            ? nil : expression(leftView, context, rightHint, source: source)
        if left == nil, isBareWord(rightView) {
            if isBareWord(leftView) { _ = expression(leftView, context, .nothing, source: source) }
            return nil
        }
        let right = expression(rightView, context, leftHint, source: source)
        guard let left, let right else { return nil }
        guard isComparable(left, right, signAt, at: location) else { return nil }
        let comparison = Expression.Comparison(sign)
        if comparison != .equal, comparison != .notEqual, !isOrdered(left.type) {
            report(
                .unorderedType, "`\(text(at: location))` asks for an order, and \(describe(left.type)) has none",
                at: signAt,
                labels: operandLabels(left), help: "use `==`, `!=` or `in [ … ]`")
            return nil
        }
        return Expression(.compare(comparison, left, right), .boolean, at: location)
    }

    /// Reports and returns false where two expressions cannot be compared.
    private mutating func isComparable(
        _ left: Expression, _ right: Expression, _ signAt: SourceLocation, at location: SourceLocation
    ) -> Bool {
        if left.type == right.type { return true }
        let labels = operandLabels(left) + operandLabels(right)
        if case .quantity(let first) = left.type, case .quantity(let second) = right.type,
            first == .ratio && second == .number || first == .number && second == .ratio
        {
            let plain = first == .number ? left : right
            if case .quantity(let value) = plain.kind {
                let percent = Self.percent(value.value)
                report(
                    .plainFraction,
                    "`\(text(at: plain.location))` is a plain number, and what it is compared with is a percentage",
                    at: plain.location, labels: labels, help: percent.map { "write `\($0)`" } ?? "write it in percent",
                    fixes: percent.map { [Diagnostic.Fix("write it in percent", [.init(plain.location.range, $0)])] }
                        ?? [])
                return false
            }
        }
        report(
            .unlikeComparison, "`\(text(at: location))` compares \(describe(left.type)) with \(describe(right.type))",
            at: signAt,
            labels: labels, help: comparisonHelp(left, right))
        return false
    }

    private func comparisonHelp(_ left: Expression, _ right: Expression) -> String? {
        for (one, other) in [(left, right), (right, left)] {
            guard one.type == .quantity(.number), case .quantity(let kind) = other.type,
                let unit = Unit.table.first(where: { $0.dimension == kind.dimension && $0.numerator == $0.denominator })
                    ?? Unit.table.first(where: { $0.dimension == kind.dimension })
            else { continue }
            return "give the number its unit: `\(text(at: one.location)) \(unit.symbol)`"
        }
        for (one, other) in [(left, right), (right, left)] {
            if case .enumeration = one.type, other.type == .text { return "cases are written without quotes" }
        }
        return nil
    }

    private static func percent(_ value: Rational) -> String? {
        guard let hundred = value.multiplied(by: Rational(whole: 100)) else { return nil }
        return hundred.decimalText.map { "\($0)%" }
    }

    private func isOrdered(_ type: ValueType) -> Bool {
        switch type {
        case .quantity, .timeOfDay: true
        case .boolean, .text, .enumeration, .weekday: false
        }
    }

    /// A single name that is neither an attribute nor a `let` nor a plain word of the language.
    private func isBareWord(_ view: ExpressionView) -> Bool {
        guard case .path(let names) = view.kind, names.count == 1, let name = names.first else { return false }
        return scope.attributeIndex[name.text] == nil && scope.constantIndex[name.text] == nil
            && !Schema.functions.contains { $0.isPlainWord && $0.name == name.text }
    }

    /// The type that an operand wants its neighbour to have.
    private func hint(_ view: ExpressionView) -> Expectation {
        // Literals have none, and are not read for it.
        let node = view.tree.nodes[view.node].kind
        guard node == .parenthesized || node == .path else { return .nothing }
        switch view.kind {
        case .parenthesized(let inner):
            return hint(inner)
        case .path(let names):
            guard names.count == 1, let name = names.first else { return .nothing }
            if let index = scope.attributeIndex[name.text] { return .type(type(of: index)) }
            return name.text == "weekday" ? .type(.weekday) : .nothing
        default:
            return .nothing
        }
    }

    // MARK: Membership

    mutating func membership(
        _ valueView: ExpressionView, _ setView: ExpressionView, _ context: ExpressionContext,
        at location: SourceLocation
    ) -> Expression? {
        let source = location.source
        guard let value = expression(valueView, context, .nothing, source: source) else { return nil }
        switch setView.kind {
        case .range(let lowView, let highView):
            let low = expression(lowView, context, .type(value.type), source: source)
            let high = expression(highView, context, .type(value.type), source: source)
            guard let low, let high else { return nil }
            let setAt = SourceLocation(setView.range, in: source)
            guard isComparable(value, low, setAt, at: location), isComparable(value, high, setAt, at: location) else {
                return nil
            }
            guard isOrdered(value.type) else {
                report(
                    .unorderedType, "\(describe(value.type)) has no order, so that nothing lies between two of them",
                    at: setAt,
                    labels: operandLabels(value), help: "list the values: `in [ … ]`")
                return nil
            }
            if case .quantity(let first) = low.kind, case .quantity(let last) = high.kind, last.value < first.value {
                reportEmptyRange(at: setAt)
                return nil
            }
            return Expression(.within(value, low: low, high: high), .boolean, at: location)
        case .list(let amounts):
            var members: [Expression] = []
            var failed = false
            for amount in amounts {
                guard let member = expression(amount.expression, context, .type(value.type), source: source) else {
                    failed = true
                    continue
                }
                if isComparable(value, member, member.location, at: member.location) {
                    members.append(member)
                } else {
                    failed = true
                }
            }
            return failed ? nil : Expression(.member(value, members), .boolean, at: location)
        default:
            report(
                .wrongShape, "`in` needs a range or a list behind it", at: SourceLocation(setView.range, in: source),
                help: "write `in [a, b]` or `in low..high`")
            return nil
        }
    }

    mutating func reportEmptyRange(at location: SourceLocation) {
        report(
            .emptyRange, "the range `\(text(at: location))` ends below its start", at: location,
            help: "swap the two ends")
    }
}

extension Expression.Arithmetic {
    init(_ sign: ArithmeticOperator) {
        switch sign {
        case .add: self = .add
        case .subtract: self = .subtract
        case .multiply: self = .multiply
        case .divide: self = .divide
        }
    }
}

extension Expression.Comparison {
    init(_ sign: ComparisonOperator) {
        switch sign {
        case .less: self = .less
        case .lessOrEqual: self = .lessOrEqual
        case .equal: self = .equal
        case .notEqual: self = .notEqual
        case .greaterOrEqual: self = .greaterOrEqual
        case .greater: self = .greater
        }
    }
}
