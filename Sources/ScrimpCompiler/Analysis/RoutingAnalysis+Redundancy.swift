/// What could be left out of first-match rules without changing where any request goes. Only what a diagram settles is said:
/// where there is none, nothing is redundant.
extension RoutingAnalysis {
    /// A rule whose requests would go the same way without it.
    package struct RedundantRule: Hashable, Sendable {
        package var rule: Int
        /// Later rules that would take its requests, ascending.
        package var takenBy: [Int]
    }

    /// `outcomes` has a number for each rule; rules with equal numbers do the same. Each rule is redundant by itself: once one of
    /// them is left out, another may be needed.
    package func redundantRules(outcomes: [Int]) -> [RedundantRule] {
        guard let diagram, outcomes.count == problem.rules.count else { return [] }
        let dead = Set(deadRules.map(\.rule))
        var seen: Set<Int> = []
        var candidates: [Int] = []
        for rule in outcomes.indices.reversed() where !seen.insert(outcomes[rule]).inserted && !dead.contains(rule) {
            candidates.append(rule)
        }
        guard let first = candidates.last else { return [] }
        var store = diagram.store
        store.allowMoreEdges()
        var found: [RedundantRule] = []
        // Who would take a request if the rules up to here were not there.
        var rest = DiagramReference.none
        do throws(DiagramTooLarge) {
            for rule in outcomes.indices.reversed() where rule >= first {
                if candidates.contains(rule), let takers = diagram.takers(of: rule, rest, in: store, outcomes) {
                    found.append(RedundantRule(rule: rule, takenBy: takers))
                }
                let own = try store.combine(.and, diagram.conditions[rule], .answer(rule))
                rest = try store.combine(.orElse, own, rest)
            }
        } catch {
            // What was found so far is true all the same.
        }
        return found.reversed()
    }

    /// A condition as it is written: parts that are joined by `and`, or by `or`.
    package struct ConditionParts: Hashable, Sendable {
        package var parts: [Formula]
        package var isConjunction: Bool

        package init(_ parts: [Formula], isConjunction: Bool) {
            self.parts = parts
            self.isConjunction = isConjunction
        }
    }

    /// By rule: the parts of its condition that change nothing, after the rules before it and beside its other parts. All of them
    /// can be left out together. `conditions` has the parts of each rule, nil for those that are not asked about.
    package func redundantParts(ofRules conditions: [ConditionParts?]) -> [[Int]] {
        var result = [[Int]](repeating: [], count: conditions.count)
        guard let diagram, conditions.count == problem.rules.count,
            let last = conditions.lastIndex(where: { $0.map { $0.parts.count > 1 } ?? false })
        else { return result }
        var store = diagram.store
        store.allowMoreEdges()
        // Requests that no rule so far has taken.
        var reached = DiagramReference.yes
        for rule in 0...last {
            do throws(DiagramTooLarge) {
                if let condition = conditions[rule], condition.parts.count > 1 {
                    result[rule] = try store.redundantParts(condition, reached: reached)
                }
            } catch {
                // A part that another one swallows is not in the cells: what they say of each other is seen by themselves.
                store.pending.removeAll()
                result[rule] = conditions[rule].map { redundantParts($0) } ?? []
            }
            do throws(DiagramTooLarge) {
                let others = try store.condition(problem.rules[rule], negated: true)
                reached = try store.combine(.and, reached, others)
            } catch {
                return result
            }
        }
        return result
    }

    /// Parts of a condition that change nothing beside its other parts, whatever else the policy says.
    package func redundantParts(_ condition: ConditionParts) -> [Int] {
        guard condition.parts.count > 1, condition.canRepeatItself,
            var store = DecisionDiagram(of: condition.parts, domains: problem.domains)
        else { return [] }
        do throws(DiagramTooLarge) {
            return try store.redundantParts(condition, reached: .yes)
        } catch {
            return []
        }
    }

    /// Whether a condition holds for every request.
    package func holdsAlways(_ formula: Formula) -> Bool {
        switch formula {
        case .constant(let value): return value
        case .test(let predicate):
            guard problem.domains.indices.contains(predicate.feature) else { return false }
            let domain = problem.domains[predicate.feature].range
            return predicate.intervals.contains {
                $0.lowerBound <= domain.lowerBound && $0.upperBound >= domain.upperBound
            }
        case .and(let parts): return parts.allSatisfy { holdsAlways($0) }
        case .or, .not:
            guard var store = DecisionDiagram(of: [formula], domains: problem.domains) else { return false }
            do throws(DiagramTooLarge) {
                return try store.condition(formula) == .yes
            } catch {
                return false
            }
        }
    }

    /// By condition: the first one that means the same, itself where none does.
    package func firstEqual(of formulas: [Formula]) -> [Int] {
        let own = Array(formulas.indices)
        guard formulas.count > 1, var store = DecisionDiagram(of: formulas, domains: problem.domains) else {
            return own
        }
        var first: [DiagramReference: Int] = [:]
        var result: [Int] = []
        for (index, formula) in formulas.enumerated() {
            do throws(DiagramTooLarge) {
                let reference = try store.condition(formula)
                result.append(first[reference] ?? index)
                if first[reference] == nil { first[reference] = index }
            } catch {
                return own
            }
        }
        return result
    }
}

extension RoutingAnalysis.ConditionParts {
    /// Parts that ask about different things say nothing about each other.
    fileprivate var canRepeatItself: Bool {
        var seen: Set<Int> = []
        for part in parts {
            var own: Set<Int> = []
            part.forEachFeature { own.insert($0) }
            if own.isEmpty || !seen.isDisjoint(with: own) { return true }
            seen.formUnion(own)
        }
        return false
    }
}

extension RoutingDiagram {
    /// The rules that would take the requests of a rule; nil where one of them does something else.
    fileprivate func takers(
        of rule: Int, _ rest: DiagramReference, in store: DecisionDiagram, _ outcomes: [Int]
    ) -> [Int]? {
        var takers: Set<Int> = []
        let other = store.example(root, rest, skip: { left, _ in !left.isNode && left != .answer(rule) }) { _, right in
            guard let taker = right.answer, outcomes[taker] == outcomes[rule] else { return true }
            takers.insert(taker)
            return false
        }
        return other == nil && !takers.isEmpty ? takers.sorted() : nil
    }
}

extension DecisionDiagram {
    /// Edges that further questions may add.
    fileprivate static let edgesOfQuestions = 50_000

    /// An empty store over the cells of some formulas; nil where they ask about nothing.
    fileprivate init?(of formulas: [Formula], domains: [FeatureDomain]) {
        let cells = FeatureCells(domains: domains, formulas: formulas)
        guard let order = FeatureOrder.candidates(cells: cells, formulas: formulas).first else { return nil }
        self.init(cells: cells, order: order, edgeLimit: Self.edgesOfQuestions)
    }

    fileprivate mutating func allowMoreEdges() {
        edgeLimit = edges.count + Self.edgesOfQuestions
        steps = 0
    }

    /// Parts without which the condition holds for the same of the requests that reach it. The last is tried first: what comes
    /// later repeats what came before.
    fileprivate mutating func redundantParts(
        _ condition: RoutingAnalysis.ConditionParts, reached: DiagramReference
    ) throws(DiagramTooLarge) -> [Int] {
        var references: [DiagramReference] = []
        for part in condition.parts { references.append(try self.condition(part)) }
        var kept = Array(references.indices)
        var redundant: [Int] = []
        for part in references.indices.reversed() where kept.count > 1 {
            let others = kept.filter { $0 != part }
            var premise = condition.isConjunction ? reached : try combine(.and, reached, references[part])
            var conclusion = condition.isConjunction ? references[part] : .none
            for other in others {
                if condition.isConjunction {
                    premise = try combine(.and, premise, references[other])
                } else {
                    conclusion = try combine(.orElse, conclusion, references[other])
                }
            }
            if implies(premise, conclusion) {
                kept = others
                redundant.append(part)
            }
        }
        return redundant.reversed()
    }
}
