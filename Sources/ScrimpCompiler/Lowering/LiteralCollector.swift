import ScrimpSemantics

/// Collects the texts that a policy compares each string attribute with.
struct LiteralCollector {
    private var literals: [[[UInt8]]]
    private var known: [Set<[UInt8]>]

    /// By attribute, in order of appearance; empty for what is no string.
    static func literals(of policy: Policy) -> [[[UInt8]]] {
        var collector = LiteralCollector(
            literals: policy.attributes.map { _ in [] }, known: policy.attributes.map { _ in [] })
        for (index, attribute) in policy.attributes.enumerated() {
            if case .text(let text) = attribute.defaultValue?.kind { collector.note(index, text) }
        }
        // A request whose scope is empty is outside the budget, the limit, the affinity.
        for budget in policy.budgets {
            if let scope = budget.scope, policy.attributes[scope].kind == .string { collector.note(scope, "") }
        }
        for limit in policy.limits {
            if let scope = limit.scope, policy.attributes[scope].kind == .string { collector.note(scope, "") }
        }
        for affinity in policy.affinities where policy.attributes[affinity.key].kind == .string {
            collector.note(affinity.key, "")
        }
        for condition in policy.conditions { collector.visit(condition) }
        return collector.literals
    }

    private mutating func note(_ attribute: Int, _ text: String) {
        guard literals.indices.contains(attribute) else { return }
        let bytes = Array(text.utf8)
        if known[attribute].insert(bytes).inserted { literals[attribute].append(bytes) }
    }

    private mutating func visit(_ expression: Expression) {
        switch expression.kind {
        case .compare(_, let left, let right):
            note(left, right)
            note(right, left)
        case .member(let value, let elements):
            for element in elements { note(value, element) }
        default: break
        }
        for child in expression.children { visit(child) }
    }

    private mutating func note(_ value: Expression, _ constant: Expression) {
        if case .attribute(let attribute) = value.kind, case .text(let text) = constant.kind { note(attribute, text) }
    }
}

extension Policy {
    /// Every condition that is run or proved, in a fixed order.
    var conditions: [Expression] {
        var result: [Expression] = switches.flatMap { [$0.condition, $0.throwWhen].compactMap(\.self) }
        result += caches.compactMap(\.condition)
        result += rules.compactMap(\.condition)
        result += allows.map(\.condition)
        result += budgets.compactMap(\.condition)
        result += rollouts.compactMap(\.revertWhen)
        result += shapes.flatMap { [$0.condition, $0.stopEarly].compactMap(\.self) }
        result += limits.compactMap(\.condition)
        result += batches.compactMap(\.condition)
        result += gathers.compactMap(\.condition)
        result += alerts.map(\.condition)
        for proof in proofs {
            switch proof.claim {
            case .never(let claim), .always(let claim): result.append(claim)
            case .implies(let premise, let conclusion): result += [premise, conclusion]
            }
        }
        for test in tests {
            for (attribute, value) in test.given {
                // A given text is a comparison with the attribute, as far as the analysis is concerned.
                result.append(
                    Expression(
                        .compare(
                            .equal, Expression(.attribute(attribute), value.type, at: value.location), value),
                        .boolean, at: value.location))
            }
            result.append(test.expectation)
        }
        return result
    }
}

extension Expression {
    var children: [Expression] {
        switch kind {
        case .not(let inner), .negate(let inner), .absolute(let inner), .textTest(_, let inner, _): [inner]
        case .and(let left, let right), .or(let left, let right), .compare(_, let left, let right),
            .arithmetic(_, let left, let right):
            [left, right]
        case .within(let value, let low, let high): [value, low, high]
        case .member(let value, let elements): [value] + elements
        case .minimum(let parts), .maximum(let parts): parts
        case .boolean, .quantity, .text, .enumerationCase, .timeOfDay, .weekdayName, .attribute, .localTime, .weekday,
            .filled, .spend, .usual, .quality, .health, .hostNumber, .first, .reachable, .verdict:
            []
        }
    }
}
