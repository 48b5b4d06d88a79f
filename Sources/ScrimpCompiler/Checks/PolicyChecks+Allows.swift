import ScrimpDiagnostics
import ScrimpSemantics

/// `allow` binds every path: chains and actions that it leaves without a candidate.
extension PolicyChecks {
    mutating func checkAllows() {
        guard !policy.allows.isEmpty else { return }
        checkChains()
        for (index, budget) in policy.budgets.enumerated() {
            guard case .route(let chain) = budget.spent else { continue }
            check(
                chain, where: formulas.budgets[index], code: .emptiedAction,
                message: "`allow` forbids everything that `budget \(budget.name)` routes to for some requests")
        }
        for (index, item) in policy.switches.enumerated() {
            guard case .route(let chain) = item.action else { continue }
            check(
                chain, where: formulas.switches[index], code: .emptiedAction,
                message: "`allow` forbids everything that `switch \(item.name)` routes to for some requests")
        }
    }

    /// How many rules are reported whose chains are emptied alike: more of them say nothing new.
    private static let emptiedChainLimit = 20

    /// Rules whose chains are emptied alike are asked about together.
    private mutating func checkChains() {
        let dead = Set(analysis.deadRules.map(\.rule))
        var order: [Formula] = []
        var groups: [Formula: [Int]] = [:]
        for (index, rule) in policy.rules.enumerated() where !dead.contains(index) {
            let formula = targets.emptied(rule.chain)
            guard formula != .no else { continue }
            if groups[formula] == nil { order.append(formula) }
            groups[formula, default: []].append(index)
        }
        for formula in order {
            var rules = groups[formula] ?? []
            var reported = 0
            while let first = rules.first, reported < Self.emptiedChainLimit {
                switch find(firingAnyOf: rules, and: formula) {
                case .impossible: rules = []
                case .notDecided:
                    reportUndecided(policy.rules[first].chain)
                    rules = []
                case .request(let request):
                    guard let rule = analysis.problem.firstMatch(request.values) else { return }
                    reportEmptied(
                        policy.rules[rule].chain, request, asked: Array(formulas.rules[...rule]), code: .emptiedChain,
                        message: "`allow` forbids every candidate of this chain for some requests")
                    rules.removeAll { $0 == rule }
                    reported += 1
                }
            }
        }
    }

    private mutating func check(
        _ chain: Chain, where condition: Formula, code: DiagnosticCode, message: String
    ) {
        switch find(firingAnyOf: nil, and: .all([condition, targets.emptied(chain)])) {
        case .impossible: return
        case .notDecided: reportUndecided(chain)
        case .request(let request): reportEmptied(chain, request, asked: [condition], code: code, message: message)
        }
    }

    private mutating func reportUndecided(_ chain: Chain) {
        report(
            Diagnostic(
                .notDecided, "whether `allow` leaves a candidate for every request was not decided", at: chain.location)
        )
    }

    private mutating func reportEmptied(
        _ chain: Chain, _ request: ExampleRequest, asked: [Formula], code: DiagnosticCode, message: String
    ) {
        let binding = policy.allows.indices.filter { index in
            formulas.allows[index].holds(request.values)
                && !Set(targets.models(of: chain)).isSubset(of: policy.allows[index].models)
        }
        let names = targets.models(of: chain).map { "`\(policy.models[$0].name)`" }.joined(separator: ", ")
        report(
            Diagnostic(
                code, message, at: chain.location, caption: targets.models(of: chain).count == 1 ? "only \(names)" : "",
                labels: binding.map {
                    Diagnostic.Label(policy.allows[$0].location, "`\(policy.allows[$0].name)` binds such a request")
                },
                notes: ["for example: \(describe(request, mentioning: asked + formulas.allows))"],
                help: "add a candidate that is allowed there"))
    }
}
