import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics
import ScrimpSyntax

extension LintRule {
    /// a provider's prefix cache that is paid in full
    ///
    /// Why: The request says how much of a prompt the provider may have kept, and the model asks a fraction for it. Without
    /// `prefix_cache` every token of it is counted at the full price.
    ///
    /// Bad:
    /// ```scrimp
    /// request { tenant: string, prompt: tokens, cached_prefix: tokens, max_output: tokens }
    /// model large { from: "openai/gpt-4o" }
    /// route { otherwise -> large }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// request { tenant: string, prompt: tokens, cached_prefix: tokens, max_output: tokens }
    /// model large { from: "openai/gpt-4o", prefix_cache: 5 min }
    /// route { otherwise -> large }
    /// ```
    package static let prefixCacheUnused = LintRule(
        "M018",
        .policy { linted, findings in
            let policy = linted.policy
            guard linted.asks(for: "cached_prefix") else { return }
            for index in linted.calledModels.sorted() {
                let model = policy.models[index]
                guard model.prefixCache == nil, let prices = model.prices?.value, let input = prices.input,
                    let cached = prices.cachedInput, cached < input,
                    model.catalogModel?.features.contains(.promptCaching) ?? true
                else { continue }
                var fixes: [Diagnostic.Fix] = []
                if let value = linted.field("from", ofDeclarationAt: model.location)?.value {
                    let end = ByteRange(value.range.end, value.range.end)
                    fixes = [
                        Diagnostic.Fix(
                            "use the prefix cache, for 5 minutes", [.init(end, ", prefix_cache: 5 min")], isSafe: false)
                    ]
                }
                findings.report(
                    "`\(model.name)` asks \(TokenPrices.text(cached.pico)) for a kept prefix, and is counted at "
                        + TokenPrices.text(input.pico),
                    at: model.location, caption: "no `prefix_cache`",
                    help: "say how long the provider keeps prefixes: `prefix_cache: 5 min`", fixes: fixes)
            }
        })
}
