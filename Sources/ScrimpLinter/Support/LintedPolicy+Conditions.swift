import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpSemantics

/// A condition that stands for itself: not that of a rule, which comes after others.
struct LoneCondition {
    /// `cache answers`
    var owner: String
    var expression: Expression
    /// What it counts as where it is undefined.
    var undefined: Bool
    /// Whether the field must be given, so that one that always holds has to be written.
    var isRequired: Bool
}

extension LintedPolicy {
    /// The conditions of everything but rules, in the order of the policy's kinds.
    var loneConditions: [LoneCondition] {
        var result: [LoneCondition] = []
        func add(
            _ kind: String, _ name: String, _ expression: Expression?, undefined: Bool = false, required: Bool = false
        ) {
            guard let expression else { return }
            result.append(
                LoneCondition(
                    owner: "\(kind) \(name)", expression: expression, undefined: undefined, isRequired: required))
        }
        for item in policy.switches {
            add("switch", item.name, item.condition, undefined: true)
            add("switch", item.name, item.throwWhen)
        }
        for item in policy.allows { add("allow", item.name, item.condition, undefined: true, required: true) }
        for item in policy.budgets { add("budget", item.name, item.condition, undefined: true) }
        for item in policy.limits { add("limit", item.name, item.condition, undefined: true) }
        for item in policy.gathers { add("gather", item.name, item.condition) }
        for item in policy.caches { add("cache", item.name, item.condition) }
        for item in policy.batches { add("batch", item.name, item.condition) }
        for item in policy.shapes {
            add("shape", item.name, item.condition)
            add("shape", item.name, item.stopEarly)
        }
        for item in policy.rollouts { add("rollout", item.name, item.revertWhen) }
        for item in policy.alerts { add("alert", item.name, item.condition, required: true) }
        return result
    }

    /// A condition as the analysis sees it, part by part; nil where it is one part, or is not known to the analysis.
    func parts(of condition: Expression, undefined: Bool) -> (
        written: [Expression], parts: RoutingAnalysis.ConditionParts
    )? {
        let written = condition.writtenParts
        guard written.count > 1 else { return nil }
        let formulas = written.compactMap { compilation.formula(of: $0, undefined: undefined) }
        guard formulas.count == written.count else { return nil }
        var isConjunction = false
        if case .and = condition.kind { isConjunction = true }
        return (written, RoutingAnalysis.ConditionParts(formulas, isConjunction: isConjunction))
    }
}

extension Expression {
    /// What `and`, or `or`, joins here; itself where neither does. A `let` is one part: what it joins is written elsewhere.
    var writtenParts: [Expression] {
        switch kind {
        case .and(let left, let right) where contains(left) && contains(right):
            left.conjuncts(of: .conjunction) + right.conjuncts(of: .conjunction)
        case .or(let left, let right) where contains(left) && contains(right):
            left.conjuncts(of: .disjunction) + right.conjuncts(of: .disjunction)
        default: [self]
        }
    }

    private enum Joint { case conjunction, disjunction }

    private func conjuncts(of joint: Joint) -> [Expression] {
        switch (kind, joint) {
        case (.and, .conjunction), (.or, .disjunction): writtenParts
        default: [self]
        }
    }

    private func contains(_ part: Expression) -> Bool {
        part.location.source == location.source && part.location.range.start >= location.range.start
            && part.location.range.end <= location.range.end
    }

    /// The expressions directly within this one.
    var operands: [Expression] {
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
