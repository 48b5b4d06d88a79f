import ScrimpQuantities
import ScrimpSemantics

/// When a model is forbidden, reachable or first, as formulas over the features.
struct TargetFormulas {
    let policy: Policy
    let formulas: PolicyFormulas
    /// By model: itself, and all that may answer in its place: during a rollout, or below its accuracy floor.
    let standIns: [[Int]]
    /// By model: the rules whose chains may come to it, in order.
    private var rulesByModel: [[Int]] = []

    init(policy: Policy, formulas: PolicyFormulas) {
        self.policy = policy
        self.formulas = formulas
        var next = [[Int]](repeating: [], count: policy.models.count)
        for rollout in policy.rollouts { next[rollout.of].append(rollout.otherwise) }
        for (index, model) in policy.models.enumerated() {
            if let other = model.operation.fallbackPrecision { next[index].append(other.value) }
        }
        standIns = policy.models.indices.map { model in
            var found = [model]
            var place = 0
            while place < found.count {
                for other in next[found[place]] where !found.contains(other) { found.append(other) }
                place += 1
            }
            return found
        }
        var byModel = [[Int]](repeating: [], count: policy.models.count)
        for (rule, content) in policy.rules.enumerated() {
            for model in models(of: content.chain) { byModel[model].append(rule) }
        }
        rulesByModel = byModel
    }

    /// The rules whose chains may come to a model, in order.
    func rules(leadingTo model: Int) -> [Int] { rulesByModel[model] }

    /// Every model that a chain may come to, in order, each once.
    func models(of chain: Chain) -> [Int] {
        var result: [Int] = []
        for model in chain.models {
            for other in standIns[model] where !result.contains(other) { result.append(other) }
        }
        return result
    }

    /// Where some `allow` leaves the model out.
    func forbidden(_ model: Int) -> Formula {
        .any(
            zip(policy.allows, formulas.allows).compactMap { allow, formula in
                allow.models.contains(model) ? nil : formula
            })
    }

    func permitted(_ model: Int) -> Formula { forbidden(model).negated }

    /// Where nothing of a chain may be left: of a split, one forbidden arm is enough for the keys that fall into it, and of a
    /// model in a rollout, one forbidden stand-in for those that are not in.
    func emptied(_ chain: Chain) -> Formula {
        .all(
            chain.candidates.map { candidate in
                switch candidate {
                case .model(let model): anyForbidden(model)
                case .split(let arms): .any(arms.map { anyForbidden($0.model) })
                }
            })
    }

    private func anyForbidden(_ model: Int) -> Formula { .any(standIns[model].map { forbidden($0) }) }

    /// Where any path leads to the model, for requests that a rule takes: its chain, what budgets and switches route to, what
    /// stands in for these, and copies.
    func reachable(_ model: Int, rule: Int) -> Formula {
        .all([permitted(model), .any(paths(to: model, from: policy.rules[rule].chain))])
    }

    private func paths(to model: Int, from chain: Chain) -> [Formula] {
        if models(of: chain).contains(model) { return [.yes] }
        if policy.shadows.contains(where: { $0.model == model && $0.sample > .zero }) { return [.yes] }
        var paths: [Formula] = []
        // A thrown switch routes before any rule does.
        for (item, formula) in zip(policy.switches, formulas.switches) {
            if case .route(let chain) = item.action, models(of: chain).contains(model) { paths.append(formula) }
        }
        for (index, budget) in policy.budgets.enumerated() {
            guard case .route(let action) = budget.spent, models(of: action).contains(model) else { continue }
            paths.append(.all([formulas.budgets[index], charged(budget, from: chain)]))
        }
        return paths
    }

    /// Where a call that the budget counts may be made: only then can it be found spent.
    private func charged(_ budget: Budget, from chain: Chain) -> Formula {
        guard let counted = budget.models else { return .yes }
        var result = models(of: chain).filter { counted.contains($0) }.map { permitted($0) }
        for (item, formula) in zip(policy.switches, formulas.switches) {
            guard case .route(let chain) = item.action else { continue }
            for model in models(of: chain) where counted.contains(model) {
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

    /// A chain once for each way in which its splits may be drawn and its models be stood in for; nil where these are more than 64.
    func draws(_ chain: Chain) -> [[Int]]? {
        var result: [[Int]] = [[]]
        for candidate in chain.candidates {
            switch candidate {
            case .model(let model): result = result.flatMap { drawn in standIns[model].map { drawn + [$0] } }
            case .split(let arms):
                result = result.flatMap { drawn in
                    arms.flatMap { arm in standIns[arm.model].map { drawn + [$0] } }
                }
            }
            guard result.count <= 64 else { return nil }
        }
        return result
    }
}
