package import ScrimpPlan

/// Not to be confused with the conjunctions that the column rules are made of.
private typealias CellConstraint = Conjunction.Constraint

extension ColumnRules {
    /// Nil where the rules are too many for masks.
    package init?(cells: FeatureCells, rules: [Formula], dead: Set<Int>) {
        guard
            let list = ConjunctionList(cells: cells, rules: rules, dead: dead, limit: Self.conjunctionLimit),
            let otherwise = UInt16(exactly: list.otherwise ?? Int(Self.noRule))
        else { return nil }
        self.init(otherwise: otherwise)
        var known: [Predicate: UInt32] = [:]
        var knownSets: [CellConstraint: UInt32] = [:]
        for entry in list.entries {
            guard let rule = UInt16(exactly: entry.rule), rule != Self.noRule else { return nil }
            let start = UInt32(literals.count)
            for constraint in entry.conjunction.constraints {
                guard let feature = UInt16(exactly: constraint.feature) else { return nil }
                if constraint.ranges.count == 1, let range = constraint.ranges.first {
                    if range.lowerBound > 0 {
                        let key = cells.cuts[constraint.feature][range.lowerBound - 1]
                        literals.append(less(feature, key, &known) | 1)
                    }
                    if range.upperBound < cells.count(constraint.feature) {
                        literals.append(less(feature, cells.cuts[constraint.feature][range.upperBound - 1], &known))
                    }
                } else {
                    literals.append(member(feature, constraint, cells, &knownSets))
                }
            }
            conjunctions.append(Conjunction(start: start, count: UInt32(literals.count) - start, rule: rule))
        }
    }

    private mutating func less(_ feature: UInt16, _ key: Int64, _ known: inout [Predicate: UInt32]) -> UInt32 {
        let predicate = Predicate(feature: feature, kind: .less, key: key)
        if let literal = known[predicate] { return literal }
        let literal = UInt32(predicates.count) << 1
        predicates.append(predicate)
        known[predicate] = literal
        return literal
    }

    private mutating func member(
        _ feature: UInt16, _ constraint: CellConstraint, _ cells: FeatureCells,
        _ known: inout [CellConstraint: UInt32]
    ) -> UInt32 {
        if let literal = known[constraint] { return literal }
        let complement = CellConstraint(
            feature: constraint.feature, ranges: cells.complement(constraint.feature, of: constraint.ranges))
        if let literal = known[complement] { return literal | 1 }
        let base = members.count
        let count = cells.values(constraint.feature, of: 0..<cells.count(constraint.feature)).count
        members.append(contentsOf: repeatElement(0, count: count))
        for range in constraint.ranges {
            for value in cells.values(constraint.feature, of: range) { members[base + Int(value)] = 255 }
        }
        let literal = UInt32(predicates.count) << 1
        predicates.append(Predicate(feature: feature, kind: .member, key: Int64(base), count: UInt32(count)))
        known[constraint] = literal
        return literal
    }
}
