package import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
package import ScrimpSemantics

/// The tests of a policy, made ready: all their conditions over one analysis of the rules, so that it can be said which requests
/// a test is about, and of each condition whether it holds for one of them.
package struct TestStudy: Sendable {
    /// A test with what it assumes.
    package struct Prepared: Sendable {
        package let test: PolicyTest
        package let assumptions: TestAssumptions
        package let expectation: ConditionTree
        /// Features that have one value only: what is given, and what the state says.
        let fixed: [Int: Int64]
        /// Holds for every request that the test is about.
        let subject: Formula
        /// What the expectation asks about the request: classes are alike in it.
        let asked: [Formula]
    }

    package let policy: Policy
    package let tests: [Prepared]
    /// By rule; nil for `otherwise`.
    package let rules: [ConditionTree?]
    var analysis: RoutingAnalysis
    let formulas: PolicyFormulas
    let targets: TargetFormulas
    let describer: RequestDescription
    let search: ExampleSearch
    let atoms: [ProofAtom]
    /// By pool: where it is suspended.
    let suspensions: [Formula]
    /// By budget: where it counts a request, whatever the model.
    let counting: [Formula]
    /// By attribute: its default as a request holds it, where it has one that is a number.
    let defaults: [Int64?]
    /// By model: where a request needs its answer before the model promises it.
    let early: [Formula]

    package init(_ policy: Policy, sources: SourceSet) {
        var lowering = Lowering(policy, sources: sources)
        let formulas = lowering.formulas()
        rules = policy.rules.map { rule in rule.condition.map { lowering.tree($0) } }
        let expectations = policy.tests.map { lowering.tree($0.expectation) }
        suspensions = policy.pools.map { lowering.suspension(of: $0) }
        early = policy.models.map { lowering.early($0) }
        counting = policy.budgets.indices.map { lowering.applies($0, formulas) }
        defaults = policy.attributes.enumerated().map { index, attribute in
            attribute.kind == .string ? nil : attribute.defaultValue.flatMap { lowering.constant($0, of: index) }
        }
        let evaluation = FeatureEvaluation(features: lowering.features, strings: lowering.strings.table)
        let prepared = zip(policy.tests, expectations).map { test, expectation in
            lowering.prepared(test, expectation, formulas, evaluation)
        }
        let problem = RoutingProblem(domains: lowering.features.domains, rules: formulas.rules)
        let extra =
            formulas.beyondRules + suspensions + early + prepared.flatMap { [$0.subject] + $0.asked }
            + counting
        analysis = RoutingAnalysis(problem, extra: extra)
        describer = RequestDescription(
            policy: policy, features: lowering.features, literals: lowering.literals, strings: lowering.strings.table)
        search = ExampleSearch(evaluation: evaluation, cells: analysis.cells, literals: lowering.literals)
        targets = TargetFormulas(policy: policy, formulas: formulas)
        atoms = lowering.atoms
        tests = prepared
        self.formulas = formulas
        self.policy = policy
    }
}

extension Lowering {
    fileprivate mutating func suspension(of pool: Pool) -> Formula {
        guard pool.suspension != nil || pool.suspendedDays != nil else { return .no }
        var days: (feature: Int, numbers: Set<Int>)?
        if let numbers = pool.suspendedDays {
            days = (features.index(of: .weekday, domain: .cases(7)), numbers)
        }
        func day(after shift: Int) -> Formula {
            guard let (weekday, days) = days else { return .yes }
            return .test(
                weekday, in: days.map { Int64(($0 + shift) % 7) }.map { $0...$0 }, of: domain(weekday))
        }
        guard let (start, end) = pool.suspension else { return day(after: 0) }
        let second = features.index(of: .localSecond, domain: .numbers(0, 86_399))
        func within(_ first: Int, _ last: Int) -> Formula {
            first < last
                ? .test(second, in: [Int64(first) * 60...(Int64(last) * 60 - 1)], of: domain(second)) : .no
        }
        if start < end { return .all([within(start, end), day(after: 0)]) }
        return .any([.all([within(start, 1_440), day(after: 0)]), .all([within(0, end), day(after: 1)])])
    }

    fileprivate func early(_ model: Model) -> Formula {
        guard let within = model.batchWithin,
            let attribute = policy.attributes.firstIndex(where: { $0.role == .deadline })
        else { return .no }
        return .early(for: within, attribute, of: domain(attribute))
    }

    /// Where a budget counts a request, whatever the model.
    fileprivate func applies(_ budget: Int, _ formulas: PolicyFormulas) -> Formula {
        guard let scope = policy.budgets[budget].scope, let none = symbol(of: "", attribute: scope) else {
            return formulas.budgets[budget]
        }
        return .all([formulas.budgets[budget], Formula.test(scope, in: [none...none], of: domain(scope)).negated])
    }

    fileprivate func prepared(
        _ test: PolicyTest, _ expectation: ConditionTree, _ formulas: PolicyFormulas, _ evaluation: FeatureEvaluation
    ) -> TestStudy.Prepared {
        var assumptions = TestAssumptions(test, of: policy)
        var fixed: [Int: Int64] = [:]
        var parts: [Formula] = []
        for (attribute, value) in test.given {
            fixed[attribute] = constant(value, of: attribute)
            if fixed[attribute] == nil {
                assumptions.mistakes.append("no request can hold such a `\(policy.attributes[attribute].name)`")
            }
        }
        for (index, feature) in features.features.enumerated() {
            switch feature {
            case .localSecond: if let time = assumptions.time { fixed[index] = Int64(time) * 60 }
            case .weekday: if let day = assumptions.weekday { fixed[index] = Int64(day) }
            case .spend: fixed[index] = 0
            case .usual, .quality, .hostNumber: fixed[index] = PlanFeature.undefined
            case .health: fixed[index] = PlanAttribute.ratioScale
            case .filled(let budget):
                let filled = assumptions.filled(Int(budget), of: policy)
                let applies = applies(Int(budget), formulas)
                if filled == 0 || applies == .yes {
                    fixed[index] = filled
                } else {
                    func isFilled(_ value: Int64) -> Formula { .test(index, in: [value...value], of: domain(index)) }
                    parts.append(
                        .any([.all([applies, isFilled(filled)]), .all([applies.negated, isFilled(0)])]))
                }
            case .attribute, .linear, .comparison, .text: break
            }
        }
        derive(&fixed, evaluation)
        parts += textLaws()
        for (feature, value) in fixed.sorted(by: { $0.key < $1.key })
        where value != PlanFeature.undefined || !features.features[feature].mayBeUndefined {
            parts.append(.test(feature, in: [value...value], of: domain(feature)))
        }
        var asked: Set<Predicate> = []
        for formula in [expectation.truth.isTrue, expectation.truth.isFalse] {
            formula.forEachPredicate { if $0.feature < ProofAtom.base { asked.insert($0) } }
        }
        let ordered = asked.sorted { ($0.feature, $0.intervals.description) < ($1.feature, $1.intervals.description) }
        return TestStudy.Prepared(
            test: test, assumptions: assumptions, expectation: expectation, fixed: fixed, subject: .all(parts),
            asked: ordered.map { .test($0) })
    }

    /// What is made of fixed features alone is fixed as well; so is what cannot be known.
    private func derive(_ fixed: inout [Int: Int64], _ evaluation: FeatureEvaluation) {
        let search = ExampleSearch(
            evaluation: evaluation, cells: FeatureCells(domains: features.domains, formulas: []), literals: literals)
        var request = ExampleRequest(values: features.domains.map { max($0.range.lowerBound, 0) }, texts: [:])
        for (feature, value) in fixed { request.values[feature] = value }
        evaluation.complete(&request)
        for (index, feature) in features.features.enumerated() {
            let inputs = search.inputs(of: index)
            switch feature {
            case .linear, .comparison:
                let isKnown = inputs.allSatisfy { fixed[$0] != nil }
                let isUndefined = inputs.contains {
                    fixed[$0] == PlanFeature.undefined && features.features[$0].mayBeUndefined
                }
                if isKnown || isUndefined { fixed[index] = request.values[index] }
            default: break
            }
        }
    }
}

/// What holds between questions about one text, whatever the text is.
extension Lowering {
    fileprivate func textLaws() -> [Formula] {
        var asked: [(feature: Int, attribute: UInt16, operation: TextOperation, operand: [UInt8])] = []
        for (index, feature) in features.features.enumerated() {
            guard case .text(let attribute, let operation, let operand) = feature, operation != .matches else {
                continue
            }
            asked.append((index, attribute, operation, Array(strings.table[operand])))
        }
        func holds(_ feature: Int) -> Formula { .test(feature, in: [1...1], of: domain(feature)) }
        var laws: [Formula] = []
        for one in asked {
            for other in asked where one.feature != other.feature && one.attribute == other.attribute {
                if one.operation == .contains ? other.operation == .contains : true,
                    other.operation == .contains || one.operation == other.operation,
                    other.operation.holds(one.operand, other.operand)
                {
                    laws.append(.any([holds(one.feature).negated, holds(other.feature)]))
                }
                // Two beginnings, or two ends, of which neither is one of the other.
                if one.feature < other.feature, one.operation == other.operation, one.operation != .contains,
                    !one.operation.holds(one.operand, other.operand), !one.operation.holds(other.operand, one.operand)
                {
                    laws.append(Formula.all([holds(one.feature), holds(other.feature)]).negated)
                }
            }
        }
        return laws.count > 200 ? [] : laws
    }
}

extension TestAssumptions {
    /// How full a budget is, in billionths, for a request that it counts.
    func filled(_ budget: Int, of policy: Policy) -> Int64 {
        guard policy.budgets[budget].limit.value.pico > 0 else { return PlanAttribute.ratioScale }
        let scaled = filled[budget]?.multiplied(by: Rational(whole: Int128(PlanAttribute.ratioScale)))
        return scaled.map { Int64(clamping: max($0.floor, 0)) } ?? 0
    }
}

extension Formula {
    /// Calls back with every test.
    func forEachPredicate(_ body: (Predicate) -> Void) {
        switch self {
        case .constant: break
        case .test(let predicate): body(predicate)
        case .and(let parts), .or(let parts): for part in parts { part.forEachPredicate(body) }
        case .not(let part): part.forEachPredicate(body)
        }
    }
}
