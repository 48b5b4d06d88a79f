import ScrimpPlan
import ScrimpQuantities

// Reserve: the most that a call can cost, held in every budget that applies, all or none.
//
// A candidate is passed over where a budget that applies to it has no room for its worst case up to the budget's bound: the
// limit, or the ceiling once the budget has routed the request. When a chain has run out, the first budget in source
// order that refused one of its candidates, and has not acted yet, acts: it rejects, lets the request wait, or routes to the candidates of its
// action, which must be allowed and held in every budget like any other, and among which may be targets that were passed over
// for want of money. Where no budget is left to act, the ceiling of one that has acted rejects; else the request is exhausted.
extension Evaluator {
    mutating func reserve<Watcher: Observer>(
        _ request: Request, _ state: inout Considering, observer: inout Watcher
    ) -> Decision {
        while let chain = state.chain {
            for place in Int(chain.start)..<Int(chain.start + chain.count) {
                guard let target = target(plan.candidates[place], request, observer: &observer) else { continue }
                if let decision = consider(target, request, &state, observer: &observer) { return decision }
            }
            let open = state.refusing & ~state.acted
            guard open != 0 else { break }
            let budget = open.trailingZeroBitCount
            observer.budgetActed(budget)
            state.acted |= 1 << UInt128(budget)
            switch plan.budgets[budget].spent {
            case .reject: return refusal(.budget(UInt16(truncatingIfNeeded: budget)), state)
            case .wait: return wait(budget, request, state)
            case .route(let action):
                state.chain = action
                state.tried.bits &= ~state.refused.bits
                state.refused = TargetSet()
                state.refusing = 0
                state.patient = 0
            }
        }
        if let ceiling = state.ceiling { return refusal(.ceiling(ceiling), state) }
        return refusal(.exhausted, state)
    }

    func refusal(_ reason: RejectReason, _ state: Considering) -> Decision {
        var decision = Decision(.reject(reason), at: now)
        decision.rule = state.rule
        decision.position = state.position
        return decision
    }

    /// The call, where the target is allowed and its worst case can be held.
    private mutating func consider<Watcher: Observer>(
        _ target: UInt16, _ request: Request, _ state: inout Considering, observer: inout Watcher
    ) -> Decision? {
        if state.tried.contains(target) {
            observer.passedOver(target, .alreadyTried)
            return nil
        }
        state.tried.insert(target)
        let position = state.position
        state.position &+= 1
        guard state.permitted.contains(target) else {
            observer.passedOver(target, .notAllowed)
            return nil
        }
        let demand = demand(of: request)
        let context = plan.targets[Int(target)].contextWindow
        if context > 0, demand.prompt.adding(clamping: demand.output) > context {
            observer.passedOver(target, .contextWindow)
            return nil
        }
        let cost = tables.prices.worstCase(Int(target), demand)
        guard holdsEverywhere(target, cost, request, &state, observer: &observer) else { return nil }
        observer.chosen(target)
        return dispatch(target, at: position, cost ?? 0, request, state)
    }

    /// Whether every budget has room; leaves their counters in `counters`.
    private mutating func holdsEverywhere<Watcher: Observer>(
        _ target: UInt16, _ cost: Int128?, _ request: Request, _ state: inout Considering, observer: inout Watcher
    ) -> Bool {
        counters.removeAll(keepingCapacity: true)
        for budget in tables.budgets.indices {
            let row = tables.budgets[budget]
            guard row.targets & (1 << UInt128(target)) != 0, applies(budget, request) else { continue }
            guard let cost else {
                observer.passedOver(target, .unpriced)
                return false
            }
            openWindow(budget, row)
            let scope = scope(row, request)
            let counter = store.counter(budget: budget, scope: scope)
            let bit: UInt128 = 1 << UInt128(budget)
            let hasActed = state.acted & bit != 0
            let bound = hasActed ? row.ceiling : row.limit
            let before = store.spent(budget: budget, counter: counter)
            let (after, overflow) = before.addingReportingOverflow(cost)
            let isQueued = row.waits && !state.isResuming && isWaited(for: budget, counter)
            let fits = !overflow && after <= bound && !isQueued
            observer.budgetLooked(
                BudgetLook(
                    budget: UInt16(truncatingIfNeeded: budget), target: target, scope: scope, before: before,
                    bound: bound, asked: cost, isCeiling: hasActed, fits: fits))
            if !fits {
                observer.passedOver(target, .budget(UInt16(truncatingIfNeeded: budget)))
                refuse(target, budget, counter, canEverFit: cost <= bound, &state)
                return false
            }
            counters.append(BudgetCounter(budget: UInt16(truncatingIfNeeded: budget), counter: counter))
        }
        return true
    }

    private func refuse(
        _ target: UInt16, _ budget: Int, _ counter: Int32, canEverFit: Bool, _ state: inout Considering
    ) {
        let bit: UInt128 = 1 << UInt128(budget)
        state.refused.insert(target)
        if state.acted & bit != 0 {
            state.ceiling = min(state.ceiling ?? .max, UInt16(truncatingIfNeeded: budget))
            return
        }
        if state.refusing & (bit - 1) == 0 { state.waitCounter = counter }
        state.refusing |= bit
        if canEverFit { state.patient |= bit }
    }

    private func demand(of request: Request) -> CallPrices.Demand {
        var demand = CallPrices.Demand()
        if tables.prompt >= 0 {
            demand.prompt = max(request.values[tables.prompt], 0)
            demand.hasPrompt = true
        }
        if tables.maxOutput >= 0 {
            demand.output = max(request.values[tables.maxOutput], 0)
            demand.hasOutput = true
        }
        if tables.images >= 0 { demand.images = max(request.values[tables.images], 0) }
        if tables.audio >= 0 { demand.audio = max(request.values[tables.audio], 0) }
        if tables.toolCalls >= 0 { demand.toolCalls = max(request.values[tables.toolCalls], 0) }
        return demand
    }
}

extension Evaluator {
    /// Whether a request is one that a budget counts, whatever the target.
    mutating func applies(_ budget: Int, _ request: Request) -> Bool {
        let row = tables.budgets[budget]
        if row.scope >= 0, row.outside != .min, request.values[Int(row.scope)] == row.outside { return false }
        return row.when == .always || holds(row.when, request)
    }

    /// Nil for a budget without scopes, and for a text that is not tracked: it shares the common counter.
    func scope(_ row: EngineTables.Budget, _ request: Request) -> Int64? {
        guard row.scope >= 0 else { return nil }
        let value = request.values[Int(row.scope)]
        return row.untracked != .min && value == row.untracked ? nil : value
    }

    mutating func openWindow(_ budget: Int, _ row: EngineTables.Budget) {
        guard row.isCalendar else { return }
        store.openWindow(budget: budget, start: windows.window(row.unit, at: now.nanoseconds).start)
    }
}
