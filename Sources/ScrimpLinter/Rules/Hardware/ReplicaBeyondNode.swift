import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a replica that is larger than a machine
    ///
    /// Why: Machines have up to eight accelerators with fast links between them. Beyond that every step of every answer waits for
    /// the network, and the step times that the simulator knows no longer hold.
    ///
    /// Bad:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", per_replica: 16, replicas: 1, market: on_demand }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// pool h100 { gpu: "h100-sxm-80gb", per_replica: 8, replicas: 2, market: on_demand }
    /// ```
    package static let replicaBeyondNode = LintRule(
        "H008",
        .policy { linted, findings in
            for pool in linted.policy.pools where pool.acceleratorsPerReplica > 8 {
                findings.report(
                    "a replica of `pool \(pool.name)` takes \(pool.acceleratorsPerReplica) accelerators, and a machine has 8",
                    at: linted.place(of: "per_replica", at: pool.location),
                    help: "hold the weights in fewer bits, or on larger accelerators")
            }
        })
}
