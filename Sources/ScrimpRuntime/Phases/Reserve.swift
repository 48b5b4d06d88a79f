import ScrimpPlan
import ScrimpQuantities

// Reserve: the most that a call can cost, held in every budget that applies, and a permit of every limit, all or none.
//
// A candidate is passed over where a budget that applies to it has no room for its worst case up to the budget's bound: the
// limit, or the ceiling once the budget has routed the request. When a chain has run out, the first budget in source
// order that refused one of its candidates, and has not acted yet, acts: it rejects, lets the request wait, or routes to the candidates of its
// action, which must be allowed and held in every budget like any other, and among which may be targets that were passed over
// for want of money. Where no budget is left to act, the ceiling of one that has acted rejects; else the request is exhausted.
extension Evaluator {
    mutating func reserve<Watcher: Observer>(
        _ request: Request, _ considering: inout Considering, into decision: inout Decision, observer: inout Watcher
    ) {
        if considering.preferred >= 0 {
            let target = UInt16(truncatingIfNeeded: considering.preferred)
            considering.preferred = -1
            let position = considering.position
            let tried = considering.tried
            switch consider(target, request, &considering, observer: &observer) {
            case .held(let call):
                return dispatch(call, at: position, request, &considering, into: &decision, observer: &observer)
            // Staying is a wish: whether to wait for a target is asked in its own place.
            case .waits: (considering.tried, considering.position) = (tried, position)
            case .passed: break
            }
        }
        while let chain = considering.chain {
            while considering.place < chain.count {
                let candidate = plan.candidates[Int(chain.start + considering.place)]
                guard let target = target(candidate, request, observer: &observer) else {
                    considering.place += 1
                    continue
                }
                let position = considering.position
                switch consider(target, request, &considering, observer: &observer) {
                case .held(let call):
                    return dispatch(call, at: position, request, &considering, into: &decision, observer: &observer)
                case .waits(let wait):
                    decision = self.wait(wait, for: target, request, considering)
                    return
                case .passed:
                    considering.place += 1
                    considering.waitsUntil = .min
                }
            }
            let open = considering.refusing & ~considering.acted
            guard open != 0 else { break }
            let budget = open.trailingZeroBitCount
            observer.budgetActed(budget)
            considering.acted |= 1 << UInt128(budget)
            switch plan.budgets[budget].spent {
            case .reject:
                decision = refusal(.budget(UInt16(truncatingIfNeeded: budget)), considering)
                return
            case .wait:
                decision = wait(budget: budget, request, considering)
                return
            case .route(let action):
                considering.chain = action
                considering.place = 0
                considering.tried.bits &= ~considering.refused.bits
                considering.refused = TargetSet()
                considering.refusing = 0
                considering.patient = 0
            }
        }
        decision = refusal(lastReason(considering), considering)
    }

    /// Why nothing is left to try.
    private func lastReason(_ considering: Considering) -> RejectReason {
        if let ceiling = considering.ceiling { return .ceiling(ceiling) }
        if considering.isStoreLost { return .storeLost }
        if let limit = considering.limit { return .limit(limit) }
        return .exhausted
    }

    func refusal(_ reason: RejectReason, _ considering: Considering) -> Decision {
        var decision = Decision(.reject(reason), at: moment)
        decision.rule = considering.rule
        decision.position = considering.position
        return decision
    }
}

/// A candidate for which everything is held.
struct Chosen {
    var target: UInt16
    var cost: Int128
    var tokens: Int64
    var cap: Int64?
    var isCovered: Bool
    var isWithoutStore: Bool
}

/// What a request may wait for, and how long.
struct LimitWait {
    var resource: UInt64
    var priority: UInt8
    var until: Int64
    var retryAt: Int64
}

/// Who pays for a call.
enum Payment {
    /// The budgets.
    case paid
    /// A commitment, of which so much is held; nil where it has no end.
    case covered(CounterAsk?)

    var isCovered: Bool {
        if case .covered = self { return true }
        return false
    }
}

enum Consideration {
    case held(Chosen)
    case passed
    case waits(LimitWait)
}

extension Evaluator {
    /// Holds what a call to a target may cost, where the target can be used and there is room everywhere.
    mutating func consider<Watcher: Observer>(
        _ named: UInt16, _ request: Request, _ considering: inout Considering, observer: inout Watcher
    ) -> Consideration {
        var target = named
        if tables.targets[Int(named)].floorWindow >= 0 {
            guard let usable = aboveFloor(named, observer: &observer) else {
                observer.passedOver(named, .belowFloor)
                return .passed
            }
            target = usable
        }
        // Who waits at this place has been counted when it was first considered.
        if considering.waitsUntil == .min {
            if considering.tried.contains(target) {
                observer.passedOver(target, .alreadyTried)
                return .passed
            }
            considering.tried.insert(target)
            considering.position &+= 1
        }
        guard considering.permitted.contains(target) else {
            observer.passedOver(target, .notAllowed)
            return .passed
        }
        var demand = demand(of: request)
        let cap = outputCap(target, considering.shapes, own: demand.hasOutput ? demand.output : nil)
        if let cap {
            demand.output = cap
            demand.hasOutput = true
        }
        if let reason = obstacle(target, demand, deadline: considering.deadline) {
            observer.passedOver(target, reason)
            return .passed
        }
        let tokens = demand.prompt.adding(clamping: demand.output)
        switch coverage(target, tokens) {
        case .none:
            let cost = tables.prices.worstCase(Int(target), demand)
            return hold(target, cost, tokens, cap, .paid, request, &considering, observer: &observer) ?? .passed
        case .covered(let ask):
            let covered = hold(target, 0, tokens, cap, .covered(ask), request, &considering, observer: &observer)
            guard let covered else {
                // Somebody took the last of it in between.
                let cost = tables.prices.worstCase(Int(target), demand)
                return hold(target, cost, tokens, cap, .paid, request, &considering, observer: &observer) ?? .passed
            }
            return covered
        case .usedUp(let commitment):
            observer.passedOver(target, .commitment(commitment))
            return .passed
        }
    }

    /// What stands in the way of a target whatever it costs.
    mutating func obstacle(
        _ target: UInt16, _ demand: CallPrices.Demand, deadline: Int64
    ) -> PassReason? {
        let row = tables.targets[Int(target)]
        if row.contextWindow > 0, demand.prompt.adding(clamping: demand.output) > row.contextWindow {
            return .contextWindow
        }
        if row.within > 0, now.adding(clamping: row.within) > deadline { return .deadline }
        if row.pool >= 0, let reason = poolObstacle(Int(row.pool)) { return reason }
        if row.rests {
            let now = now
            if state.health[Int(target)].withLock({ $0.isResting(at: now) }) { return .resting }
        }
        return nil
    }

    /// Nil where a commitment that was to pay has no room, and list prices are to be paid beyond it.
    private mutating func hold<Watcher: Observer>(
        _ target: UInt16, _ cost: Int128?, _ tokens: Int64, _ cap: Int64?, _ payment: Payment, _ request: Request,
        _ considering: inout Considering, observer: inout Watcher
    ) -> Consideration? {
        claim.removeAll()
        guard askBudgets(target, cost, request, acted: considering.acted) else {
            observer.passedOver(target, .unpriced)
            return .passed
        }
        if case .covered(.some(let ask)) = payment { claim.counters.append(ask) }
        askLimits(target, tokens, request)
        if let refused = queued(request, isResuming: considering.isResuming) {
            return refuse(refused, target, tokens, considering: &considering, request, observer: &observer)
        }
        claim.target = target
        let next = calls.nextIdentifier()
        claim.number = identity(next).number
        claim.lapsesAt = lapse(deadline: considering.deadline)
        let outcome = core.home.claim(&claim, in: state, at: now)
        tell(outcome, target, acted: considering.acted, observer: &observer)
        switch outcome {
        case .held, .heldWithoutStore:
            observer.chosen(target)
            return .held(
                Chosen(
                    target: target, cost: cost ?? 0, tokens: tokens, cap: cap, isCovered: payment.isCovered,
                    isWithoutStore: outcome == .heldWithoutStore))
        case .noRoom, .limited, .storeLost:
            if case .noRoom(let index) = outcome, let commitment = commitment(claim.counters[index]),
                !plan.commitments[commitment].waitsBeyond
            {
                return nil
            }
            return refuse(outcome, target, tokens, considering: &considering, request, observer: &observer)
        }
    }

    /// The commitment of whose tokens an ask is; nil where it is for a budget's money.
    private func commitment(_ ask: CounterAsk) -> Int? {
        Int(ask.part) < tables.budgets.count ? nil : Int(ask.part) - tables.budgets.count
    }

    /// False where a budget applies and the call has no price or no bound.
    private mutating func askBudgets(
        _ target: UInt16, _ cost: Int128?, _ request: Request, acted: UInt128
    ) -> Bool {
        for budget in tables.budgets.indices {
            guard tables.budgets[budget].targets & (1 &<< UInt128(target)) != 0, applies(budget, request) else {
                continue
            }
            guard let cost else { return false }
            claim.counters.append(ask(budget, cost, request, hasActed: acted & (1 &<< UInt128(budget)) != 0))
        }
        return true
    }

    mutating func ask(_ budget: Int, _ amount: Int128, _ request: Request, hasActed: Bool) -> CounterAsk {
        let isCalendar = tables.budgets[budget].isCalendar
        return CounterAsk(
            part: UInt16(truncatingIfNeeded: budget), scope: scope(tables.budgets[budget].scope, request),
            windowStart: isCalendar ? windows.window(tables.budgets[budget].unit, at: now).start : .min,
            bound: hasActed ? tables.budgets[budget].ceiling : tables.budgets[budget].limit, amount: amount)
    }

    private mutating func askLimits(_ target: UInt16, _ tokens: Int64, _ request: Request) {
        for limit in tables.limits.indices {
            guard tables.limits[limit].targets & (1 &<< UInt128(target)) != 0 else { continue }
            let scope = tables.limits[limit].scope
            if scope.attribute >= 0, scope.outside != .min, request.values[Int(scope.attribute)] == scope.outside {
                continue
            }
            let when = tables.limits[limit].when
            guard when == .always || holds(when, request) else { continue }
            claim.limits.append(
                LimitAsk(limit: UInt16(truncatingIfNeeded: limit), scope: self.scope(scope, request), tokens: tokens))
        }
    }

    /// Whether others have waited longer for something that this call asks for.
    private mutating func queued(_ request: Request, isResuming: Bool) -> ClaimOutcome? {
        guard core.hasWaiting, !isResuming else { return nil }
        return core.tickets.withLock { tickets in
            for (index, ask) in claim.counters.enumerated() where Int(ask.part) < tables.budgets.count {
                guard tables.budgets[Int(ask.part)].waits else { continue }
                if tickets.hasWaiting(resource: ask.resource, priority: 0) { return .noRoom(index) }
            }
            for (index, ask) in claim.limits.enumerated() where tables.limits[Int(ask.limit)].wait > 0 {
                let priority = priority(ask.limit, request)
                if tickets.hasWaiting(resource: ask.resource, priority: priority) {
                    return .limited(index, .concurrency)
                }
            }
            return nil
        }
    }

    /// Notes who refused; a limit may be waited for.
    private mutating func refuse<Watcher: Observer>(
        _ outcome: ClaimOutcome, _ target: UInt16, _ tokens: Int64, considering: inout Considering,
        _ request: Request, observer: inout Watcher
    ) -> Consideration {
        switch outcome {
        case .noRoom(let index):
            let ask = claim.counters[index]
            if let commitment = commitment(ask) {
                observer.passedOver(target, .commitment(UInt16(truncatingIfNeeded: commitment)))
                return .passed
            }
            observer.passedOver(target, .budget(ask.part))
            note(ask, target, &considering)
        case .limited(let index, let refusal):
            let ask = claim.limits[index]
            observer.passedOver(target, .limit(ask.limit, refusal))
            considering.limit = min(considering.limit ?? .max, ask.limit)
            if refusal != .calls, let wait = wait(for: ask, target, request, considering) { return .waits(wait) }
        case .storeLost:
            considering.isStoreLost = true
            observer.passedOver(target, .storeLost)
        case .held, .heldWithoutStore: break
        }
        return .passed
    }

    private mutating func note(_ ask: CounterAsk, _ target: UInt16, _ considering: inout Considering) {
        let bit: UInt128 = 1 << UInt128(ask.part)
        considering.refused.insert(target)
        if considering.acted & bit != 0 {
            considering.ceiling = min(considering.ceiling ?? .max, ask.part)
            return
        }
        if considering.refusing & (bit - 1) == 0 { considering.waitResource = ask.resource }
        considering.refusing |= bit
        if ask.amount <= ask.bound { considering.patient |= bit }
    }

    private mutating func tell<Watcher: Observer>(
        _ outcome: ClaimOutcome, _ target: UInt16, acted: UInt128, observer: inout Watcher
    ) {
        guard Watcher.listens else { return }
        var refused: Int?
        var looked = claim.counters.count
        switch outcome {
        case .noRoom(let index): (refused, looked) = (index, index + 1)
        case .storeLost: looked = 0
        case .held, .heldWithoutStore, .limited: break
        }
        for index in 0..<looked where Int(claim.counters[index].part) < tables.budgets.count {
            let ask = claim.counters[index]
            observer.budgetLooked(
                BudgetLook(
                    budget: ask.part, target: target, scope: ask.scope, before: ask.before, bound: ask.bound,
                    asked: ask.amount, isCeiling: acted & (1 << UInt128(ask.part)) != 0,
                    fits: index != refused))
        }
    }

    mutating func demand(of request: Request) -> CallPrices.Demand {
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
        let scope = tables.budgets[budget].scope
        if scope.attribute >= 0, scope.outside != .min, request.values[Int(scope.attribute)] == scope.outside {
            return false
        }
        let when = tables.budgets[budget].when
        return when == .always || holds(when, request)
    }

    /// Nil for one counter without scopes, and for a text that is not tracked: it shares the common counter.
    func scope(_ scope: EngineTables.Scope, _ request: Request) -> Int64? {
        guard scope.attribute >= 0 else { return nil }
        let value = request.values[Int(scope.attribute)]
        return scope.untracked != .min && value == scope.untracked ? nil : value
    }
}

extension CounterAsk {
    /// What one waits for who finds no room: the counter, as a number. Two counters with one number would only wait in one line.
    var resource: UInt64 { Self.resource(part, scope) }

    static func resource(_ part: UInt16, _ scope: Int64?) -> UInt64 {
        UInt64(part) << 48 | StableHash.mix(UInt64(bitPattern: scope ?? .min)) >> 16
    }
}

extension LimitAsk {
    var resource: UInt64 { Self.resource(limit, scope) }

    static func resource(_ limit: UInt16, _ scope: Int64?) -> UInt64 {
        1 << 63 | UInt64(limit) << 48 | StableHash.mix(UInt64(bitPattern: scope ?? .min)) >> 16
    }
}
