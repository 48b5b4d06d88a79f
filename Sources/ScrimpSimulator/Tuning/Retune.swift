package import ScrimpPlan
package import ScrimpSemantics

/// A constant of the policy with another value, as it would be written.
package struct RetunedConstant: Hashable, Sendable {
    /// Index in `Policy.constants`.
    package var constant: Int
    package var text: String

    package init(constant: Int, text: String) {
        self.constant = constant
        self.text = text
    }
}

/// Compiles a policy with constants of other values; nil where that gives an error.
package typealias Retune = ([RetunedConstant]) throws(SimulationError) -> (policy: Policy, plan: Plan)?

extension Simulation {
    /// The same scenario of the policy with constants of other values; nil where that does not compile.
    package func retuned(_ values: [RetunedConstant]) throws(SimulationError) -> Simulation? {
        guard let retune, let other = try retune(values),
            let same = other.policy.scenarios.first(where: { $0.name == scenario.name })
        else { return nil }
        return try Simulation(
            policy: other.policy, plan: other.plan, scenario: same, folder: folder, strict: strict, by: way,
            threads: threads, otherPolicy: otherPolicy)
    }
}
