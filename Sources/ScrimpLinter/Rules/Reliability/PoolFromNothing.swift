import ScrimpSemantics

extension LintRule {
    /// a pool that starts from nothing, in time that nobody has
    ///
    /// Why: A pool of `0..4` replicas is empty after a quiet time, and the next request waits until a replica has loaded its weights,
    /// which takes minutes. Unsaid, nobody has reckoned with it; above the deadline, those requests fail.
    ///
    /// Bad:
    /// ```scrimp
    /// model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 0..4, market: on_demand }
    /// route { otherwise -> local, mini }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand }
    /// route { otherwise -> local, mini }
    /// ```
    package static let poolFromNothing = LintRule(
        "R020",
        .policy { linted, findings in
            for pool in linted.policy.pools where pool.replicas.lowerBound == 0 && pool.replicas.upperBound > 0 {
                guard let start = pool.coldStart else {
                    findings.report(
                        "`pool \(pool.name)` may be empty, and nothing says how long its first replica takes to start",
                        at: pool.location, help: "say it with `cold_start: …`, or keep one replica")
                    continue
                }
                guard let deadline = linted.policy.usualDeadline, start >= deadline else { continue }
                findings.report(
                    "`pool \(pool.name)` may be empty, starts in \(FigureText.duration(start)), and the usual deadline is \(FigureText.duration(deadline))",
                    at: pool.location, help: "keep one replica")
            }
        })
}
