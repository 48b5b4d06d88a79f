import ScrimpSemantics

extension LintRule {
    /// a batch that joins nothing
    ///
    /// Why: A batch goes out when it is full, or when its first call has waited long enough. With a size of one, or no wait at all, each
    /// call goes alone.
    ///
    /// Bad:
    /// ```scrimp
    /// batch summaries { on: mini, size: 1, wait: 50 ms }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// batch summaries { on: mini, size: 32, wait: 50 ms }
    /// ```
    package static let lonelyBatch = LintRule(
        "R019",
        .policy { linted, findings in
            for batch in linted.policy.batches where batch.size == 1 || batch.wait == 0 {
                findings.report(
                    "`batch \(batch.name)` joins nothing: \(batch.size == 1 ? "one call fills it" : "its first call waits for no other")",
                    at: batch.location, help: "give it a size above one and a wait, or remove it")
            }
        })
}
