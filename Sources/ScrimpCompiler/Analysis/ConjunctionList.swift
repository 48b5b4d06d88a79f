/// The rules as conjunctions in rule order, for forms that test all of them: each number in one interval, each case or text
/// in one set.
package struct ConjunctionList: Sendable {
    package struct Entry: Sendable {
        package var conjunction: Conjunction
        package var rule: Int
    }

    package var entries: [Entry] = []
    /// The rule that is left when none holds; nil where there is none.
    package var otherwise: Int?

    /// Nil where there would be more than `limit` conjunctions. Dead rules are left out, and what comes after a rule that
    /// always holds.
    package init?(cells: FeatureCells, rules: [Formula], dead: Set<Int>, limit: Int) {
        for (rule, formula) in rules.enumerated() where !dead.contains(rule) {
            // One more than there is room for: a rule that always holds needs no room.
            guard let expanded = cells.conjunctions(of: formula, limit: limit) else { return nil }
            if expanded.contains(.always) {
                otherwise = rule
                return
            }
            for conjunction in expanded {
                guard let parts = Self.withSingleIntervals(conjunction, cells: cells, limit: limit) else { return nil }
                for part in parts { entries.append(Entry(conjunction: part, rule: rule)) }
                if entries.count > limit { return nil }
            }
        }
    }

    /// Some of the conjunctions; only the last part says what is left when none holds.
    package func part(_ range: Range<Int>, isLast: Bool) -> ConjunctionList {
        var part = self
        part.entries = Array(entries[range])
        if !isLast { part.otherwise = nil }
        return part
    }

    /// Splits numbers that may lie in one of several intervals.
    private static func withSingleIntervals(
        _ conjunction: Conjunction, cells: FeatureCells, limit: Int
    ) -> [Conjunction]? {
        var result = [conjunction]
        for constraint in conjunction.constraints
        where !cells.isTabular[constraint.feature] && constraint.ranges.count > 1 {
            guard result.count * constraint.ranges.count <= limit else { return nil }
            result = result.flatMap { part in constraint.ranges.map { part.with(constraint.feature, ranges: [$0]) } }
        }
        return result
    }
}
