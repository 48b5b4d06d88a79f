import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a price that calls will need and that nobody has given
    ///
    /// Why: What has no price is counted as nothing: it is missing in every budget, alert and report. Under a hard amount it
    /// is an error; without one nobody notices until the bill comes.
    ///
    /// Bad:
    /// ```scrimp
    /// model contract {
    ///     from:  "house/large"
    ///     price: { input: $1/Mtok, source: "contract 12", as_of: "2026-11-01" }
    /// }
    /// route { otherwise -> contract }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// model contract {
    ///     from:  "house/large"
    ///     price: { input: $1/Mtok, output: $4/Mtok, source: "contract 12", as_of: "2026-11-01" }
    /// }
    /// route { otherwise -> contract }
    /// ```
    package static let missingPrice = LintRule(
        "M005",
        .policy { linted, findings in
            let policy = linted.policy
            let called = linted.calledModels
            let priced = called.compactMap { policy.models[$0].prices?.value }
            for (index, model) in policy.models.enumerated() where called.contains(index) && !model.isSelfHosted {
                guard let prices = model.prices?.value, !linted.isCommitted(index) else { continue }
                var missing: [String] = []
                if prices.input == nil { missing.append("`input`") }
                if prices.output == nil, model.kind == .chat { missing.append("`output`") }
                if model.prefixCache != nil {
                    if prices.cachedInput == nil { missing.append("`cached_input`, which `prefix_cache` needs") }
                    let listed = model.catalogModel?[model.tier]?.cacheWrite
                    if prices.cacheWrite == nil, listed != nil {
                        missing.append("`cache_write`, for which the catalog has a price")
                    }
                }
                for role in PricedRole.all where role.name != "cached_prefix" && linted.asks(for: role.name) {
                    guard prices[role.price] == nil, priced.contains(where: { $0[role.price] != nil }) else { continue }
                    missing.append("`\(role.price.rawValue)`, although other models have one")
                }
                guard !missing.isEmpty else { continue }
                findings.report(
                    "`\(model.name)` has no price for \(missing.joined(separator: ", nor for "))", at: model.location,
                    caption: "counted as nothing",
                    help: "give it in the model, `price: { … }`, or in a catalog (`use \"catalog.yaml\"`)")
            }
        })
}

/// An attribute that prices a call, and the price that it needs.
struct PricedRole {
    let name: String
    let price: PriceField

    static let all = [
        PricedRole(name: "images", price: .perImage), PricedRole(name: "audio", price: .audioInput),
        PricedRole(name: "tool_calls", price: .perToolCall), PricedRole(name: "cached_prefix", price: .cachedInput),
    ]
}
