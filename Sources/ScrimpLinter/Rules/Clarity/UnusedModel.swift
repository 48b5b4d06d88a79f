import ScrimpDiagnostics
import ScrimpSemantics
import ScrimpSyntax

extension LintRule {
    /// a model that nothing names
    ///
    /// Why: It never answers. Somebody meant to route to it and forgot, or stopped and left it behind.
    ///
    /// Bad:
    /// ```scrimp
    /// model mini  { from: "openai/gpt-4o-mini" }
    /// model large { from: "openai/gpt-4o" }
    /// model haiku { from: "anthropic/claude-haiku-4-5" }
    /// route {
    ///     when complexity > 80% -> large, mini
    ///     otherwise             -> mini
    /// }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// model mini  { from: "openai/gpt-4o-mini" }
    /// model large { from: "openai/gpt-4o" }
    /// model haiku { from: "anthropic/claude-haiku-4-5" }
    /// route {
    ///     when complexity > 80% -> large, mini
    ///     otherwise             -> mini, haiku
    /// }
    /// ```
    package static let unusedModel = LintRule(
        "C007",
        .policy { linted, findings in
            for model in linted.policy.models where model.location.source == 0 {
                guard !linted.isMentioned(model.name, besides: model.location) else { continue }
                findings.report(
                    "nothing names `model \(model.name)`, so it never answers", at: model.location,
                    help: "route to it, or remove it", fixes: linted.removal(ofDeclarationNamedAt: model.location))
            }
        })
}
