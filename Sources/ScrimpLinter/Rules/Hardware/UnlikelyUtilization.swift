import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a planned utilization that no pool keeps up, or that none should have
    ///
    /// Why: Requests do not come one after the other: above 95 % queues grow without end, so that the replicas that were planned
    /// do not suffice. Below 10 % nine tenths of what is paid stand idle.
    ///
    /// Bad:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, utilization: 100% }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, utilization: 70% }
    /// ```
    package static let unlikelyUtilization = LintRule(
        "H010",
        .policy { linted, findings in
            guard let high = Rational(95, 100), let low = Rational(10, 100) else { return }
            for pool in linted.policy.pools where pool.utilization > high || pool.utilization < low {
                let isHigh = pool.utilization > high
                findings.report(
                    "`pool \(pool.name)` is planned at \(FigureText.share(pool.utilization)) of its throughput",
                    at: linted.place(of: "utilization", at: pool.location),
                    caption: isHigh ? "queues grow without end" : "the rest stands idle",
                    help: isHigh
                        ? "plan with room for bursts: `utilization: 70%`"
                        : "plan with fewer replicas, or let a provider answer")
            }
        })
}
