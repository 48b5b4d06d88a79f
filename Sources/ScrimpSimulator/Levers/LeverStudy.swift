import ScrimpEconomics
import ScrimpPlan
import ScrimpQuantities

/// Replays a policy with every set of its levers, and says what each of them is worth.
struct LeverStudy {
    /// Up to so many levers every set is replayed, 2ⁿ of them.
    static let mostExact = 6
    /// Rows that exact attribution may replay in all; a larger study takes the beginning of the traffic instead.
    static let mostRows: Int64 = 200_000_000
    /// Requests of a sample.
    static let sampleRows: Int64 = 200_000
    private static let orders = 24

    let plan: Plan
    /// By target.
    let standard: [PlanPrices?]
    let reference: Int
    let levers: [Lever]

    /// Levers that the policy has, and that a replay can switch off.
    init(_ plan: Plan, reference: Int, standard: [PlanPrices?], tally: ReplayTally) {
        self.plan = plan
        self.reference = reference
        self.standard = standard
        let reachable = plan.reachableTargets
        let paying = Set(plan.shadows.map { Int($0.budget) })
        levers = Lever.allCases.filter { lever in
            switch lever {
            case .caches: !plan.caches.isEmpty
            case .routing: plan.reachableTargets != [reference]
            case .service: standard.enumerated().contains { $0.element != nil && reachable.contains($0.offset) }
            case .shapes: !plan.shapes.isEmpty
            case .selfHosting: reachable.contains { plan.targets[$0].isSelfHosted }
            case .commitments: !plan.commitments.isEmpty
            case .budgets: plan.budgets.indices.contains { !paying.contains($0) }
            case .limits: tally.limitRejected.contains { $0 > 0 }
            }
        }
    }

    func plan(with set: LeverSet) -> Plan {
        let off = Set(levers.indices.filter { !set.contains($0) }.map { levers[$0] })
        return plan.without(off, reference: reference, standard: standard)
    }

    /// - Parameters:
    ///   - whole: baseline and cost of the policy, which the parts lie between.
    ///   - cost: what a plan costs over the traffic, or over so many requests from its start.
    func waterfall(
        name: String, baseline: Money, cost whole: Money, requests: Int64, seed: UInt64,
        _ cost: (Plan, _ rows: Int64?) throws(SimulationError) -> Money
    ) throws(SimulationError) -> Waterfall? {
        guard !levers.isEmpty else { return nil }
        let sets = Int64(1) << Int64(min(levers.count, 20))
        let fits = sets.multipliedReportingOverflow(by: max(requests, 1))
        if levers.count <= Self.mostExact, !fits.overflow, fits.partialValue <= Self.mostRows {
            return try exact(name: name, baseline: baseline, cost: whole, cost)
        }
        return try sampled(name: name, baseline: baseline, cost: whole, requests: requests, seed: seed, cost)
    }

    private func exact(
        name: String, baseline: Money, cost whole: Money,
        _ cost: (Plan, _ rows: Int64?) throws(SimulationError) -> Money
    ) throws(SimulationError) -> Waterfall? {
        var replays = 0
        var none = Money.zero
        let all = LeverSet.all(levers.count)
        let amounts = try Shapley.exactAmounts(players: levers.count) { bits throws(SimulationError) -> Int128 in
            let set = LeverSet(bits: UInt32(truncatingIfNeeded: bits))
            // What all levers together cost is known already.
            if set == all { return -whole.pico }
            replays += 1
            let found = try cost(plan(with: set), nil)
            if bits == 0 { none = found }
            return -found.pico
        }
        guard let amounts else { return nil }
        return Waterfall(
            baseline: baseline, reference: name, unexplained: Money(pico: baseline.pico - none.pico),
            parts: zip(levers, amounts).map { .init($0, Money(pico: $1)) }, cost: whole, basis: .exact,
            replays: replays)
    }

    private func sampled(
        name: String, baseline: Money, cost whole: Money, requests: Int64, seed: UInt64,
        _ cost: (Plan, _ rows: Int64?) throws(SimulationError) -> Money
    ) throws(SimulationError) -> Waterfall? {
        var replays = 0
        let rows = requests > Self.sampleRows ? Self.sampleRows : nil
        func value(_ bits: UInt64) throws(SimulationError) -> Double {
            replays += 1
            return -(try cost(plan(with: LeverSet(bits: UInt32(truncatingIfNeeded: bits))), rows)).dollars
        }
        let estimated: [Double]?
        if levers.count <= Self.mostExact {
            estimated = try Shapley.exact(players: levers.count, value: value)
        } else {
            estimated = try Shapley.sampled(players: levers.count, orders: Self.orders, seed: seed, value: value)?.parts
        }
        // The two ends are replayed in full, so that what the levers explain together is exact all the same.
        replays += 1
        let none = try cost(plan(with: LeverSet(bits: 0)), nil)
        guard let estimated else { return nil }
        let total = none.pico - whole.pico
        let scale = rows.map { Double(requests) / Double($0) } ?? 1
        let pico = estimated.map { $0 * scale * Double(Money.picoPerDollar) }
        guard let parts = LargestRemainder.round(pico, to: total) else { return nil }
        return Waterfall(
            baseline: baseline, reference: name, unexplained: Money(pico: baseline.pico - none.pico),
            parts: zip(levers, parts).map { .init($0, Money(pico: $1)) }, cost: whole, basis: .estimated,
            replays: replays, sampledRequests: rows)
    }
}
