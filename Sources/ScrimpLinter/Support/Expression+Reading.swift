import ScrimpSemantics

extension Expression {
    /// Whether this part or one within it is what is sought.
    func reads(_ isSought: (Kind) -> Bool) -> Bool {
        if isSought(kind) { return true }
        switch kind {
        case .not(let part), .negate(let part), .absolute(let part), .textTest(_, let part, _):
            return part.reads(isSought)
        case .and(let left, let right), .or(let left, let right), .compare(_, let left, let right),
            .arithmetic(_, let left, let right):
            return left.reads(isSought) || right.reads(isSought)
        case .within(let value, let low, let high):
            return value.reads(isSought) || low.reads(isSought) || high.reads(isSought)
        case .member(let value, let list):
            return value.reads(isSought) || list.contains { $0.reads(isSought) }
        case .minimum(let parts), .maximum(let parts): return parts.contains { $0.reads(isSought) }
        case .boolean, .quantity, .text, .enumerationCase, .timeOfDay, .weekdayName, .attribute, .localTime, .weekday,
            .filled, .spend, .usual, .quality, .health, .hostNumber, .first, .reachable, .verdict:
            return false
        }
    }

    func reads(attribute: Int) -> Bool {
        reads { if case .attribute(attribute) = $0 { true } else { false } }
    }

    /// The first attribute that the condition asks about and that is of some sort.
    func attribute(in policy: Policy, where isSought: (Attribute) -> Bool) -> Attribute? {
        var found: Attribute?
        _ = reads {
            guard case .attribute(let index) = $0, isSought(policy.attributes[index]) else { return false }
            found = policy.attributes[index]
            return true
        }
        return found
    }

    /// Whether the time of day or the day of the week matters.
    var readsClock: Bool {
        reads {
            switch $0 {
            case .localTime, .weekday: true
            default: false
            }
        }
    }

    /// The comparisons within conjunctions, disjunctions and negations, in source order.
    var comparisons: [(sign: Comparison, left: Expression, right: Expression, whole: Expression)] {
        switch kind {
        case .and(let left, let right), .or(let left, let right): left.comparisons + right.comparisons
        case .not(let part): part.comparisons
        case .compare(let sign, let left, let right): [(sign, left, right, self)]
        default: []
        }
    }
}
