import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a shadow that copies every request
    ///
    /// Why: A copy answers nobody and is paid in full. A tenth of the traffic tells as much about a model's quality; all of it
    /// pays for every request twice.
    ///
    /// Bad:
    /// ```scrimp
    /// budget trial { limit: $50 per day, on: large, spent: reject("spent"), alert: [80%] }
    /// shadow trial { of: large, sample: 100%, budget: trial }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// budget trial { limit: $50 per day, on: large, spent: reject("spent"), alert: [80%] }
    /// shadow trial { of: large, sample: 5%, budget: trial }
    /// ```
    package static let shadowOfEverything = LintRule(
        "M023",
        .policy { linted, findings in
            for shadow in linted.policy.shadows where shadow.sample >= .one {
                let model = linted.policy.models[shadow.model]
                guard !model.isSelfHosted else { continue }
                findings.report(
                    "`shadow \(shadow.name)` sends a copy of every request to `\(model.name)`",
                    at: linted.place(of: "sample", at: shadow.location),
                    notes: linted.tokenPrices(of: shadow.model).map { ["`\(model.name)`: \($0.text)"] } ?? [],
                    help: "copy a sample: `sample: 5%`")
            }
        })
}
