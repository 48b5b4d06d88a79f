import ScrimpQuantities
import ScrimpSemantics

/// Which models the policy comes to.
extension LintedPolicy {
    /// Every chain: of the route, of spent budgets, of thrown switches.
    var chains: [Chain] { policy.rules.map(\.chain) + actionChains }

    /// What spent budgets and thrown switches route to.
    var actionChains: [Chain] {
        (policy.budgets.map(\.spent) + policy.switches.map(\.action)).compactMap { action in
            if case .route(let chain) = action { chain } else { nil }
        }
    }

    /// Indices of the models that some call may go to.
    var calledModels: Set<Int> {
        var called = Set(chains.flatMap(\.models))
        called.formUnion(policy.rollouts.flatMap { [$0.of, $0.otherwise] })
        called.formUnion(policy.shadows.filter { $0.sample > .zero }.map(\.model))
        // What takes over below a floor may have a floor of its own.
        var rest = Array(called)
        while let model = rest.popLast() {
            guard policy.models.indices.contains(model),
                let other = policy.models[model].operation.fallbackPrecision?.value
            else { continue }
            if called.insert(other).inserted { rest.append(other) }
        }
        return called
    }

    /// Whether a commitment pays for calls to the model, as far as it goes: list prices then say nothing.
    func isCommitted(_ model: Int) -> Bool { policy.commitments.contains { $0.models.contains(model) } }

    /// Whether the request has an attribute of that name.
    func asks(for attribute: String) -> Bool { policy.attributes.contains { $0.name == attribute } }
}

extension Chain {
    /// What the chain tries first: one model, or the arms of a split.
    var firstModels: [Int] {
        switch candidates.first {
        case .model(let model): [model]
        case .split(let arms): arms.map(\.model)
        case nil: []
        }
    }
}
