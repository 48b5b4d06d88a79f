import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

extension Lowering {
    /// What the check of deadlines asks, which the analysis has to know of.
    func earlyFormulas() -> [Formula] {
        guard let attribute = policy.attributes.firstIndex(where: { $0.role == .deadline }) else { return [] }
        return policy.models.compactMap(\.batchWithin).map { .early(for: $0, attribute, of: domain(attribute)) }
    }
}

extension Formula {
    /// A deadline before what a service promises.
    static func early(for within: Int64, _ attribute: Int, of domain: FeatureDomain) -> Formula {
        .test(attribute, in: [0...max(within - 1, 0)], of: domain)
    }
}

/// Services that answer later than some requests can wait.
extension PolicyChecks {
    mutating func checkDeadlines() {
        for (index, model) in policy.models.enumerated() {
            guard let within = model.batchWithin else { continue }
            let rules = policy.rules.indices.filter { targets.models(of: policy.rules[$0].chain).contains(index) }
            guard !rules.isEmpty else { continue }
            guard let attribute = policy.attributes.firstIndex(where: { $0.role == .deadline }) else {
                if policy.settings.deadline < within { reportEarly(model, within, policy.rules[rules[0]], nil) }
                continue
            }
            let early = Formula.early(for: within, attribute, of: analysis.problem.domains[attribute])
            // What `allow` forbids is not passed over for its deadline.
            let sought = Formula.all([early, targets.permitted(index)])
            guard case .request(let request) = find(firingAnyOf: rules, and: sought),
                let rule = analysis.problem.firstMatch(request.values)
            else { continue }
            reportEarly(
                model, within, policy.rules[rule], describe(request, mentioning: [formulas.rules[rule], early]))
        }
    }

    private mutating func reportEarly(_ model: Model, _ within: Int64, _ rule: Rule, _ example: String?) {
        let time = Quantity(Rational(whole: Int128(within)), .time).text
        report(
            Diagnostic(
                .earlyBatchRequest, "some requests need their answer before `\(model.name)` promises it",
                at: rule.chain.location,
                labels: [Diagnostic.Label(model.location, "answers within \(time)")],
                notes: example.map { ["for example: \($0)"] } ?? [],
                help: "they pass it over: ask for `deadline >= \(time)` in the rule"))
    }
}
