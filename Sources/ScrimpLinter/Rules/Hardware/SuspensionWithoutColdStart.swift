import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a pool that is suspended and starts in no time
    ///
    /// Why: After a suspension weights are fetched and loaded, which takes minutes that are paid for and in which nothing is
    /// answered. Without `cold_start` the runtime sends calls at the first minute and the simulator sees no cost in it.
    ///
    /// Bad:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand, suspend: 22:00..06:00 }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand, suspend: 22:00..06:00, cold_start: 5 min }
    /// ```
    package static let suspensionWithoutColdStart = LintRule(
        "H011",
        .policy { linted, findings in
            for pool in linted.policy.pools {
                guard pool.suspension != nil || pool.suspendedDays?.isEmpty == false, pool.coldStart == nil else {
                    continue
                }
                findings.report(
                    "`pool \(pool.name)` is suspended, and nothing says how long it takes to start again",
                    at: pool.suspension == nil
                        ? linted.place(of: "suspend_days", at: pool.location)
                        : linted.place(of: "suspend", at: pool.location),
                    help: "say the time from the start of a replica to its first answer: `cold_start: 5 min`")
            }
        })
}
