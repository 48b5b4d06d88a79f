import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// an attribute that should price calls and prices none
    ///
    /// Why: `images`, `audio`, `tool_calls` and `cached_prefix` are counted so that they are paid. Where no model has a price
    /// for them, hosts send the number and every figure leaves it out.
    ///
    /// Bad:
    /// ```scrimp
    /// request { tenant: string, prompt: tokens, max_output: tokens, images: count }
    /// model mini { from: "openai/gpt-4o-mini" }
    /// route { otherwise -> mini }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// request { tenant: string, prompt: tokens, max_output: tokens, images: count }
    /// model house {
    ///     from:  "house/vision"
    ///     price: {
    ///         input: $0.15/Mtok, output: $0.60/Mtok, per_image: $0.002, source: "contract 12", as_of: "2026-11-01"
    ///     }
    /// }
    /// route { otherwise -> house }
    /// ```
    package static let unpricedAttribute = LintRule(
        "M006",
        .policy { linted, findings in
            let policy = linted.policy
            for role in PricedRole.all {
                guard let attribute = policy.attributes.first(where: { $0.name == role.name }) else { continue }
                let hosted = linted.calledModels.map { policy.models[$0] }.filter { !$0.isSelfHosted }
                guard !hosted.isEmpty, hosted.allSatisfy({ $0.prices?.value[role.price] == nil }) else { continue }
                let few = hosted.map(\.name).sorted().prefix(3).map { "`\($0)`" }.joined(separator: ", ")
                findings.report(
                    "`\(role.name)` prices nothing: no model that is called has a price for it", at: attribute.location,
                    notes: ["called: \(few)\(hosted.count > 3 ? " and \(hosted.count - 3) more" : "")"],
                    help: "give `\(role.price.rawValue)` in the `price:` of the models, or remove the attribute")
            }
        })
}
