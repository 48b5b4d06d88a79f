import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpTestSupport
import Testing

// What must hold after every step.
extension PolicyRun {
    private struct Counter: Hashable {
        var part: Int
        var tenant: String
    }

    /// A target that is called is one that may be.
    func checkUse(of target: UInt16, for asked: Asked) {
        let operation = policy.plan.targets[Int(target)].operation
        #expect(policy.isAllowed(target, prompt: asked.prompt), "not allowed")
        #expect(!policy.rests(target, at: now), "suspended")
        #expect(now >= restsUntil[Int(target)], "resting")
        #expect(operation.within == 0 || now + operation.within <= asked.deadline, "too late")
        if let pool = operation.pool, policy.plan.pools[Int(pool)].market == .spot {
            #expect(!lostPools.contains(Int(pool)), "lost")
        }
    }

    /// Settled and held together never pass what a budget allows.
    func checkBudgets() {
        var sums: [Counter: Int128] = [:]
        for call in calls.reversed() {
            // No window is longer than an hour.
            guard now - call.made <= .hour else { break }
            for budget in call.budgets where policy.counts(budget, made: call.made, at: now) {
                let isScoped = policy.plan.budgets[budget].scope != nil
                sums[Counter(part: budget, tenant: isScoped ? call.asked.tenant : ""), default: 0] += call.amount
            }
        }
        for (counter, sum) in sums {
            #expect(sum <= policy.bound(counter.part), "budget \(counter.part) of '\(counter.tenant)'")
        }
    }

    /// No more calls run than may.
    func checkLimits() {
        var running: [Counter: Int64] = [:]
        for index in open where calls[index].fate == .open {
            for limit in calls[index].limits {
                let isScoped = policy.plan.limits[limit].scope != nil
                running[Counter(part: limit, tenant: isScoped ? calls[index].asked.tenant : ""), default: 0] += 1
            }
        }
        for (counter, count) in running {
            guard let most = policy.plan.limits[counter.part].concurrency else { continue }
            #expect(count <= most, "limit \(counter.part) of '\(counter.tenant)'")
        }
    }

    /// A key falls into the bucket that it always fell into, and who is in a rollout stays in.
    mutating func check(_ log: Buckets, of asked: Asked) {
        for (index, found) in log.splits {
            if let known = buckets[asked.tenant]?[index] {
                #expect(known.bucket == found.bucket && known.target == found.target)
            }
            buckets[asked.tenant, default: [:]][index] = found
        }
        for (index, isIn) in log.rollouts {
            #expect(isIn || inside[index]?.contains(asked.tenant) != true)
            if isIn { inside[index, default: []].insert(asked.tenant) }
        }
    }

    /// After everything has ended nothing is held, and the engine's books are those of the test.
    mutating func finish() throws {
        for index in open where generator.chance(50) { try settle(index) }
        try collect()
        try pass(.day)
        #expect(tickets.isEmpty)
        try pass(2 * .day)
        #expect(engine.nextReady() == nil)
        for index in open where generator.chance(50) { try settle(index) }
        try collect()
        let state = engine.core.state
        for limit in policy.plan.limits.indices {
            for scope in state.limitScopes(limit) { #expect(state.export(limit: limit, scope: scope)?.running == 0) }
        }
        for part in 0..<(policy.plan.budgets.count + policy.plan.commitments.count) {
            for scope in state.scopes(part: part) { #expect(state.export(part: part, scope: scope)?.reserved == 0) }
        }
        for pool in policy.plan.pools.indices { #expect(engine.status(ofPool: pool, at: moment)?.callsInFlight == 0) }
        let attributed = engine.attribution(0).reduce(Int128(0)) { $0 + $1.cell.money }
        #expect(attributed == calls.reduce(Int128(0)) { $0 + $1.amount })
    }
}
