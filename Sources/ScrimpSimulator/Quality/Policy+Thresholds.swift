import ScrimpQuantities
package import ScrimpSemantics

extension Policy {
    /// The attribute that a constant is a threshold on: the first that a rule compares with it. Nil where none does.
    package func thresholdAttribute(of constant: Int) -> Int? {
        for rule in rules {
            if let condition = rule.condition, let found = threshold(constant, in: condition, depth: 0) { return found }
        }
        return nil
    }

    private static let deepest = 256

    private func threshold(_ constant: Int, in expression: Expression, depth: Int) -> Int? {
        guard depth < Self.deepest else { return nil }
        func first(_ parts: [Expression]) -> Int? {
            for part in parts { if let found = threshold(constant, in: part, depth: depth + 1) { return found } }
            return nil
        }
        func attribute(_ value: Expression, against limits: [Expression]) -> Int? {
            guard case .attribute(let index) = value.kind,
                limits.contains(where: { constantUses[$0.location] == constant })
            else { return nil }
            return index
        }
        switch expression.kind {
        case .not(let inner): return first([inner])
        case .and(let left, let right), .or(let left, let right): return first([left, right])
        case .compare(_, let left, let right):
            return attribute(left, against: [right]) ?? attribute(right, against: [left])
        case .within(let value, let low, let high): return attribute(value, against: [low, high])
        default: return nil
        }
    }

    /// Base units of an attribute's whole numbers per base unit of a quantity.
    package func scale(ofAttribute index: Int) -> Int128 {
        switch attributes[index].kind {
        case .ratio: Int128(NumberFormat.ratio.numerator)
        case .money: Money.picoPerDollar
        default: 1
        }
    }
}
