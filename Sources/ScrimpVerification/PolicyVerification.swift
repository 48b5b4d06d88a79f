import ScrimpCompiler
package import ScrimpDiagnostics
import ScrimpHost
package import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
package import ScrimpSemantics

/// Holds a policy to what it says of itself.
///
/// A test is about all requests that agree with what it gives. The compiler's analysis divides them into classes that the policy
/// treats alike; of each class, one request for every way in which keys can fall is put to the engine that production runs, in the
/// state that the test assumes. So what is tested is what runs, and what is said about all requests is proved.
package struct PolicyVerification {
    private let policy: Policy
    private let plan: Plan
    private let sources: SourceSet
    private let diagnostics: [Diagnostic]
    private var study: TestStudy
    private var coverage: CoverageCount

    /// - Parameter diagnostics: the compiler's, which hold what became of the proofs.
    package init(_ policy: Policy, _ plan: Plan, sources: SourceSet, diagnostics: [Diagnostic]) {
        self.policy = policy
        self.plan = plan
        self.sources = sources
        self.diagnostics = diagnostics
        study = TestStudy(policy, sources: sources)
        coverage = CoverageCount(policy, plan)
    }

    /// Tests and proofs by their place in the policy.
    package mutating func results(where isWanted: (_ title: String) -> Bool = { _ in true }) -> [ClaimResult] {
        var results: [ClaimResult] = []
        for index in policy.tests.indices where isWanted(policy.tests[index].title) {
            results.append(result(of: index))
        }
        for proof in policy.proofs where isWanted(proof.title) { results.append(result(of: proof)) }
        return results.sorted {
            ($0.location.source, $0.location.range.start) < ($1.location.source, $1.location.range.start)
        }
    }

    /// What the tests that have run so far have come to.
    package mutating func coverageSoFar() -> Coverage { coverage.coverage(&study) }

    // MARK: Tests

    private mutating func result(of index: Int) -> ClaimResult {
        let test = policy.tests[index]
        var result = ClaimResult(kind: .test, title: test.title, location: test.location, outcome: .passed)
        let classes: [RequestClass]
        switch study.classes(of: index) {
        case .notDecided(let reason):
            result.outcome = .undecided(reason)
            return result
        case .classes(let found): classes = found
        }
        guard !classes.isEmpty else {
            result.outcome = .undecided("no request is as the test gives it")
            return result
        }
        var doubt: String?
        for found in classes {
            let (members, missing) = KeyDraws(found, study, test: index, plan).members(of: found)
            doubt = doubt ?? missing
            for member in members {
                do throws(Trial.Refusal) {
                    let trial = try Trial(
                        member.request, content: member.content, moment: study.moment(of: member.request, in: index),
                        study.tests[index].assumptions, study, plan)
                    result.requests += 1
                    coverage.count(trial)
                    if let rule = trial.decision.rule, Int(rule) != found.rule {
                        doubt = doubt ?? "the analysis and the engine take different rules for one request"
                        continue
                    }
                    if let failure = failure(of: index, member.request, rule: found.rule, trial) {
                        result.outcome = .failed(failure)
                        return result
                    }
                    doubt = doubt ?? costDoubt(index, trial)
                } catch {
                    doubt = doubt ?? error.message
                }
            }
        }
        if let doubt { result.outcome = .undecided(doubt) }
        return result
    }

    /// What a test leaves open on which the cost stands that it asks for.
    private func costDoubt(_ index: Int, _ trial: Trial) -> String? {
        guard policy.tests[index].cost != nil, let target = trial.target, !policy.models[target].isSelfHosted,
            !trial.decision.isCovered
        else { return nil }
        for (attribute, declared) in plan.attributes.enumerated() where study.isOpen(attribute, in: index) {
            switch declared.role {
            case .prompt, .maxOutput, .images, .audio, .toolCalls:
                let name = policy.attributes[attribute].name
                return "what `\(policy.models[target].name)` costs stands on `\(name)`, which the test does not give"
            case .none, .cachedPrefix, .deadline: continue
            }
        }
        return nil
    }

    private func failure(of index: Int, _ request: ExampleRequest, rule: Int, _ trial: Trial) -> Failure? {
        let prepared = study.tests[index]
        let test = prepared.test
        var (expected, got): ([String], [String]) = ([], [])
        let verdict = trial.verdict
        if study.holds(prepared.expectation, request, rule: rule, trial.answers) != true {
            expected.append(prepared.expectation.text)
            got.append(verdict)
        }
        if let range = test.cost, let problem = costProblem(range, trial) {
            let isOne = range.lowerBound == range.upperBound
            expected.append(
                "cost \(isOne ? range.lowerBound.description : "\(range.lowerBound)..\(range.upperBound)")")
            got.append(problem)
        }
        if let reason = test.reason {
            let reasons = trial.reasons
            if !reasons.contains(where: { $0.code == reason || $0.sentence.contains(reason) }) {
                expected.append("reason \"\(reason)\"")
                got.append(
                    reasons.isEmpty
                        ? "no reason: nothing stands in the way"
                        : "reason " + reasons.map { "\($0.code): \($0.sentence)" }.joined(separator: "; "))
            }
        }
        guard !expected.isEmpty else { return nil }
        var failure = Failure(expected: expected, got: got)
        failure.verdict = verdict
        failure.target = trial.target.map { policy.models[$0].name }
        if case .call = trial.decision.verdict { failure.cost = trial.decision.reserved.description }
        failure.attributes = study.attributes(of: request).enumerated().map { attribute, shown in
            Failure.Attribute(
                name: shown.name, value: shown.value,
                isGiven: test.given.contains { $0.attribute == attribute })
        }
        failure.attributes += openState(prepared.assumptions, study.moment(of: request, in: index))
        failure.state = prepared.assumptions.texts
        failure.expectation = study.values(of: prepared.expectation, request, rule: rule, trial.answers)
        if trial.decision.rule != nil { failure.rules = askedRules(upTo: rule, request, trial) }
        for budget in prepared.assumptions.filled.keys.sorted()
        where !study.isCounted(request, byBudget: budget) {
            failure.chain.append("budget `\(policy.budgets[budget].name)` does not count this request")
        }
        failure.chain += trial.chain
        return failure
    }

    private func costProblem(_ range: ClosedRange<Money>, _ trial: Trial) -> String? {
        guard case .call(let target) = trial.decision.verdict else { return "no call, which costs nothing" }
        let prices = plan.targets[Int(target)].prices
        if !plan.targets[Int(target)].isSelfHosted, prices.input == nil || prices.output == nil {
            return "`\(policy.models[Int(target)].name)` has no price"
        }
        return range.contains(trial.decision.reserved) ? nil : "cost \(trial.decision.reserved)"
    }

    /// The time of the example where the test leaves that open.
    private func openState(
        _ assumptions: TestAssumptions, _ moment: (second: Int64?, weekday: Int64?)
    ) -> [Failure.Attribute] {
        var state: [Failure.Attribute] = []
        if assumptions.time == nil, let second = moment.second {
            func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
            let rest = second % 60 == 0 ? "" : ":\(two(second % 60))"
            let value = "\(two(second / 3_600)):\(two(second / 60 % 60))\(rest)"
            state.append(Failure.Attribute(name: "time", value: value, isGiven: false))
        }
        if assumptions.weekday == nil, let day = moment.weekday {
            let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
            let value = names[Int(min(max(day, 0), 6))]
            state.append(Failure.Attribute(name: "weekday", value: value, isGiven: false))
        }
        return state
    }

    private func askedRules(upTo match: Int, _ request: ExampleRequest, _ trial: Trial) -> [Failure.AskedRule] {
        (0...match).map { rule in
            let declared = policy.rules[rule]
            let conditions = study.rules[rule].map {
                study.values(of: $0, request, rule: rule, trial.answers)
            }
            return Failure.AskedRule(
                line: line(of: declared.location), text: declared.text, isMatch: rule == match,
                conditions: conditions ?? [])
        }
    }

    private func line(of location: SourceLocation) -> Int {
        sources.texts.indices.contains(location.source)
            ? sources[location.source].position(at: location.range.start).line : 0
    }

    // MARK: Proofs

    private func result(of proof: Proof) -> ClaimResult {
        var result = ClaimResult(kind: .proof, title: proof.title, location: proof.location, outcome: .passed)
        for diagnostic in diagnostics where diagnostic.location == proof.location {
            switch diagnostic.code {
            case .proofNotDecided: result.outcome = .undecided("neither a proof nor a counterexample was found")
            case .proofFails:
                var failure = Failure(expected: [claim(proof.claim)], got: ["a counterexample"])
                failure.example = diagnostic.notes.first.map {
                    $0.hasPrefix("for example: ") ? String($0.dropFirst(13)) : $0
                }
                let places = diagnostic.labels.map(\.location)
                failure.rules = policy.rules.filter { places.contains($0.location) }.map { rule in
                    Failure.AskedRule(
                        line: line(of: rule.location), text: rule.text, isMatch: true, conditions: [])
                }
                result.outcome = .failed(failure)
            default: continue
            }
        }
        return result
    }

    private func claim(_ claim: Proof.Claim) -> String {
        func text(_ expression: Expression) -> String {
            guard sources.texts.indices.contains(expression.location.source) else { return "" }
            return sources[expression.location.source].text(in: expression.location.range)
                .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        switch claim {
        case .never(let expression): return "never \(text(expression))"
        case .always(let expression): return "always \(text(expression))"
        case .implies(let premise, let conclusion): return "\(text(premise)) implies \(text(conclusion))"
        }
    }
}
