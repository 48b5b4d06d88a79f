import ScrimpPlan
package import ScrimpQuantities

// State that is assumed rather than reached, for those who ask what a policy would do in it.
extension Engine {
    /// A rollout stands at a stage, counted from 0 and not beyond the last, which begins now.
    package func assume(rollout index: Int, atStage stage: Int, at now: Instant) {
        guard plan.rollouts.indices.contains(index) else { return }
        let rollout = plan.rollouts[index]
        core.state.rollouts[index].withLock { record in
            record = RolloutStages(signature: rollout.signature, at: now.nanoseconds)
            for _ in 0..<max(stage, 0) {
                _ = record.advance(
                    now: now.nanoseconds, every: 0, stages: rollout.stages.count, mayAdvance: true)
            }
        }
    }

    /// Money is settled in the counter of a budget that counts the request; nothing where it does not count it.
    package func assume(spent money: Money, inBudget index: Int, of request: Request, at now: Instant) {
        guard plan.budgets.indices.contains(index), money > .zero else { return }
        anyLane { $0.assume(spent: money.pico, inBudget: index, of: request, at: now) }
    }
}

extension Evaluator {
    fileprivate mutating func assume(spent amount: Int128, inBudget index: Int, of request: Request, at time: Instant) {
        guard request.values.count == tables.clamps.count else { return }
        begin(at: time)
        load(request)
        guard applies(index, request) else { return }
        var ask = ask(index, amount, request, hasActed: false)
        ask.bound = .max
        var claim = Claim()
        claim.counters = [ask]
        guard core.home.claim(&claim, in: state, at: now) == .held else { return }
        var booking = Booking()
        booking.counters = [Booking.Held(hold: claim.counters[0].hold, isCommitment: false)]
        (booking.reserved, booking.charged) = (amount, amount)
        // What a lost store does not book is not assumed either.
        try? core.home.book(&booking, in: state, at: now)
    }
}
