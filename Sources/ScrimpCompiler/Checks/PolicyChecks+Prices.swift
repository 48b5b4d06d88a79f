import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

/// What a hard amount needs: a price and a cap for every call that it may count.
extension PolicyChecks {
    mutating func checkPrices() {
        let hard = policy.budgets.indices.filter { policy.budgets[$0].isHard || policy.budgets[$0].ceiling != nil }
        let roles = Set(policy.attributes.map(\.role))
        checkMeasures(hard, roles)
        for (index, model) in policy.models.enumerated() where !model.isSelfHosted {
            let missing = model.missingPrices(roles)
            guard !missing.isEmpty else { continue }
            for budget in hard {
                guard let way = way(to: index, under: budget) else { continue }
                reportUnpriced(model, missing, budget: policy.budgets[budget], way: way)
                break
            }
        }
    }

    private mutating func reportUnpriced(
        _ model: Model, _ missing: [String], budget: Budget, way: SourceLocation
    ) {
        let list = missing.joined(separator: ", ")
        report(
            Diagnostic(
                .unpricedCall, "`\(model.name)` has no price for \(list), which `budget \(budget.name)` needs",
                at: model.location, caption: "no price for \(list)",
                labels: [
                    Diagnostic.Label(budget.place, "this amount is never to be exceeded"),
                    Diagnostic.Label(way, "calls go there from here"),
                ],
                help: "say the price in the model (`price: { … }`), or leave the model out of the budget (`on:`)"))
    }

    private mutating func checkMeasures(_ hard: [Int], _ roles: Set<PlanAttribute.Role>) {
        let counting = hard.filter { budget in
            policy.models.indices.contains { !policy.models[$0].isSelfHosted && way(to: $0, under: budget) != nil }
        }
        guard let first = counting.first else { return }
        let budget = policy.budgets[first]
        let others = counting.dropFirst().map { Diagnostic.Label(policy.budgets[$0].place, "needs it too") }
        if !roles.contains(.maxOutput), !isCapped {
            report(
                Diagnostic(
                    .uncappedCall, "`budget \(budget.name)` is hard, and the request has no `max_output`",
                    at: budget.place, caption: "this amount is never to be exceeded", labels: others,
                    help: "add `max_output: tokens` to the request"))
        }
        if !roles.contains(.prompt) {
            report(
                Diagnostic(
                    .unmeasuredCall, "`budget \(budget.name)` is hard, and the request has no `prompt`",
                    at: budget.place, caption: "this amount is never to be exceeded", labels: others,
                    help: "add `prompt: tokens` to the request"))
        }
    }

    /// Whether a shape caps the output of every call.
    private var isCapped: Bool {
        policy.shapes.contains { $0.condition == nil && $0.models == nil && $0.maxOutput != nil }
    }

    /// Where calls to a model come from that a budget counts; nil where there are none.
    private mutating func way(to model: Int, under index: Int) -> SourceLocation? {
        let budget = policy.budgets[index]
        if let counted = budget.models, !counted.contains(model) { return nil }
        // Copies are paid by the budget that their shadow names, and by no other.
        if let shadow = policy.shadows.first(where: { $0.model == model && $0.budget == index && $0.sample > .zero }) {
            return shadow.location
        }
        let condition = Formula.all([formulas.budgets[index], targets.permitted(model)])
        let rules = targets.rules(leadingTo: model)
        if let first = rules.first, condition != .no {
            switch analysis.witness(firingAnyOf: rules, and: condition) {
            case .impossible: break
            case .notDecided: return policy.rules[first].chain.location
            case .example(let values):
                return policy.rules[analysis.problem.firstMatch(values) ?? first].chain.location
            }
        }
        for (other, action) in policy.budgets.map(\.spent).enumerated() {
            guard case .route(let chain) = action, targets.models(of: chain).contains(model) else { continue }
            if isPossible(.all([condition, formulas.budgets[other]])) { return chain.location }
        }
        for (other, action) in policy.switches.map(\.action).enumerated() {
            guard case .route(let chain) = action, targets.models(of: chain).contains(model) else { continue }
            if isPossible(.all([condition, formulas.switches[other]])) { return chain.location }
        }
        return nil
    }

    /// What cannot be decided counts as possible: a hard amount is safe or it is nothing.
    private mutating func isPossible(_ formula: Formula) -> Bool {
        formula != .no && analysis.witness(firing: nil, and: formula) != .impossible
    }
}

extension Budget {
    /// The amount that is hard.
    fileprivate var place: SourceLocation { isHard ? limit.origin : ceiling?.origin ?? limit.origin }
}

extension Model {
    /// Prices that a reservation needs and that neither policy nor catalog has, in words.
    fileprivate func missingPrices(_ roles: Set<PlanAttribute.Role>) -> [String] {
        let prices = planPrices
        var missing: [String] = []
        if prices.input == nil { missing.append("input") }
        if prices.output == nil { missing.append("output") }
        if prefixCache != nil, prices.cachedInput == nil { missing.append("cached input") }
        if roles.contains(.images), prices.perImage == nil { missing.append("images") }
        if roles.contains(.audio), prices.audioInput == nil { missing.append("audio") }
        if roles.contains(.toolCalls), prices.perToolCall == nil { missing.append("tool calls") }
        return missing
    }
}
