extension RoutingAnalysis {
    /// An example of a request for which a rule fires (any outcome where `rule` is nil) and a formula holds.
    package mutating func witness(firing rule: Int?, and formula: Formula) -> Answer {
        if let rule, !problem.rules.indices.contains(rule) { return .impossible }
        if var diagram {
            let condition = diagram.condition(formula)
            self.diagram = diagram
            if let condition {
                let sought = rule.map(DiagramReference.answer)
                let example = diagram.store.example(
                    condition, diagram.root,
                    skip: { left, right in
                        left == .none || (sought != nil && !right.isNode && right != sought)
                    },
                    isSought: { left, right in left == .yes && (sought == nil || right == sought) })
                return example.map(Answer.example) ?? .impossible
            }
        }
        let sought = rule.map { Formula.and([problem.rules[$0], formula]) } ?? formula
        var search = search ?? ConjunctionSearch(cells: cells, rules: problem.rules)
        guard let regions = cells.conjunctions(of: sought, limit: ConjunctionSearch.expansionLimit) else {
            return .notDecided
        }
        search.allow(steps: Self.stepsPerQuestion * 4)
        let answer = search.example(in: regions, before: rule ?? 0) { [problem] values in
            formula.holds(values) && (rule == nil || problem.firstMatch(values) == rule)
        }
        self.search = search
        return answer
    }

    /// How two policies over the same features compare.
    package enum Comparison: Hashable, Sendable {
        case equivalent
        /// A request that they treat differently, and the rule that each of them applies to it.
        case differs(values: [Int64], left: Int?, right: Int?)
        case notDecided
    }

    /// Whether two sets of rules lead every request to the same outcome. `outcomes` has a number for each rule; rules with
    /// equal numbers do the same, on either side. Both problems must have the same domains. `edgeLimit` replaces the limit of the
    /// diagram's size.
    package static func difference(
        _ left: RoutingProblem, outcomes leftOutcomes: [Int], _ right: RoutingProblem, outcomes rightOutcomes: [Int],
        edgeLimit: Int? = nil
    ) -> Comparison {
        guard left.domains == right.domains, left.rules.count == leftOutcomes.count,
            right.rules.count == rightOutcomes.count
        else { return .notDecided }
        let cells = FeatureCells(domains: left.domains, formulas: left.rules + right.rules)
        func comparison(_ values: [Int64]) -> Comparison {
            .differs(values: values, left: left.firstMatch(values), right: right.firstMatch(values))
        }
        let order = FeatureOrder.candidates(cells: cells, formulas: left.rules + right.rules)[0]
        let limit = edgeLimit ?? RoutingDiagram.edgeLimit(rules: left.rules.count + right.rules.count) * 2
        var store = DecisionDiagram(cells: cells, order: order, edgeLimit: limit)
        do throws(DiagramTooLarge) {
            var roots: [DiagramReference] = []
            for (problem, outcomes) in [(left, leftOutcomes), (right, rightOutcomes)] {
                var conditions: [DiagramReference] = []
                for rule in problem.rules { conditions.append(try store.condition(rule)) }
                roots.append(try store.firstMatch(conditions[...]) { outcomes[$0] })
            }
            guard roots[0] != roots[1] else { return .equivalent }
            let example = store.example(roots[0], roots[1], skip: { $0 == $1 }, isSought: { $0 != $1 })
            return example.map(comparison) ?? .equivalent
        } catch {
            return searchedDifference(left, leftOutcomes, right, rightOutcomes, cells, comparison)
        }
    }

    /// The same by search: each part of the left rules' regions is taken apart along the right rules.
    private static func searchedDifference(
        _ left: RoutingProblem, _ leftOutcomes: [Int], _ right: RoutingProblem, _ rightOutcomes: [Int],
        _ cells: FeatureCells, _ comparison: ([Int64]) -> Comparison
    ) -> Comparison {
        var leftSearch = ConjunctionSearch(cells: cells, rules: left.rules)
        var rightSearch = ConjunctionSearch(cells: cells, rules: right.rules)
        leftSearch.allow(steps: stepsInAll)
        rightSearch.allow(steps: stepsInAll)
        var isUnsure = !leftSearch.unexpanded.isEmpty || !rightSearch.unexpanded.isEmpty
        var found: [Int64]?
        do throws(ConjunctionSearch.OutOfSteps) {
            _ = try leftSearch.divide(.always, along: 0..<leftSearch.entries.count) {
                part, leftEntry, _ throws(ConjunctionSearch.OutOfSteps) in
                try rightSearch.divide(part, along: 0..<rightSearch.entries.count) {
                    smaller, rightEntry, _ throws(ConjunctionSearch.OutOfSteps) in
                    if leftEntry.map({ leftOutcomes[$0.rule] }) == rightEntry.map({ rightOutcomes[$0.rule] }) {
                        return true
                    }
                    let values = smaller.example(cells)
                    let winners = (left.firstMatch(values), right.firstMatch(values))
                    if winners.0.map({ leftOutcomes[$0] }) == winners.1.map({ rightOutcomes[$0] }) { return true }
                    found = values
                    return false
                }
            }
        } catch {
            isUnsure = true
        }
        if let found { return comparison(found) }
        return isUnsure ? .notDecided : .equivalent
    }
}
