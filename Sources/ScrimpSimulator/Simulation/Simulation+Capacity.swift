import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

/// What is paid by the time that it is held.
extension Simulation {
    /// What running the policy takes over the traffic's time.
    func running(_ traffic: SimulationResult.Traffic) -> [SimulationResult.Running] {
        guard let start = traffic.start, traffic.duration > 0 else { return [] }
        return scenario.economy.running.compactMap { running in
            BillShare.of(
                running.amount, per: running.window, zone: plan.zone, from: start, duration: traffic.duration
            ).map { .init(running.name, $0) }
        }
    }

    /// Pools whose capacity is known and to which something leads, and every commitment, over a stretch of time.
    func capacity(
        _ policy: Policy, _ plan: Plan, _ tally: ReplayTally, _ pools: [PoolCapacity?], duration: Int64
    ) -> [Capacity] {
        let reachable = plan.reachableTargets
        let held = plan.pools.indices.compactMap { index -> Capacity? in
            guard index < pools.count, let pool = pools[index],
                reachable.contains(where: { plan.targets[$0].operation.pool.map { Int($0) } == index })
            else { return nil }
            let fleet = index < tally.fleets.count ? tally.fleets[index] : nil
            return Capacity(
                pool, fleet, index: index, name: plan.strings.text(plan.pools[index].name),
                heldShare: policy.pools[index].heldShare, duration: duration)
        }
        return held
            + plan.commitments.indices.map { index in
                Capacity(
                    plan.commitments[index], index: index, name: plan.strings.text(plan.commitments[index].name),
                    duration: duration)
            }
    }
}

extension Pool {
    /// Share of the week in which the pool is not suspended.
    var heldShare: Double {
        guard suspension != nil || suspendedDays != nil else { return 1 }
        let days = Double(suspendedDays?.count ?? 7) / 7
        guard let suspension else { return 1 - days }
        let minutes = (suspension.end - suspension.start + 1_440) % 1_440
        return 1 - days * Double(minutes == 0 ? 1_440 : minutes) / 1_440
    }
}
