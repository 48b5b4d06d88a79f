import ScrimpCompiler
import ScrimpPlan
import Testing

struct RoutingAnalysisTests {
    /// Small domains, where every request can be tried.
    private static func generated(_ seed: Int) -> GeneratedProblem {
        GeneratedProblem(seed: UInt64(seed) &* 104_729 &+ 1, rules: 1...9, features: 1...4, small: true)
    }

    @Test(arguments: 0..<300)
    func findingsAreWhatTryingEveryRequestFinds(seed: Int) {
        var generated = Self.generated(seed)
        let problem = generated.problem
        let condition = generated.formula(depth: 2)
        var analysis = RoutingAnalysis(problem, extra: [condition])
        #expect(analysis.isDecided)
        Self.expectFindings(&analysis, generated.everyRow, condition)
    }

    /// The same without a diagram, as if it had been too large.
    @Test(arguments: 0..<300)
    func searchFindsTheSame(seed: Int) {
        var generated = Self.generated(seed)
        let condition = generated.formula(depth: 2)
        var analysis = RoutingAnalysis(generated.problem, extra: [condition], edgeLimit: 0)
        Self.expectFindings(&analysis, generated.everyRow, condition)
    }

    private static func expectFindings(_ analysis: inout RoutingAnalysis, _ rows: [[Int64]], _ condition: Formula) {
        let problem = analysis.problem
        let winners = rows.map { problem.firstMatch($0) }
        let reached = Set(winners.compactMap(\.self))
        let dead = analysis.deadRules.map(\.rule)
        #expect(Set(dead).union(analysis.undecidedRules) == Set(problem.rules.indices).subtracting(reached))
        for finding in analysis.deadRules {
            let own = rows.filter { problem.rules[finding.rule].holds($0) }
            #expect(own.isEmpty == finding.coveredBy.isEmpty)
            #expect(finding.coveredBy.allSatisfy { $0 < finding.rule })
            #expect(own.allSatisfy { row in finding.coveredBy.contains { problem.rules[$0].holds(row) } })
        }
        switch analysis.uncovered {
        case .example(let values): #expect(problem.firstMatch(values) == nil)
        case .impossible: #expect(!winners.contains(nil))
        case .notDecided: Issue.record("a small problem is decided")
        }
        for overlap in analysis.overlaps() {
            #expect(overlap.earlier < overlap.later && reached.contains(overlap.later))
            #expect(
                rows.contains {
                    problem.rules[overlap.earlier].holds($0) && problem.rules[overlap.later].holds($0)
                })
        }
        for rule in [nil] + problem.rules.indices.map(Optional.some) {
            let expected = zip(rows, winners).contains { row, winner in
                (rule == nil || winner == rule) && condition.holds(row)
            }
            switch analysis.witness(firing: rule, and: condition) {
            case .example(let values):
                #expect(condition.holds(values) && (rule == nil || problem.firstMatch(values) == rule))
            case .impossible: #expect(!expected)
            case .notDecided: Issue.record("a small problem is decided")
            }
        }
    }

    private func below(_ feature: Int, _ bound: Int64) -> Formula {
        .test(Predicate(feature: feature, intervals: [.min...(bound - 1)]))
    }

    @Test func theSmallestCoverIsNamed() {
        let problem = RoutingProblem(
            domains: [.numbers(0, 1000), .cases(3)],
            rules: [below(0, 10), below(0, 500), .not(below(0, 400)), below(1, 1), .and([below(0, 5), below(1, 2)])])
        let analysis = RoutingAnalysis(problem)
        #expect(
            analysis.deadRules == [
                .init(rule: 3, coveredBy: [1, 2]), .init(rule: 4, coveredBy: [0]),
            ])
        #expect(analysis.gap == nil && analysis.isDecided)
    }

    @Test func aConditionThatCannotHoldIsCoveredByNothing() {
        let problem = RoutingProblem(
            domains: [.numbers(0, 1000)], rules: [.and([below(0, 5), .not(below(0, 7))]), .constant(true)])
        #expect(RoutingAnalysis(problem).deadRules == [.init(rule: 0, coveredBy: [])])
    }

    @Test func examplesAreNatural() {
        let problem = RoutingProblem(
            domains: [.symbols(literals: 3), .numbers(-50, 1000), .cases(4)],
            rules: [
                .and([.test(Predicate(feature: 0, intervals: [0...1])), below(1, 100)]),
                .test(Predicate(feature: 2, intervals: [1...3])),
            ])
        #expect(RoutingAnalysis(problem).gap == [0, 100, 0])
        let others = RoutingProblem(
            domains: problem.domains, rules: [.test(Predicate(feature: 0, intervals: [0...2]))])
        #expect(RoutingAnalysis(others).gap == [3, 0, 0])
        var analysis = RoutingAnalysis(problem, extra: [.not(below(1, 200))])
        #expect(analysis.witness(firing: 1, and: .not(below(1, 200))) == .example([0, 200, 1]))
    }

    @Test func aConditionThatWasNotAnnouncedIsNeverAnsweredWrongly() {
        let problem = RoutingProblem(domains: [.numbers(0, 1000)], rules: [below(0, 500)])
        var analysis = RoutingAnalysis(problem)
        #expect(analysis.witness(firing: 0, and: below(0, 100)) == .notDecided)
    }

    /// Two hundred rules over six of twelve numbers: the diagram is given up, small questions are still answered.
    @Test func tooLargeADiagramLeavesNoFalseFinding() {
        var generated = GeneratedProblem(seed: 3, rules: 1...1, features: 1...1)
        var problem = RoutingProblem(domains: [FeatureDomain](repeating: .numbers(0, 999_999), count: 12), rules: [])
        for _ in 0..<200 {
            var features = Array(0..<12)
            for index in 0..<6 { features.swapAt(index, index + generated.below(12 - index)) }
            problem.rules.append(
                .and(
                    features.prefix(6).map { feature in
                        let test = below(feature, Int64(1 + generated.below(999_998)))
                        return generated.below(2) == 0 ? test : .not(test)
                    }))
        }
        problem.rules.append(problem.rules[17])
        var analysis = RoutingAnalysis(problem)
        #expect(analysis.diagram == nil)
        #expect(analysis.deadRules == [.init(rule: 200, coveredBy: [17])] || analysis.undecidedRules.contains(200))
        for finding in analysis.deadRules { #expect(finding.rule == 200) }
        #expect(analysis.gap.map { problem.firstMatch($0) == nil } ?? (analysis.uncovered == .notDecided))
        if case .impossible = analysis.witness(firing: 0, and: .constant(true)) { Issue.record("rule 0 always fires") }
        let choice = MatcherChoice.choose(problem, analysis: analysis)
        guard case .blocks(let blocks) = choice.matcher else {
            Issue.record("there are more than 64 conjunctions")
            return
        }
        #expect(
            blocks.count == (200 + Matcher.blockSize - 1) / Matcher.blockSize
                || blocks.count == 201 / Matcher.blockSize + 1)
        for _ in 0..<500 {
            let row = generated.row(FeatureCells(domains: problem.domains, formulas: problem.rules))
            #expect(choice.matcher.match(row.span) == problem.firstMatch(row) ?? Matcher.noRule)
        }
    }

    @Test(arguments: 0..<200)
    func differenceIsWhatTryingEveryRequestFinds(seed: Int) {
        var generated = Self.generated(seed &+ 5_000)
        let left = generated.problem
        var right = left
        let changed = generated.below(right.rules.count)
        switch generated.below(4) {
        case 0: right.rules[changed] = .not(.not(right.rules[changed]))
        case 1: right.rules[changed] = generated.formula(depth: 1)
        case 2: right.rules.remove(at: changed)
        default: right.rules.insert(generated.formula(depth: 2), at: changed)
        }
        let leftOutcomes = left.rules.indices.map { $0 % 3 }
        let rightOutcomes = right.rules.indices.map { $0 % 3 }
        let differs = generated.everyRow.contains { row in
            left.firstMatch(row).map { leftOutcomes[$0] } != right.firstMatch(row).map { rightOutcomes[$0] }
        }
        for limit in [nil, 0] {
            let comparison = RoutingAnalysis.difference(
                left, outcomes: leftOutcomes, right, outcomes: rightOutcomes, edgeLimit: limit)
            switch comparison {
            case .equivalent: #expect(!differs)
            case .differs(let values, let leftRule, let rightRule):
                #expect(left.firstMatch(values) == leftRule && right.firstMatch(values) == rightRule)
                #expect(leftRule.map { leftOutcomes[$0] } != rightRule.map { rightOutcomes[$0] })
            case .notDecided: Issue.record("a small problem is decided")
            }
        }
    }

    @Test func theDiagramHasAText() {
        let problem = RoutingProblem(
            domains: [.numbers(0, 100), .cases(2)],
            rules: [.and([below(0, 10), below(1, 1)]), .constant(true)])
        let text = RoutingAnalysis(problem).diagram?.describe(feature: { "feature \($0)" }, rule: { "rule \($0)" })
        #expect(
            text == """
                2 nodes, starts at node 0
                node 0: feature 1
                  0 → node 1
                  1 → rule 1
                node 1: feature 0
                  0…9 → rule 0
                  10…100 → rule 1

                """)
    }
}
