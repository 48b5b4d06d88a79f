import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

/// What is paid by the time that it is held.
extension Simulation {
    /// Commitments that a plan has, over a stretch of time.
    func capacity(_ policy: Policy, _ plan: Plan, _ tally: ReplayTally, duration: Int64) -> [Capacity] {
        plan.commitments.indices.map { index in
            Capacity(
                plan.commitments[index], index: index, name: plan.strings.text(plan.commitments[index].name),
                duration: duration)
        }
    }
}
