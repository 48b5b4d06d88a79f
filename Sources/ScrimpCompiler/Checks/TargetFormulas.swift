import ScrimpSemantics

/// When a model is forbidden, reachable or first, as formulas over the features.
struct TargetFormulas {
    let policy: Policy
    let formulas: PolicyFormulas

    init(policy: Policy, formulas: PolicyFormulas) {
        self.policy = policy
        self.formulas = formulas
    }

    /// Where some `allow` leaves the model out.
    func forbidden(_ model: Int) -> Formula {
        .any(
            zip(policy.allows, formulas.allows).compactMap { allow, formula in
                allow.models.contains(model) ? nil : formula
            })
    }

    func permitted(_ model: Int) -> Formula { forbidden(model).negated }

    /// Where nothing of a chain may be left: of a split, one forbidden arm is enough for the keys that fall into it.
    func emptied(_ chain: Chain) -> Formula {
        .all(
            chain.candidates.map { candidate in
                switch candidate {
                case .model(let model): forbidden(model)
                case .split(let arms): .any(arms.map { forbidden($0.model) })
                }
            })
    }

    /// Where any path leads to the model, for requests that a rule takes: its chain, and what budgets and switches route to.
    func reachable(_ model: Int, rule: Int) -> Formula {
        .all([permitted(model), .any(paths(to: model, from: policy.rules[rule].chain))])
    }

    private func paths(to model: Int, from chain: Chain) -> [Formula] {
        if chain.models.contains(model) { return [.yes] }
        var paths: [Formula] = []
        // A thrown switch routes before any rule does.
        for (item, formula) in zip(policy.switches, formulas.switches) {
            if case .route(let chain) = item.action, chain.models.contains(model) { paths.append(formula) }
        }
        for (index, budget) in policy.budgets.enumerated() {
            guard case .route(let action) = budget.spent, action.models.contains(model) else { continue }
            paths.append(.all([formulas.budgets[index], charged(budget, from: chain)]))
        }
        return paths
    }

    /// Where a call that the budget counts may be made: only then can it be found spent.
    private func charged(_ budget: Budget, from chain: Chain) -> Formula {
        guard let counted = budget.models else { return .yes }
        var result = chain.models.filter { counted.contains($0) }.map { permitted($0) }
        for (item, formula) in zip(policy.switches, formulas.switches) {
            guard case .route(let chain) = item.action else { continue }
            for model in chain.models where counted.contains(model) {
                result.append(.all([formula, permitted(model)]))
            }
        }
        return .any(result)
    }

    /// Where the model is the first candidate that is permitted, of a chain whose splits have been drawn.
    func first(_ model: Int, of drawn: [Int]) -> Formula {
        guard let position = drawn.firstIndex(of: model) else { return .no }
        return .all([permitted(model)] + drawn[..<position].map { forbidden($0) })
    }

    /// A chain once for each way in which its splits may be drawn; nil where these are more than 64.
    func draws(_ chain: Chain) -> [[Int]]? {
        var result: [[Int]] = [[]]
        for candidate in chain.candidates {
            switch candidate {
            case .model(let model): result = result.map { $0 + [model] }
            case .split(let arms): result = result.flatMap { drawn in arms.map { drawn + [$0.model] } }
            }
            guard result.count <= 64 else { return nil }
        }
        return result
    }
}
