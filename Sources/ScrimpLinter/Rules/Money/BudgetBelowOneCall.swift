import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a budget that holds less than one call
    ///
    /// Why: Before a call is made, the most that it can cost is held in the budget. Where that is more than the budget has, an
    /// untouched budget refuses the request, whatever was spent before.
    ///
    /// Bad:
    /// ```scrimp
    /// budget tenant_daily { limit: $0.02 per tenant per day, spent: reject("spent"), alert: [80%] }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// budget tenant_daily { limit: $1 per tenant per day, spent: reject("spent"), alert: [80%] }
    /// ```
    package static let budgetBelowOneCall = LintRule(
        "M001",
        .policy { linted, findings in
            let policy = linted.policy
            let longest = policy.models.compactMap { LongestCall($0, prompt: nil, output: nil)?.cost }.max() ?? .zero
            // A model without a window may have a longer call; the rules then say how long.
            let isOpen = policy.models.contains { !$0.isSelfHosted && $0.contextWindow == nil }
            let small = policy.budgets.indices.filter { index in
                policy.budgets[index].hardAmount.map { isOpen || $0.value < longest } ?? false
            }
            guard !small.isEmpty else { return }
            let bounds = CostBounds(of: policy, linted.compilation)
            for index in small {
                guard let amount = policy.budgets[index].hardAmount,
                    let found = cheapestTooDear(index, amount.value, bounds, policy)
                else { continue }
                let (rule, model, call) = found
                let place = policy.rules[rule.rule].chain.location
                findings.report(
                    "`budget \(policy.budgets[index].name)` holds \(CostText.short(amount.value)), and the longest call of "
                        + "`\(rule.name)` costs \(CostText.short(call.cost))",
                    at: amount.origin, caption: "an untouched budget refuses it",
                    labels: [Diagnostic.Label(place, "to `\(policy.models[model].name)`, with \(call.text)")],
                    help: "raise the amount, or make calls shorter: `shape capped { max_output: 1 ktok }`, "
                        + "`prompt <= 16 ktok` in the rule")
            }
        })

    /// Of a class of which no candidate fits into the amount: the one that costs least.
    private static func cheapestTooDear(_ index: Int, _ amount: Money, _ bounds: CostBounds, _ policy: Policy)
        -> (ClassBound, Int, LongestCall)?
    {
        let budget = policy.budgets[index]
        let lengths = Set(
            policy.attributes.indices.filter { ["prompt", "max_output"].contains(policy.attributes[$0].name) })
        for (place, rule) in bounds.classes.enumerated() where rule.isReachable {
            if let condition = budget.condition {
                // Whether a budget with a condition counts a class is known of the dearest one only.
                guard bounds.budgets[index].dearestClass == place, !condition.asks(about: lengths) else { continue }
            }
            var cheapest: (Int, LongestCall)?
            var isRefused = true
            for model in policy.rules[rule.rule].chain.models {
                guard let bound = rule.calls.first(where: { $0.model == model }) else { continue }
                guard !bound.isSelfHosted, !bound.isCovered, budget.models?.contains(model) ?? true,
                    let call = LongestCall(policy.models[model], prompt: bound.prompt.most, output: bound.output.most),
                    call.cost > amount
                else {
                    isRefused = false
                    break
                }
                if cheapest.map({ call.cost < $0.1.cost }) ?? true { cheapest = (model, call) }
            }
            if isRefused, let cheapest { return (rule, cheapest.0, cheapest.1) }
        }
        return nil
    }
}

extension Budget {
    /// The amount that is never exceeded.
    var hardAmount: Typed<Money>? { isHard ? limit : ceiling }
}
