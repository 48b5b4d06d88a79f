import ScrimpQuantities
import ScrimpSemantics

extension Expression {
    /// Whether the condition holds only for requests whose attribute is at least so large. False where that is not seen.
    func implies(_ attribute: Int, atLeast least: Rational) -> Bool {
        switch kind {
        case .and(let left, let right):
            return left.implies(attribute, atLeast: least) || right.implies(attribute, atLeast: least)
        case .or(let left, let right):
            return left.implies(attribute, atLeast: least) && right.implies(attribute, atLeast: least)
        case .compare(let comparison, let left, let right):
            switch (comparison, left.kind, right.kind) {
            case (.greaterOrEqual, .attribute(attribute), .quantity(let bound)),
                (.greater, .attribute(attribute), .quantity(let bound)),
                (.equal, .attribute(attribute), .quantity(let bound)),
                (.lessOrEqual, .quantity(let bound), .attribute(attribute)),
                (.less, .quantity(let bound), .attribute(attribute)):
                return bound.value >= least
            default: return false
            }
        case .within(let value, let low, _):
            if case .attribute(attribute) = value.kind, case .quantity(let bound) = low.kind {
                return bound.value >= least
            }
            return false
        default: return false
        }
    }

    /// Whether the condition asks about one of some attributes anywhere.
    func asks(about attributes: Set<Int>) -> Bool {
        func any(_ parts: [Expression]) -> Bool { parts.contains { $0.asks(about: attributes) } }
        switch kind {
        case .attribute(let index): return attributes.contains(index)
        case .not(let part), .negate(let part), .absolute(let part), .textTest(_, let part, _): return any([part])
        case .and(let left, let right), .or(let left, let right), .compare(_, let left, let right),
            .arithmetic(_, let left, let right):
            return any([left, right])
        case .within(let value, let low, let high): return any([value, low, high])
        case .member(let value, let list): return any([value] + list)
        case .minimum(let parts), .maximum(let parts): return any(parts)
        default: return false
        }
    }
}

extension LintedPolicy {
    /// Whether every request of a rule can wait so many nanoseconds for its answer.
    func waits(_ rule: Rule, atLeast nanoseconds: Int64) -> Bool {
        guard let deadline = policy.attributes.firstIndex(where: { $0.name == "deadline" && $0.kind == .duration })
        else {
            return policy.settings.deadline >= nanoseconds
        }
        return rule.condition?.implies(deadline, atLeast: Rational(whole: Int128(nanoseconds))) ?? false
    }
}
