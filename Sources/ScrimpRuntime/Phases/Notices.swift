import ScrimpPlan
package import ScrimpQuantities

// What is announced: thresholds of budgets, overruns, conditions that are watched, switches that throw themselves, stages.
extension Evaluator {
    /// The thresholds that the claim has passed.
    mutating func announceHeld() -> UInt16 {
        var count: UInt16 = 0
        for index in claim.counters.indices where claim.counters[index].announced > 0 {
            let ask = claim.counters[index]
            announceThresholds(
                ask.part, first: ask.firstAnnounced, ask.announced, scope: scope(of: ask.hold),
                spent: ask.before + ask.amount)
            count &+= ask.announced
        }
        return count
    }

    /// The thresholds that the booking has passed.
    mutating func announceBooked() -> UInt16 {
        var count: UInt16 = 0
        for index in booking.counters.indices where booking.counters[index].announced > 0 {
            let held = booking.counters[index]
            announceThresholds(
                held.hold.part, first: held.firstAnnounced, held.announced, scope: scope(of: held.hold),
                spent: held.after)
            count &+= held.announced
        }
        return count
    }

    mutating func announceOverrun(by excess: Int128) -> UInt16 {
        var count: UInt16 = 0
        for held in booking.counters where held.isCurrent && !held.isCommitment {
            announce(
                .overrun(budget: held.hold.part, by: Money(pico: excess)), scope: scope(of: held.hold),
                spent: held.after)
            count &+= 1
        }
        return count
    }

    private mutating func announceThresholds(
        _ budget: UInt16, first: UInt16, _ count: UInt16, scope: Int64?, spent: Int128
    ) {
        for place in Int(first)..<Int(first + count) {
            let share = plan.budgets[Int(budget)].alerts[place]
            announce(.threshold(budget: budget, share: share), scope: scope, spent: spent)
        }
    }

    mutating func announce(_ cause: Alert.Cause, scope: Int64? = nil, spent: Int128 = 0) {
        let alert = Alert(cause: cause, scope: scope, spent: Money(pico: spent), time: moment)
        core.alerts.withLock { $0.append(alert) }
    }

    private func scope(of hold: Hold) -> Int64? {
        Int(hold.part) < tables.budgets.count ? state.scope(of: hold) : nil
    }

    /// Looks, once per second, at what the policy watches: conditions of alerts and of reversions. They are about the state, so
    /// that a request without any values stands for all.
    mutating func notice() {
        guard tables.hasNotices, core.notices.withLock({ $0.isDue(at: now) }) else { return }
        load(nobody)
        revertRollouts(nobody)
        for index in plan.alerts.indices {
            let isTrue = holds(plan.alerts[index].when, nobody)
            let wasTrue = core.notices.withLock { notices in
                defer { notices.isRaised[index] = isTrue }
                return notices.isRaised[index]
            }
            guard isTrue, !wasTrue else { continue }
            announce(.condition(alert: UInt16(truncatingIfNeeded: index)))
            if let target = plan.alerts[index].throwing, !state.isThrown(Int(target)) { throwSwitch(Int(target)) }
        }
    }

    /// The mean quality of a target, as the host has found it: counts for rollouts, floors and conditions.
    package mutating func report(quality: Int64, of target: UInt16, at time: Instant) {
        begin(at: time)
        for index in state.qualityKeys.indices where state.qualityKeys[index].target == target {
            let part = state.qualities[index]
            core.home.update(.quality(index), in: state, at: now) {
                part.withLock { $0.report(quality, at: now) }
            }
        }
        notice()
    }
}
