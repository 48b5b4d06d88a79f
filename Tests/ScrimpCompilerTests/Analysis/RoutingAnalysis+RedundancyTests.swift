import ScrimpCompiler
import Testing

/// What could be left out, against trying every request.
@Suite struct RoutingAnalysisRedundancyTests {
    private static func generated(_ seed: Int) -> GeneratedProblem {
        GeneratedProblem(seed: UInt64(seed) &* 92_821 &+ 5, rules: 1...9, features: 1...4, small: true)
    }

    @Test(arguments: 0..<300)
    func rules(seed: Int) {
        var generated = Self.generated(seed)
        let problem = generated.problem
        let outcomes = problem.rules.map { _ in generated.below(3) }
        let analysis = RoutingAnalysis(problem)
        var expected: [[Int]] = []
        for rule in problem.rules.indices {
            let own = generated.everyRow.filter { problem.firstMatch($0) == rule }
            let takers = own.map { row in
                problem.rules.indices.first { $0 > rule && problem.rules[$0].holds(row) }
            }
            guard !own.isEmpty, takers.allSatisfy({ $0.map { outcomes[$0] } == outcomes[rule] }) else { continue }
            expected.append([rule] + Set(takers.compactMap(\.self)).sorted())
        }
        #expect(analysis.redundantRules(outcomes: outcomes).map { [$0.rule] + $0.takenBy } == expected)
        let blind = RoutingAnalysis(problem, edgeLimit: 0)
        if blind.diagram == nil { #expect(blind.redundantRules(outcomes: outcomes).isEmpty) }
    }

    @Test func numbersMustFit() {
        let analysis = RoutingAnalysis(RoutingProblem(domains: [], rules: [.constant(true), .constant(true)]))
        #expect(analysis.redundantRules(outcomes: [0]).isEmpty)
        #expect(analysis.redundantParts(ofRules: [nil]) == [[]])
    }

    @Test(arguments: 0..<300)
    func parts(seed: Int) {
        let generated = Self.generated(seed)
        let problem = generated.problem
        let analysis = RoutingAnalysis(problem)
        let conditions = problem.rules.map(Self.parts)
        let found = analysis.redundantParts(ofRules: conditions)
        #expect(found.count == problem.rules.count)
        for (rule, condition) in conditions.enumerated() {
            guard let condition, condition.parts.count > 1 else {
                #expect(found[rule].isEmpty)
                continue
            }
            let reached = generated.everyRow.filter { row in problem.rules[..<rule].allSatisfy { !$0.holds(row) } }
            Self.expectLeftOut(found[rule], condition, reached, isComplete: true)
            // Parts that ask about different things are not looked at, also where one of them is always true.
            Self.expectLeftOut(
                analysis.redundantParts(condition), condition, generated.everyRow, isComplete: false)
        }
    }

    private static func parts(_ formula: Formula) -> RoutingAnalysis.ConditionParts? {
        switch formula {
        case .and(let parts): .init(parts, isConjunction: true)
        case .or(let parts): .init(parts, isConjunction: false)
        case .constant, .test, .not: nil
        }
    }

    /// Without these the condition means the same for the rows, and without another one it does not.
    private static func expectLeftOut(
        _ parts: [Int], _ condition: RoutingAnalysis.ConditionParts, _ rows: [[Int64]],
        isComplete: Bool
    ) {
        func meaning(without: [Int]) -> [Bool] {
            let kept = condition.parts.indices.filter { !without.contains($0) }.map { condition.parts[$0] }
            return rows.map { Formula.joined(kept, condition.isConjunction).holds($0) }
        }
        let whole = meaning(without: [])
        let isSame = meaning(without: parts) == whole
        #expect(isSame)
        #expect(parts.count < condition.parts.count)
        guard isComplete, parts.count + 1 < condition.parts.count else { return }
        for other in condition.parts.indices where !parts.contains(other) {
            let isNeeded = meaning(without: parts + [other]) != whole
            #expect(isNeeded)
        }
    }

    @Test(arguments: 0..<300)
    func conditions(seed: Int) {
        var generated = Self.generated(seed)
        let formulas = (0..<6).map { _ in generated.formula(depth: 2) }
        let analysis = RoutingAnalysis(generated.problem)
        let meanings = formulas.map { formula in generated.everyRow.map { formula.holds($0) } }
        for (formula, meaning) in zip(formulas, meanings) {
            #expect(analysis.holdsAlways(formula) == meaning.allSatisfy(\.self))
        }
        #expect(
            analysis.firstEqual(of: formulas) == meanings.map { meaning in meanings.firstIndex(of: meaning) ?? -1 })
    }
}

extension Formula {
    fileprivate static func joined(_ parts: [Formula], _ isConjunction: Bool) -> Formula {
        isConjunction ? .and(parts) : .or(parts)
    }
}
