import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// requests that could wait for the batch price and do not
    ///
    /// Why: Providers answer within a day at about half the price. A rule whose requests can all wait that long pays twice as
    /// much for nothing.
    ///
    /// Bad:
    /// ```scrimp
    /// route {
    ///     when deadline >= 24 h -> mini
    ///     otherwise             -> mini
    /// }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// model mini_batch { from: "openai/gpt-4o-mini", service: batch(within: 24 h) }
    /// route {
    ///     when deadline >= 24 h -> mini_batch, mini
    ///     otherwise             -> mini
    /// }
    /// ```
    package static let batchPriceUnused = LintRule(
        "M012",
        .policy { linted, findings in
            let policy = linted.policy
            let day: Int64 = 24 * 3_600_000_000_000
            for rule in policy.rules where linted.waits(rule, atLeast: day) {
                for index in rule.chain.firstModels {
                    let model = policy.models[index]
                    guard model.tier == .standard, let prices = linted.tokenPrices(of: index),
                        let batch = model.catalogModel?[.batch]?.tokens, prices.isDearer(than: batch)
                    else { continue }
                    findings.report(
                        "every request here can wait 24 h, and `\(model.name)` answers at the price of an immediate call",
                        at: linted.place(of: index, in: rule.chain),
                        notes: ["now: \(prices.text)", "as a batch: \(batch.text)"],
                        help:
                            "declare `model \(model.name)_batch { from: \"\(model.identity)\", service: batch(within: 24 h) }` "
                            + "and put it in front")
                }
            }
        })
}
