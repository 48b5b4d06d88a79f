import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a priority price for requests that can wait
    ///
    /// Why: Priority service is dearer and answers a second or two earlier. A rule whose requests can all wait for minutes pays
    /// for speed that nobody notices.
    ///
    /// Bad:
    /// ```scrimp
    /// model fast { from: "openai/gpt-4o", service: priority }
    /// route {
    ///     when deadline >= 1 h -> fast
    ///     otherwise            -> mini
    /// }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// model fast { from: "openai/gpt-4o", service: priority }
    /// route {
    ///     when deadline >= 1 h -> large
    ///     otherwise            -> fast
    /// }
    /// ```
    package static let priorityWithoutHurry = LintRule(
        "M024",
        .policy { linted, findings in
            let policy = linted.policy
            let minutes: Int64 = 10 * 60_000_000_000
            for rule in policy.rules where linted.waits(rule, atLeast: minutes) {
                for index in rule.chain.firstModels where policy.models[index].tier == .priority {
                    let model = policy.models[index]
                    guard let prices = linted.tokenPrices(of: index),
                        let usual = model.catalogModel?[.standard]?.tokens,
                        prices.isDearer(than: usual)
                    else { continue }
                    findings.report(
                        "every request here can wait 10 min or more, and `\(model.name)` is paid for its speed",
                        at: linted.place(of: index, in: rule.chain),
                        notes: ["priority: \(prices.text)", "standard: \(usual.text)"],
                        help: "route to the same model without `service: priority`")
                }
            }
        })
}
