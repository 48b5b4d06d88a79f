package import ScrimpPlan
package import ScrimpQuantities
package import ScrimpSemantics

extension Simulation {
    /// Replays a ledger through a policy, and holds what comes out against what was billed. Nil where the ledger has no rows.
    ///
    /// - Parameter scenario: what fills the attributes that the ledger lacks, and says when models are out; nil for none.
    package static func calibrate(
        _ policy: Policy, _ plan: Plan, ledger path: String, scenario: Scenario?, gate: Calibration.Gate,
        strict: Bool = false, progress: @escaping (Int64) -> Void = { _ in }
    ) throws(SimulationError) -> Calibration? {
        let scenario = scenario ?? Scenario(name: "", fields: [:], location: policy.name.origin)
        let traffic = try ScenarioTraffic(ledger: path, scenario, policy: policy, plan: plan, strict: strict)
        let book = CalibrationBook(plan, zone: policy.settings.zone)
        let simulation = Simulation(
            policy: policy, plan: plan, scenario: scenario, traffic, folder: "", strict: strict, by: .fastest,
            threads: 1, tap: nil,
            otherPolicy: { _ throws(SimulationError) in (policy, plan) }, progress: progress)
        let (_, statistics) = try simulation.replay(plan, traffic, simulation.pools, tap: book.tap)
        return book.calibration(
            policy: policy.name.value, ledger: path.split(separator: "/").last.map(String.init) ?? path, gate: gate,
            badRows: statistics?.badRows ?? 0)
    }
}

extension SimulationResult {
    /// Whether the policy was held against what was billed.
    package struct Calibration: Sendable, Equatable {
        package enum State: String, Sendable {
            case calibrated
            case outsideGate = "outside_gate"
            case earlierPolicy = "earlier_policy"
            case never = "not_calibrated"
        }

        package var state: State
        /// Normalised mean bias and CV(RMSE) of all models together; nil where nothing was held against anything.
        package var bias: Double?
        package var error: Double?
        /// Last day of the ledger.
        package var lastDay: CivilDate?

        package init(_ state: State, bias: Double? = nil, error: Double? = nil, lastDay: CivilDate? = nil) {
            self.state = state
            self.bias = bias
            self.error = error
            self.lastDay = lastDay
        }

        package static let never = Calibration(.never)
    }
}
