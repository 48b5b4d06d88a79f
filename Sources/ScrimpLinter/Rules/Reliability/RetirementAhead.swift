import ScrimpCatalog
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a model that its provider is about to retire
    ///
    /// Why: From that day on its calls fail, or silently go to a successor with other prices and other answers. A quarter of a year is
    /// what it takes to evaluate another model and to roll it out.
    ///
    /// Bad:
    /// ```scrimp
    /// model sonnet { from: "anthropic/claude-sonnet-4-5" }
    /// route { otherwise -> sonnet, mini }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// model haiku { from: "anthropic/claude-haiku-4-5" }
    /// route { otherwise -> haiku, mini }
    /// ```
    package static let retirementAhead = LintRule(
        "R010",
        .policy { linted, findings in
            guard let today = linted.today else { return }
            for model in linted.policy.models {
                guard let catalogModel = model.catalogModel, let end = catalogModel.deprecation else { continue }
                let days = end.daysSinceEpoch - today.daysSinceEpoch
                guard days > 0, days <= 90 else { continue }
                findings.report(
                    "`\(catalogModel.id)` is retired on \(end.isoText), in \(days) \(days == 1 ? "day" : "days")",
                    at: model.location, notes: ["as \(catalogModel.source) says"],
                    help: "roll out a successor before that day")
            }
        })
}
