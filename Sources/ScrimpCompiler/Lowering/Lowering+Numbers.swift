import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

/// Comparisons of numbers: with a constant, of sums, and of everything else.
extension Lowering {
    mutating func compareNumbers(
        _ comparison: Expression.Comparison, _ left: Expression, _ right: Expression
    ) -> Truth {
        if let first = linearForm(left), let second = linearForm(right),
            let difference = first.adding(second, times: Rational(whole: -1)),
            let formula = linear(comparison, difference)
        {
            return Truth(formula)
        }
        return nonlinear(comparison, left, right)
    }

    /// `form` compared with zero. Nil where the numbers leave 64 bits.
    private mutating func linear(_ comparison: Expression.Comparison, _ form: LinearForm) -> Formula? {
        if form.isConstant { return .constant(comparison.holds(form.constant, .zero)) }
        if form.features.count == 1, let feature = form.features.first, let coefficient = form.coefficients[feature] {
            guard let cut = form.constant.negated.divided(by: coefficient) else { return nil }
            let direction = coefficient < .zero ? comparison.mirrored : comparison
            let domain = domain(feature)
            return .test(feature, in: direction.intervals(around: cut, within: domain.range), of: domain)
        }
        guard let (terms, constant, factor) = form.normalised(), let (domain, isWhole) = sumDomain(terms) else {
            return nil
        }
        let cut = constant.negated
        // At run time a sum stays at the ends of 64 bits: there it can no longer be told what it was.
        if !isWhole, cut.floor <= Int128(Int64.min) + 1 || cut.ceiling >= Int128(Int64.max) - 1 { return nil }
        let direction = factor < .zero ? comparison.mirrored : comparison
        let linearTerms = terms.map {
            LinearTerm(feature: UInt16(truncatingIfNeeded: $0.feature), coefficient: $0.coefficient)
        }
        let feature = features.index(ofSum: linearTerms, domain: domain)
        return .test(feature, in: direction.intervals(around: cut, within: domain.range), of: domain)
    }

    /// What a sum can come to, clipped to 64 bits, and whether nothing was clipped. Nil beyond 128 bits.
    private func sumDomain(_ terms: [(feature: Int, coefficient: Int64)]) -> (FeatureDomain, isWhole: Bool)? {
        var (low, high): (Int128, Int128) = (0, 0)
        for (feature, coefficient) in terms {
            let bounds = domain(feature).range
            let ends = [bounds.lowerBound, bounds.upperBound].map { Int128($0) * Int128(coefficient) }
            let lowest = low.addingReportingOverflow(min(ends[0], ends[1]))
            let highest = high.addingReportingOverflow(max(ends[0], ends[1]))
            guard !lowest.overflow, !highest.overflow else { return nil }
            (low, high) = (lowest.partialValue, highest.partialValue)
        }
        let clipped = (Int64(clamping: low), Int64(clamping: high))
        let isWhole = Int128(clipped.0) == low && Int128(clipped.1) == high
        return (.numbers(clipped.0, clipped.1), isWhole)
    }

    /// Nil for what is not linear, and where a number leaves 128 bits.
    private mutating func linearForm(_ expression: Expression) -> LinearForm? {
        switch expression.kind {
        case .quantity(let quantity): return LinearForm(constant: quantity.value)
        case .attribute, .filled, .health:
            guard let (feature, scale) = number(expression), let coefficient = Rational(1, Int128(scale)) else {
                return nil
            }
            return LinearForm(feature: feature, coefficient: coefficient)
        case .negate(let inner): return linearForm(inner)?.scaled(by: Rational(whole: -1))
        case .arithmetic(let operation, let left, let right):
            guard let first = linearForm(left), let second = linearForm(right) else { return nil }
            switch operation {
            case .add: return first.adding(second)
            case .subtract: return first.adding(second, times: Rational(whole: -1))
            case .multiply:
                if second.isConstant { return first.scaled(by: second.constant) }
                return first.isConstant ? second.scaled(by: first.constant) : nil
            case .divide:
                guard second.isConstant, let inverse = Rational.one.divided(by: second.constant) else { return nil }
                return first.scaled(by: inverse)
            }
        default: return nil
        }
    }

    /// The feature behind a number of the request or the state, and how many of its units are one base unit.
    private mutating func number(_ expression: Expression) -> (feature: Int, scale: Int64)? {
        switch expression.kind {
        case .attribute(let attribute): return (attribute, policy.attributes[attribute].scale)
        case .filled(let budget):
            let feature = features.index(
                of: .filled(budget: UInt16(truncatingIfNeeded: budget)), domain: .numbers(0, .max))
            return (feature, PlanAttribute.ratioScale)
        case .spend(let over):
            return money(.spend(over: over.nanoseconds))
        case .usual(let over):
            return money(.usual(over: over.nanoseconds, length: usualLength ?? over.nanoseconds))
        case .quality(let model, let over, let least):
            return ratio(
                .quality(
                    target: UInt16(truncatingIfNeeded: model), over: over.nanoseconds,
                    atLeast: Int64(clamping: least.value.rounded)))
        case .health(let model): return ratio(.health(target: UInt16(truncatingIfNeeded: model)))
        case .hostNumber(let name): return ratio(.hostNumber(strings.intern(name)), most: .max)
        default: return nil
        }
    }
}

/// Numbers of the state.
extension Lowering {
    private mutating func money(_ feature: PlanFeature) -> (feature: Int, scale: Int64) {
        (features.index(of: feature, domain: .numbers(0, .max)), Int64(Money.picoPerDollar))
    }

    private mutating func ratio(
        _ feature: PlanFeature, most: Int64 = PlanAttribute.ratioScale
    ) -> (feature: Int, scale: Int64) {
        (features.index(of: feature, domain: .numbers(0, most)), PlanAttribute.ratioScale)
    }

    /// The time of the only `spend` of a comparison, in nanoseconds; nil where there is none, or more than one.
    static func usualLength(_ left: Expression, _ right: Expression) -> Int64? {
        let lengths = (left.parts + right.parts).compactMap { part -> Int64? in
            if case .spend(let over) = part.kind { return over.nanoseconds }
            return nil
        }
        return lengths.count == 1 ? lengths[0] : nil
    }

    /// What a condition asks about quality, as features; it is lowered already.
    mutating func qualityFeatures(of expression: Expression) -> [UInt16] {
        var result: [UInt16] = []
        for part in expression.parts {
            guard case .quality = part.kind, let (feature, _) = number(part) else { continue }
            let index = UInt16(truncatingIfNeeded: feature)
            if !result.contains(index) { result.append(index) }
        }
        return result
    }
}

extension Quantity {
    /// Of a duration.
    fileprivate var nanoseconds: Int64 { Int64(clamping: value.rounded) }
}

/// Comparisons that are worked out step by step at run time.
extension Lowering {
    /// Only "less" and "equal" are worked out: the others are their mirror images and opposites, and share them.
    private mutating func nonlinear(
        _ comparison: Expression.Comparison, _ left: Expression, _ right: Expression
    ) -> Truth {
        switch comparison {
        case .less: return steps(.less, left, right)
        case .greater: return steps(.less, right, left)
        case .greaterOrEqual: return steps(.less, left, right).negated
        case .lessOrEqual: return steps(.less, right, left).negated
        case .equal: return steps(.equal, left, right)
        case .notEqual: return steps(.equal, left, right).negated
        }
    }

    private mutating func steps(_ comparison: Comparison, _ left: Expression, _ right: Expression) -> Truth {
        var steps: [Instruction] = []
        guard append(left, to: &steps), append(right, to: &steps) else { return .undefined }
        steps.append(.compare(comparison))
        let feature = features.index(ofComparison: steps)
        return Truth(
            .test(feature, in: [1...1], of: domain(feature)), .test(feature, in: [0...0], of: domain(feature)))
    }

    private mutating func append(_ expression: Expression, to steps: inout [Instruction]) -> Bool {
        switch expression.kind {
        case .quantity(let quantity):
            guard let numerator = Int64(exactly: quantity.value.numerator),
                let denominator = Int64(exactly: quantity.value.denominator)
            else {
                diagnostics.append(
                    Diagnostic(
                        .conditionNumberTooLarge,
                        "this number is too large or too fine for a condition that is not linear",
                        at: expression.location, help: "write it with fewer digits"))
                return false
            }
            steps.append(.constant(numerator: numerator, denominator: denominator))
        case .attribute, .filled, .health, .spend, .usual, .quality, .hostNumber:
            guard let (feature, scale) = number(expression) else { return false }
            steps.append(.feature(UInt16(truncatingIfNeeded: feature), scale: scale))
        case .negate(let inner):
            guard append(inner, to: &steps) else { return false }
            steps.append(.negate)
        case .absolute(let inner):
            guard append(inner, to: &steps) else { return false }
            steps.append(.absolute)
        case .arithmetic(let operation, let left, let right):
            guard append(left, to: &steps), append(right, to: &steps) else { return false }
            switch operation {
            case .add: steps.append(.add)
            case .subtract: steps.append(.subtract)
            case .multiply: steps.append(.multiply)
            case .divide: steps.append(.divide)
            }
        case .minimum(let parts), .maximum(let parts):
            var isFirst = true
            for part in parts {
                guard append(part, to: &steps) else { return false }
                if !isFirst, case .minimum = expression.kind { steps.append(.minimum) }
                if !isFirst, case .maximum = expression.kind { steps.append(.maximum) }
                isFirst = false
            }
        default:
            return false
        }
        return true
    }
}
