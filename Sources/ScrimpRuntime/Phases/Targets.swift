import ScrimpPlan
import ScrimpQuantities

// What stands behind a target: its pool, its quality, what has been paid for it in advance.
extension Evaluator {
    /// Why no new calls go to a pool now.
    mutating func poolObstacle(_ index: Int) -> PassReason? {
        let number = UInt16(truncatingIfNeeded: index)
        if isSuspended(index) { return .suspended(pool: number) }
        let isLost = state.pools[index].withLock { $0.isLost }
        if isLost, plan.pools[index].market != .spotWithFallback { return .poolLost(pool: number) }
        return nil
    }

    /// Whether the policy lets a pool rest at this time of the local day. A time that wraps midnight belongs to the day on which
    /// it begins.
    mutating func isSuspended(_ index: Int) -> Bool {
        let pool = plan.pools[index]
        guard pool.suspendStart != nil || pool.suspendDays != PlanPool.everyDay else { return false }
        let local = windows.local(at: now)
        func isDay(_ day: Int64) -> Bool {
            pool.suspendDays & (1 << UInt8(truncatingIfNeeded: CivilDate.weekday(ofDay: day))) != 0
        }
        guard let start = pool.suspendStart, let end = pool.suspendEnd else { return isDay(local.day) }
        let second = local.secondOfDay
        if start < end { return second >= Int64(start) && second < Int64(end) && isDay(local.day) }
        if second >= Int64(start) { return isDay(local.day) }
        return second < Int64(end) && isDay(local.day - 1)
    }

    /// The target, or the one at a higher precision while it is below its floor; nil where there is none left.
    mutating func aboveFloor<Watcher: Observer>(_ target: UInt16, observer: inout Watcher) -> UInt16? {
        var current = target
        for _ in tables.targets.indices {
            let row = tables.targets[Int(current)]
            guard row.floorWindow >= 0 else { return current }
            let now = now
            let mean = state.qualities[Int(row.floorWindow)].withLock {
                $0.mean(atLeast: PlanOperation.floorReports, at: now)
            }
            guard let mean, mean < row.floor else { return current }
            guard row.fallbackPrecision >= 0 else { return nil }
            let replacement = UInt16(truncatingIfNeeded: row.fallbackPrecision)
            observer.precisionReplaced(current, by: replacement)
            current = replacement
        }
        return nil
    }

    enum Coverage {
        case none
        /// What to hold of the commitment; nil where all calls are covered.
        case covered(CounterAsk?)
        /// Nothing is left, and the commitment says to wait.
        case usedUp(UInt16)
    }

    /// Whether a commitment pays for a call of so many tokens.
    @inline(__always)
    mutating func coverage(_ target: UInt16, _ tokens: Int64) -> Coverage {
        let index = Int(tables.targets[Int(target)].commitment)
        return index < 0 ? .none : coverage(ofCommitment: index, tokens)
    }

    private mutating func coverage(ofCommitment index: Int, _ tokens: Int64) -> Coverage {
        let commitment = plan.commitments[index]
        guard let included = commitment.included else { return .covered(nil) }
        let ask = CounterAsk(
            part: UInt16(truncatingIfNeeded: tables.budgets.count + index), scope: nil,
            windowStart: windows.window(commitment.window, at: now).start, bound: Int128(included),
            amount: Int128(tokens))
        let used = core.home.spent(ask, in: state, at: now) ?? 0
        if used + Int128(tokens) <= Int128(included) { return .covered(ask) }
        return commitment.waitsBeyond ? .usedUp(UInt16(truncatingIfNeeded: index)) : .none
    }
}
