import ScrimpPlan
package import ScrimpQuantities

// Dispatch: the reservation is made and the host is told what to call.
extension Evaluator {
    mutating func dispatch(
        _ target: UInt16, at position: UInt16, _ cost: Int128, _ request: Request, _ state: Considering
    ) -> Decision {
        var held: Int64?
        for entry in counters {
            let lapse = tables.budgets[Int(entry.budget)].lapse
            if lapse >= 0 { held = min(held ?? .max, lapse) }
        }
        // Several budgets may say how long: the shortest holds, so that none waits longer than it says.
        let lapsesAt =
            held.map { now.advanced(by: $0) }
            ?? Instant(nanoseconds: state.deadline).advanced(by: EngineTables.lapseAfterDeadline)
        let call = HeldCall(
            target: target, amount: cost, made: now.nanoseconds, lapsesAt: lapsesAt.nanoseconds,
            content: request.content ?? Fingerprint(high: 0, low: 0), caches: state.caches, hasLapsed: false)
        var decision = Decision(.call(target: target), at: now)
        decision.reservation = store.reserve(call, counters: counters, values: request.values)
        decision.rule = state.rule
        decision.position = position
        decision.reserved = Money(pico: cost)
        if tables.maxOutput >= 0 { decision.maxOutput = request.values[tables.maxOutput] }
        decision.chain = state.chain ?? PlanChain(start: 0, count: 0)
        decision.tried = state.tried
        decision.acted = state.acted
        decision.caches = state.caches
        decision.alerts = announce()
        return decision
    }

    /// Goes on behind a call that the host could not make or that failed, with the candidates that are left. What was held
    /// for it is not touched: it is settled or released on its own.
    package mutating func retry<Watcher: Observer>(
        _ request: Request, after decision: Decision, at time: Instant, observer: inout Watcher
    ) throws(RequestError) -> Decision {
        try check(request)
        begin(at: time)
        defer { store.end() }
        load(request)
        let length = tables.deadline >= 0 ? request.values[tables.deadline] : plan.deadline
        var state = Considering(
            deadline: decision.time.advanced(by: max(length, 0)).nanoseconds, isResuming: false)
        state.rule = decision.rule
        state.chain = decision.chain
        state.tried = decision.tried
        state.acted = decision.acted
        state.caches = decision.caches
        state.position = decision.position &+ 1
        state.permitted = permitted(request, observer: &observer)
        return reserve(request, &state, observer: &observer)
    }

    /// Raises the alerts that are due in `counters`, and counts them.
    mutating func announce() -> UInt16 {
        var count: UInt16 = 0
        for entry in counters where tables.budgets[Int(entry.budget)].hasAlerts {
            let budget = Int(entry.budget)
            while true {
                let reached = store.announce(budget: budget, counter: entry.counter)
                guard reached > 0 else { break }
                alert(entry, .threshold(plan.budgets[budget].alerts[reached - 1]))
                count &+= 1
            }
        }
        return count
    }

    mutating func alert(_ entry: BudgetCounter, _ cause: Alert.Cause) {
        let budget = Int(entry.budget)
        alerts.append(
            Alert(
                budget: entry.budget, cause: cause, scope: store.scope(budget: budget, counter: entry.counter),
                spent: Money(pico: store.spent(budget: budget, counter: entry.counter)), time: now))
    }
}
