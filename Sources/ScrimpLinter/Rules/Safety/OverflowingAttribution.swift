import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// money broken down by something of which there are always more
    ///
    /// Why: Each combination of values has a cell, and cells are kept. Runs and requests are new every day: once all cells are
    /// taken, everything that follows lands in one, customers and tasks included, and the breakdown is worth nothing.
    ///
    /// Bad:
    /// ```scrimp
    /// attribute { by: [tenant, task, run] }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// attribute { by: [tenant, task] }
    /// ```
    package static let overflowingAttribution = LintRule(
        "G008",
        .policy { linted, findings in
            let policy = linted.policy
            for attribution in policy.attributions where attribution.cells <= 1_000_000 {
                guard
                    let index = attribution.by.first(where: {
                        policy.attributes[$0].namesRun || policy.attributes[$0].namesRequest
                    })
                else { continue }
                let attribute = policy.attributes[index]
                findings.report(
                    "after \(FigureText.count(attribution.cells)) combinations with `\(attribute.name)`, all further money lands in one cell",
                    at: attribution.location, labels: [.init(attribute.location, "new values every day")],
                    help: "leave `\(attribute.name)` out: what one of them costs stands in the rows of requests")
            }
        })
}
