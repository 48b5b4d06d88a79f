extension RoutingAnalysis {
    /// Steps of the search for one question, and for all questions of one analysis.
    static let stepsPerQuestion = 100_000
    static let stepsInAll = 2_000_000
    /// Sets of covering rules are made smaller only for so many dead rules, and up to so many covering rules each.
    static let minimizedRules = 200
    static let minimizedSet = 16

    mutating func findDeadRules() {
        if var diagram {
            let reachable = diagram.store.reachable(from: diagram.root).answers
            isCovered = !reachable.contains(.none)
            var minimized = 0
            for rule in problem.rules.indices where !reachable.contains(.answer(rule)) {
                minimized += 1
                let covering = diagram.covering(rule, minimize: minimized <= Self.minimizedRules)
                deadRules.append(DeadRule(rule: rule, coveredBy: covering))
            }
            self.diagram = diagram
            return
        }
        guard var search else { return }
        var steps = Self.stepsInAll
        for rule in problem.rules.indices {
            let allowed = min(steps, Self.stepsPerQuestion)
            search.allow(steps: allowed)
            switch search.covering(rule, problem: problem) {
            case .dead(let covering): deadRules.append(DeadRule(rule: rule, coveredBy: covering))
            case .alive: break
            case .notDecided: undecidedRules.append(rule)
            }
            steps -= allowed - search.stepsLeft
        }
        self.search = search
    }

    mutating func findGap() {
        if isCovered { return }
        if let diagram {
            let store = diagram.store
            let example = store.example(.yes, diagram.root, skip: { _, right in !right.isNode && right != .none }) {
                _, right in right == .none
            }
            uncovered = example.map(Answer.example) ?? .impossible
            return
        }
        guard var search else { return }
        search.allow(steps: Self.stepsPerQuestion * 4)
        uncovered = search.example(in: [.always], before: problem.rules.count) { [problem] in
            problem.firstMatch($0) == nil
        }
        self.search = search
    }

    /// Pairs of rules that can hold for the same request, each with the later one still reachable for others; at most
    /// `limit`, in order. Rules that always hold are left out: everything before them overlaps with them.
    package func overlaps(limit: Int = 1_000) -> [Overlap] {
        let dead = Set(deadRules.map(\.rule)).union(undecidedRules)
        var result: [Overlap] = []
        for later in problem.rules.indices where !dead.contains(later) {
            let earlier: [Int]
            if let diagram {
                if diagram.conditions[later] == .yes { continue }
                earlier = diagram.store.answers(of: diagram.root, where: diagram.conditions[later])
                    .compactMap(\.answer).filter { $0 < later }
            } else if let search {
                earlier = search.overlapping(later)
            } else {
                continue
            }
            for rule in earlier.sorted() {
                if result.count == limit { return result }
                result.append(Overlap(earlier: rule, later: later))
            }
        }
        return result
    }
}

extension RoutingDiagram {
    /// Earlier rules that together take every request for which a dead rule holds.
    fileprivate mutating func covering(_ rule: Int, minimize: Bool) -> [Int] {
        let condition = conditions[rule]
        let winners = store.answers(of: root, where: condition).compactMap(\.answer).sorted()
        guard minimize, winners.count > 1 else { return winners }
        for earlier in winners where store.implies(condition, conditions[earlier]) { return [earlier] }
        guard winners.count <= RoutingAnalysis.minimizedSet else { return winners }
        var kept = winners
        for candidate in winners.reversed() {
            let others = kept.filter { $0 != candidate }
            var union: DiagramReference? = DiagramReference.none
            for other in others { union = union.flatMap { either($0, conditions[other]) } }
            if let union, store.implies(condition, union) { kept = others }
        }
        return kept
    }
}

extension ConjunctionSearch {
    fileprivate enum Coverage {
        case alive
        case dead([Int])
        case notDecided
    }

    /// Whether earlier rules take every request of a rule, and which of them do.
    fileprivate mutating func covering(_ rule: Int, problem: RoutingProblem) -> Coverage {
        guard !unexpanded.contains(rule) else { return .notDecided }
        var covering: Set<Int> = []
        var isFree = false
        var isUnsure = false
        let own = entries[starts[rule]..<starts[rule + 1]].map(\.conjunction)
        for region in own where !isFree {
            do throws(OutOfSteps) {
                _ = try divide(region, along: 0..<starts[rule]) { part, entry, search throws(OutOfSteps) in
                    if let entry {
                        covering.insert(entry.rule)
                        return true
                    }
                    // A rule that could not be expanded may still take it.
                    if problem.firstMatch(part.example(search.cells)) == rule {
                        isFree = true
                    } else {
                        isUnsure = true
                    }
                    return !isFree
                }
            } catch {
                isUnsure = true
            }
        }
        if isFree { return .alive }
        if isUnsure { return .notDecided }
        for earlier in covering.sorted() where own.allSatisfy({ isCovered($0, by: earlier) }) {
            return .dead([earlier])
        }
        return .dead(covering.sorted())
    }

    /// Whether one rule takes all of a region; no where that would take too long to tell.
    private mutating func isCovered(_ region: Conjunction, by rule: Int) -> Bool {
        do throws(OutOfSteps) {
            return try divide(region, along: starts[rule]..<starts[rule + 1]) { _, entry, _ throws(OutOfSteps) in
                entry != nil
            }
        } catch {
            return false
        }
    }

    /// Values in a region that no rule before `rule` takes. `accepts` is the last word, where a rule could not be expanded.
    mutating func example(in regions: [Conjunction], before rule: Int, accepts: ([Int64]) -> Bool)
        -> RoutingAnalysis.Answer
    {
        var found: [Int64]?
        var isUnsure = false
        for region in regions where found == nil {
            do throws(OutOfSteps) {
                _ = try divide(region, along: 0..<starts[rule]) { part, entry, search throws(OutOfSteps) in
                    guard entry == nil else { return true }
                    let values = part.example(search.cells)
                    if accepts(values) { found = values } else { isUnsure = true }
                    return found == nil
                }
            } catch {
                isUnsure = true
            }
        }
        return found.map { .example($0) } ?? (isUnsure ? .notDecided : .impossible)
    }

    /// Earlier rules whose condition overlaps with a rule's.
    fileprivate func overlapping(_ rule: Int) -> [Int] {
        var result: [Int] = []
        let own = entries[starts[rule]..<starts[rule + 1]]
        if own.contains(where: { $0.conjunction == .always }) { return [] }
        for entry in entries[..<starts[rule]] where result.last != entry.rule {
            if own.contains(where: { $0.conjunction.overlaps(entry.conjunction) }) { result.append(entry.rule) }
        }
        return result
    }
}
