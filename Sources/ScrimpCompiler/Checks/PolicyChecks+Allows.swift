import ScrimpDiagnostics
import ScrimpSemantics

/// `allow` binds every path: chains and actions that it leaves without a candidate.
extension PolicyChecks {
    mutating func checkAllows() {
        guard !policy.allows.isEmpty else { return }
        let dead = Set(analysis.deadRules.map(\.rule))
        for (index, rule) in policy.rules.enumerated() where !dead.contains(index) {
            check(
                rule.chain, firing: index, where: .yes, code: .emptiedChain,
                message: "`allow` forbids every candidate of this chain for some requests")
        }
        for (index, budget) in policy.budgets.enumerated() {
            guard case .route(let chain) = budget.spent else { continue }
            check(
                chain, firing: nil, where: formulas.budgets[index], code: .emptiedAction,
                message: "`allow` forbids everything that `budget \(budget.name)` routes to for some requests")
        }
        for (index, item) in policy.switches.enumerated() {
            guard case .route(let chain) = item.action else { continue }
            check(
                chain, firing: nil, where: formulas.switches[index], code: .emptiedAction,
                message: "`allow` forbids everything that `switch \(item.name)` routes to for some requests")
        }
    }

    private mutating func check(
        _ chain: Chain, firing rule: Int?, where condition: Formula, code: DiagnosticCode, message: String
    ) {
        let formula = Formula.all([condition, targets.emptied(chain)])
        switch find(firing: rule, and: formula) {
        case .impossible: return
        case .notDecided:
            report(
                Diagnostic(
                    .notDecided, "whether `allow` leaves a candidate for every request was not decided",
                    at: chain.location))
        case .request(let request):
            let binding = policy.allows.indices.filter { index in
                formulas.allows[index].holds(request.values)
                    && !Set(chain.models).isSubset(of: policy.allows[index].models)
            }
            let names = chain.models.map { "`\(policy.models[$0].name)`" }.joined(separator: ", ")
            let asked = [condition] + formulas.allows + (rule.map { Array(formulas.rules[...$0]) } ?? [])
            report(
                Diagnostic(
                    code, message, at: chain.location, caption: chain.models.count == 1 ? "only \(names)" : "",
                    labels: binding.map {
                        Diagnostic.Label(policy.allows[$0].location, "`\(policy.allows[$0].name)` binds such a request")
                    },
                    notes: ["for example: \(describe(request, mentioning: asked))"],
                    help: "add a candidate that is allowed there"))
        }
    }
}
