/// What can be said about first-match rules for every request at once: dead rules, gaps, overlaps, examples, equivalence.
///
/// Answers come from a decision diagram over the cells of the features. Where that would grow too large they come from a
/// bounded search over conjunctions, and what that cannot settle is "not decided", never "no finding".
package struct RoutingAnalysis: Sendable {
    /// A rule that no request can reach.
    package struct DeadRule: Hashable, Sendable {
        package var rule: Int
        /// Earlier rules that together take all of its requests; empty where its own condition can never hold.
        package var coveredBy: [Int]

        package init(rule: Int, coveredBy: [Int]) {
            self.rule = rule
            self.coveredBy = coveredBy
        }
    }

    /// Two rules that can hold for the same request, of which the earlier one wins.
    package struct Overlap: Hashable, Sendable {
        package var earlier: Int
        package var later: Int
    }

    package enum Answer: Hashable, Sendable {
        /// A value for each feature.
        case example([Int64])
        case impossible
        case notDecided
    }

    package let problem: RoutingProblem
    package let cells: FeatureCells
    /// Nil where it would be too large.
    package internal(set) var diagram: RoutingDiagram?
    package internal(set) var deadRules: [DeadRule] = []
    /// Rules of which it is not known whether a request can reach them.
    package internal(set) var undecidedRules: [Int] = []
    /// Whether there is a request that no rule takes.
    package internal(set) var uncovered: Answer = .impossible
    var search: ConjunctionSearch?
    /// The diagram has shown that some rule takes every request.
    var isCovered = false

    /// Further formulas are conditions that will be asked about; without being named here they may be answered "not decided".
    ///
    /// `edgeLimit` replaces the limit of the diagram's size.
    package init(_ problem: RoutingProblem, extra: [Formula] = [], edgeLimit: Int? = nil) {
        self.problem = problem
        cells = FeatureCells(domains: problem.domains, formulas: problem.rules + extra)
        diagram = RoutingDiagram(cells: cells, rules: problem.rules, extra: extra, edgeLimit: edgeLimit)
        if diagram == nil { search = ConjunctionSearch(cells: cells, rules: problem.rules) }
        findDeadRules()
        findGap()
    }

    /// Values, one per feature, that no rule takes.
    package var gap: [Int64]? {
        if case .example(let values) = uncovered { values } else { nil }
    }

    /// Whether dead rules and gap are complete.
    package var isDecided: Bool { undecidedRules.isEmpty && uncovered != .notDecided }
}

/// The rules of a policy as one diagram whose answers are rules.
package struct RoutingDiagram: Sendable {
    package internal(set) var store: DecisionDiagram
    package let root: DiagramReference
    /// The condition of each rule.
    let conditions: [DiagramReference]

    /// Edges that a diagram may have: about twenty milliseconds of building for a small policy.
    package static func edgeLimit(rules: Int) -> Int { 200_000 + 200 * rules }

    /// Nil where it would be too large in every order that is worth trying.
    package init?(cells: FeatureCells, rules: [Formula], extra: [Formula] = [], edgeLimit: Int? = nil) {
        let orders = FeatureOrder.candidates(cells: cells, formulas: rules + extra)
        let tryAll = FeatureOrder.tryAll(cells: cells, orders: orders)
        var best: RoutingDiagram?
        for order in orders {
            guard let built = RoutingDiagram(cells: cells, rules: rules, order: order, edgeLimit: edgeLimit) else {
                continue
            }
            if built.store.edges.count < best?.store.edges.count ?? .max { best = built }
            if !tryAll { break }
        }
        guard let best else { return nil }
        self = best
    }

    private init?(cells: FeatureCells, rules: [Formula], order: [Int], edgeLimit: Int?) {
        let edgeLimit = edgeLimit ?? Self.edgeLimit(rules: rules.count)
        var store = DecisionDiagram(cells: cells, order: order, edgeLimit: edgeLimit, expectedNodes: rules.count * 16)
        var conditions: [DiagramReference] = []
        conditions.reserveCapacity(rules.count)
        do {
            for rule in rules { conditions.append(try store.condition(rule)) }
            root = try store.firstMatch(conditions[...]) { $0 }
        } catch {
            return nil
        }
        self.store = store
        self.conditions = conditions
    }

    /// The diagram of a further condition; nil where it would be too large or was not announced.
    mutating func condition(_ formula: Formula) -> DiagramReference? {
        store.edgeLimit = store.edges.count + Self.edgeLimit(rules: 0)
        store.steps = 0
        do { return try store.condition(formula) } catch {
            store.pending.removeAll()
            return nil
        }
    }

    /// Either condition; nil where the diagram would be too large.
    mutating func either(_ left: DiagramReference, _ right: DiagramReference) -> DiagramReference? {
        store.edgeLimit = store.edges.count + Self.edgeLimit(rules: 0)
        store.steps = 0
        do { return try store.combine(.orElse, left, right) } catch {
            store.pending.removeAll()
            return nil
        }
    }
}
