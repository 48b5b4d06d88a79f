package import ScrimpPlan
package import ScrimpQuantities
package import ScrimpRuntime

// What is kept counts for the time of its last change. These say what it comes to now, by the code that decides.
extension StateEntry {
    /// Settled and held in a counter of a budget at a time: nothing where its window has ended. Nil for what is no counter of
    /// a budget, or cannot be read.
    package func present(
        _ budget: PlanBudget, zone: ZoneRules, at now: Instant
    ) -> (settled: Int128, reserved: Int128)? {
        guard kind == StateKind.budget.name, let record = BudgetRecord(decoding: record) else { return nil }
        var alone = budget
        alone.scope = nil
        alone.scopes = 1
        var counters = BudgetCounters(alone)
        if case .calendar(let unit) = budget.window {
            var windows = CalendarWindows(zone: zone)
            counters.openWindow(windows.window(unit, at: now.nanoseconds).start)
        }
        guard counters.restore(scope: nil, record, at: now.nanoseconds) else { return (0, 0) }
        _ = counters.existing(nil, at: now.nanoseconds)
        guard let current = counters.export(scope: nil) else { return (0, 0) }
        return (current.settled, current.reserved)
    }

    /// How full a counter of a limit is at a time. Nil for what is no counter of a limit, or cannot be read.
    package func present(_ limit: PlanLimit, at now: Instant) -> LimitCounters.Fill? {
        guard kind == StateKind.limit.name, let record = LimitRecord(decoding: record) else { return nil }
        var alone = limit
        alone.scope = nil
        var counters = LimitCounters(alone.settings)
        guard counters.restore(scope: nil, record, at: now.nanoseconds) else { return nil }
        return counters.fill(0, at: now.nanoseconds)
    }
}
