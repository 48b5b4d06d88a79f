import ScrimpPlan

/// The region of every rule, from one walk over the decision diagram.
struct RuleRegions {
    /// By rule; nil for a rule that no request takes.
    private(set) var regions: [RuleRegion?]

    /// `features`: those that will be asked about.
    init(_ compilation: Compilation, features: Set<Int>) {
        let problem = compilation.analysis.problem
        let dead = Set(compilation.analysis.deadRules.map(\.rule))
        guard let diagram = compilation.analysis.diagram else {
            regions = problem.rules.indices.map { dead.contains($0) ? nil : RuleRegion(of: problem.rules[$0]) }
            return
        }
        var projection = DiagramProjection(diagram, rules: problem.rules.count, features: features)
        projection.walk()
        regions = problem.rules.indices.map { rule in
            dead.contains(rule) || !projection.isReached(rule) ? nil : projection.region(of: rule)
        }
    }

    /// Carries what is known about sums over to their summands: `prompt + max_output <= 8 ktok` bounds both.
    mutating func propagateSums(_ plan: Plan, domains: [FeatureDomain], prompt: Int?, output: Int?) {
        let sums = plan.features.indices.compactMap { feature -> (Int, [LinearTerm])? in
            guard case .linear(let start, let count) = plan.features[feature],
                Int(start) + Int(count) <= plan.linearTerms.count
            else { return nil }
            return (feature, Array(plan.linearTerms[Int(start)..<Int(start) + Int(count)]))
        }
        guard !sums.isEmpty else { return }
        for rule in regions.indices {
            guard var region = regions[rule] else { continue }
            for (feature, terms) in sums where domains.indices.contains(feature) {
                let sum = region.hull(feature, domain: domains[feature].range)
                region.narrow(terms, to: sum, domains)
                if let prompt, let output, sum.upperBound != .max, terms.count == 2,
                    terms.allSatisfy({ $0.coefficient == 1 }),
                    Set(terms.map { Int($0.feature) }) == [prompt, output]
                {
                    region.tokensTogether = min(region.tokensTogether, sum.upperBound)
                }
            }
            regions[rule] = region
        }
    }
}

extension RuleRegion {
    /// A sum at an end of its range may be a greater one: such an end says nothing.
    fileprivate mutating func narrow(_ terms: [LinearTerm], to sum: ClosedRange<Int64>, _ domains: [FeatureDomain]) {
        for (place, term) in terms.enumerated() where term.coefficient != 0 {
            let feature = Int(term.feature)
            guard domains.indices.contains(feature) else { return }
            var (least, most): (Int128, Int128) = (0, 0)
            for (other, summand) in terms.enumerated() where other != place {
                guard domains.indices.contains(Int(summand.feature)) else { return }
                let hull = hull(Int(summand.feature), domain: domains[Int(summand.feature)].range)
                let ends = [hull.lowerBound, hull.upperBound].map { Int128(summand.coefficient) &* Int128($0) }
                least = least.adding(clamping: min(ends[0], ends[1]))
                most = most.adding(clamping: max(ends[0], ends[1]))
            }
            let coefficient = Int128(term.coefficient)
            // coefficient × x lies between these.
            let upper = sum.upperBound == .max ? nil : Int128(sum.upperBound).adding(clamping: 0 - least)
            let lower = sum.lowerBound == .min ? nil : Int128(sum.lowerBound).adding(clamping: 0 - most)
            let old = hull(feature, domain: domains[feature].range)
            var (low, high) = (Int128(old.lowerBound), Int128(old.upperBound))
            if let upper {
                if coefficient > 0 {
                    high = min(high, upper.dividedRoundingDown(by: coefficient))
                } else {
                    low = max(low, (0 - upper).dividedRoundingUp(by: 0 - coefficient))
                }
            }
            if let lower {
                if coefficient > 0 {
                    low = max(low, lower.dividedRoundingUp(by: coefficient))
                } else {
                    high = min(high, (0 - lower).dividedRoundingDown(by: 0 - coefficient))
                }
            }
            guard low <= high, let from = Int64(exactly: low), let to = Int64(exactly: high) else { continue }
            let narrowed = from...to
            guard narrowed != old else { continue }
            let known = intervals[feature] ?? [old]
            let kept = known.filter { $0.overlaps(narrowed) }.map { $0.clamped(to: narrowed) }
            if !kept.isEmpty { intervals[feature] = kept }
        }
    }
}

extension Int128 {
    /// The divisor is above zero.
    fileprivate func dividedRoundingDown(by divisor: Int128) -> Int128 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }

    /// The divisor is above zero.
    fileprivate func dividedRoundingUp(by divisor: Int128) -> Int128 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder > 0 ? quotient + 1 : quotient
    }
}

/// Which cells of some features lead to which rules.
private struct DiagramProjection {
    private let store: DecisionDiagram
    private let root: DiagramReference
    private let words: Int
    /// Features that the diagram asks, from the root downwards.
    private let features: [Int]
    private let levels: [Int32]
    /// By node: the rules below it, as bits.
    private var below: [UInt64]
    /// By feature and cell: the rules that a path through the cell leads to.
    private var reached: [[UInt64]]
    /// By feature: the rules that a path leads to on which the feature is not asked.
    private var unasked: [[UInt64]]
    private var all: [UInt64]

    init(_ diagram: RoutingDiagram, rules: Int, features asked: Set<Int>) {
        let store = diagram.store
        let words = max((rules + 63) / 64, 1)
        let features = store.order.filter { asked.contains($0) }
        self.store = store
        root = diagram.root
        self.words = words
        self.features = features
        levels = features.map { store.levels[$0] }
        below = [UInt64](repeating: 0, count: store.nodes.count * words)
        reached = features.map { [UInt64](repeating: 0, count: store.cells.count($0) * words) }
        unasked = features.map { _ in [UInt64](repeating: 0, count: words) }
        all = [UInt64](repeating: 0, count: words)
    }

    mutating func walk() {
        let nodes = store.reachable(from: root).nodes
        for node in nodes.reversed() {
            for edge in store.range(node) {
                let child = store.edges[edge].child
                for word in 0..<words { below[node.node * words + word] |= rules(below: child, word) }
            }
        }
        for word in 0..<words { all[word] = rules(below: root, word) }
        pass(from: -1, to: root)
        for node in nodes {
            let level = store.level(node)
            let feature = levels.firstIndex(of: level)
            for (cells, child) in store.runs(node) {
                pass(from: level, to: child)
                guard let feature else { continue }
                for word in 0..<words {
                    let rules = rules(below: child, word)
                    guard rules != 0 else { continue }
                    for cell in cells { reached[feature][cell * words + word] |= rules }
                }
            }
        }
    }

    /// An edge does not ask the features between its ends.
    private mutating func pass(from level: Int32, to child: DiagramReference) {
        let end = store.level(child)
        for place in levels.indices where levels[place] > level && levels[place] < end {
            for word in 0..<words { unasked[place][word] |= rules(below: child, word) }
        }
    }

    private func rules(below reference: DiagramReference, _ word: Int) -> UInt64 {
        if reference.isNode { return below[reference.node * words + word] }
        guard let rule = reference.answer, rule / 64 == word else { return 0 }
        return 1 << UInt64(rule % 64)
    }

    func isReached(_ rule: Int) -> Bool { all[rule / 64] & 1 << UInt64(rule % 64) != 0 }

    func region(of rule: Int) -> RuleRegion {
        let (word, bit) = (rule / 64, UInt64(1) << UInt64(rule % 64))
        var region = RuleRegion()
        for (place, feature) in features.enumerated() where unasked[place][word] & bit == 0 {
            var ranges: [ClosedRange<Int64>] = []
            var cell = 0
            let count = store.cells.count(feature)
            while cell < count {
                guard reached[place][cell * words + word] & bit != 0 else {
                    cell += 1
                    continue
                }
                let first = cell
                while cell < count, reached[place][cell * words + word] & bit != 0 { cell += 1 }
                ranges.append(store.cells.values(feature, of: first..<cell))
            }
            region.intervals[feature] = ranges
        }
        return region
    }
}
