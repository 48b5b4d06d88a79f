import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a fallback that costs at least twice as much as the first choice
    ///
    /// Why: Fallbacks are taken for hours when a provider fails, and nobody decides on the money at that moment. One that
    /// no rule chooses for its own sake and that costs a multiple is a bill which nobody has planned.
    ///
    /// Bad:
    /// ```scrimp
    /// route { otherwise -> mini, large }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// model mini_eu { from: "azure/eu/gpt-4o-mini" }
    /// route { otherwise -> mini, mini_eu }
    /// ```
    package static let dearerFallback = LintRule(
        "M003",
        .policy { linted, findings in
            let policy = linted.policy
            // What some rule chooses is planned with: falling back to it is falling back to the better model.
            let chosen = Set(linted.chains.flatMap(\.firstModels))
            for rule in policy.rules {
                let first = rule.chain.firstModels
                let known = first.compactMap { linted.tokenPrices(of: $0) }
                guard known.count == first.count, let model = first.last, let own = linted.tokenPrices(of: model) else {
                    continue
                }
                for fallback in rule.chain.models where !chosen.contains(fallback) && !isBounded(fallback, policy) {
                    guard let prices = linted.tokenPrices(of: fallback),
                        policy.models[fallback].identity != policy.models[model].identity
                    else { continue }
                    let factors = known.compactMap { prices.leastFactor(over: $0) }
                    guard factors.count == known.count, let factor = factors.min(), factor >= Rational(whole: 2) else {
                        continue
                    }
                    let (name, other) = (policy.models[fallback].name, policy.models[model].name)
                    findings.report(
                        "when `\(other)` fails, `\(name)` answers at \(FigureText.factor(factor)) the price or more",
                        at: linted.place(of: fallback, in: rule.chain),
                        notes: ["`\(other)`: \(own.text)", "`\(name)`: \(prices.text)"],
                        help:
                            "fall back to a model of another provider at about the same price, or let a budget bound it: "
                            + "`budget outage { limit: … per day, on: \(name), … }`")
                }
            }
        })

    /// Whether a hard amount was decided on for this model.
    private static func isBounded(_ model: Int, _ policy: Policy) -> Bool {
        policy.budgets.contains { $0.hardAmount != nil && $0.models?.contains(model) ?? false }
    }
}
