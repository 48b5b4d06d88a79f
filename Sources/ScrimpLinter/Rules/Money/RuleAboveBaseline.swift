import ScrimpDiagnostics
import ScrimpSchema
import ScrimpSemantics

extension LintRule {
    /// a rule that costs more than what the scenario compares with
    ///
    /// Why: A scenario shows what a policy saves against one model that answers everything. A rule that leads to a model
    /// which asks more for prompts and for answers can only lower that saving: it is paid for something else, or a mistake.
    ///
    /// Bad:
    /// ```scrimp
    /// scenario month for p {
    ///     traffic:  trace("march.csv", time: "time", output: "output")
    ///     baseline: everything(on: mini)
    /// }
    /// route {
    ///     when task == faq -> haiku, mini
    ///     otherwise        -> mini
    /// }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// scenario month for p {
    ///     traffic:  trace("march.csv", time: "time", output: "output")
    ///     baseline: everything(on: large)
    /// }
    /// route {
    ///     when task == faq -> haiku, mini
    ///     otherwise        -> mini
    /// }
    /// ```
    package static let ruleAboveBaseline = LintRule(
        "M004",
        .policy { linted, findings in
            let policy = linted.policy
            var seen: Set<Int> = []
            for scenario in policy.scenarios {
                guard let baseline = scenario.comparedModel, let base = linted.tokenPrices(of: baseline.value) else {
                    continue
                }
                let other = policy.models[baseline.value].name
                for rule in policy.rules {
                    for model in rule.chain.firstModels where !seen.contains(model) {
                        guard let prices = linted.tokenPrices(of: model), prices.isDearer(than: base) else { continue }
                        seen.insert(model)
                        let name = policy.models[model].name
                        findings.report(
                            "`\(name)` costs more than `\(other)`, against which `scenario \(scenario.name)` compares",
                            at: linted.place(of: model, in: rule.chain),
                            labels: [Diagnostic.Label(baseline.origin, "compared with everything on `\(other)`")],
                            notes: ["`\(name)`: \(prices.text)", "`\(other)`: \(base.text)"],
                            help:
                                "say in a comment what it is paid for, or route to a model that costs less than `\(other)`"
                        )
                    }
                }
            }
        })
}

extension Scenario {
    /// The one model that is said to answer everything today.
    fileprivate var comparedModel: Typed<Int>? {
        guard let field = fields["baseline"], case .choice(let choice) = field.value,
            ["everything", "bill"].contains(choice.word),
            case .name(.model, let model, _)? = choice.arguments["on"]?.value
        else { return nil }
        return Typed(model, at: field.origin)
    }
}
