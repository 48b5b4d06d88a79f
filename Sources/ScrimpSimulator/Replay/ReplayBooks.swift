import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime

/// The engine of a replay, and what is counted of what it decides: the same for every way of replaying through it.
struct ReplayBooks {
    let plan: Plan
    var evaluator: Evaluator<MemoryStore>
    var tally: ReplayTally
    /// By attribution of the plan.
    private var asked: [AskedCells]
    /// How good the answers to requests that are on their way would be.
    var grades: QualitySlots
    /// What each request comes to; nil where nobody asks.
    var ledger: ReplayLedger?

    init(
        plan: Plan, seed: UInt64, quality: QualityColumns = QualityColumns(), ledger: ReplayLedger? = nil
    ) throws(EngineError) {
        self.ledger = ledger
        self.plan = plan
        grades = QualitySlots(quality)
        evaluator = try Evaluator(plan: plan, store: MemoryStore(threads: .one), options: EngineOptions(hashSeed: seed))
        tally = ReplayTally(plan: plan)
        let steps = TokenSums.steps(of: plan.targets)
        asked = plan.attributions.map { AskedCells(by: $0.by.map { Int($0) }, steps: steps) }
    }

    mutating func arrived(_ request: Request, _ usage: CallUsage, at time: Instant) {
        for index in plan.gathers.indices where evaluator.isGathered(request, by: index, at: time) {
            tally.gathered[index] &+= 1
        }
        tally.requests &+= 1
        tally.offered.add(usage)
        for index in asked.indices { asked[index].add(request.values, usage) }
        if tally.first == nil { tally.first = time }
        tally.last = time
    }

    /// Number of the request that has arrived last.
    var latest: Int64 { tally.requests &- 1 }

    /// - Parameter number: of the request, by arrival.
    mutating func cached(by cache: UInt16, _ usage: CallUsage, _ number: Int64) {
        tally.cacheHits[Int(cache)] &+= 1
        tally.cached.add(usage)
        ledger?.cached(number)
    }

    /// - Parameters:
    ///   - values: of the request that was decided.
    ///   - number: of the request, by arrival.
    mutating func refused(
        _ reason: RejectReason, _ usage: CallUsage, _ values: [Int64], at time: Instant, _ number: Int64
    ) {
        tally.refused.add(usage)
        ledger?.refused(number)
        note(reason, values, at: time)
    }

    // MARK: Money

    /// What a model reports of a call that answers a request: what it reads from, or writes to, its prefix cache apart.
    func used(_ usage: CallUsage, _ target: UInt16, cap: Int64?, isPrefixWarm: Bool) -> Usage {
        var used = Usage(
            promptTokens: usage.prompt, outputTokens: min(usage.output, cap ?? .max), images: usage.images,
            audioTokens: usage.audio, toolCalls: usage.toolCalls)
        guard usage.prefix > 0, plan.targets[Int(target)].prefixCache > 0 else { return used }
        used.promptTokens -= usage.prefix
        if isPrefixWarm { used.cachedTokens = usage.prefix } else { used.cacheWriteTokens = usage.prefix }
        return used
    }

    /// The call has answered its request, whose qualities are in a slot of `grades`.
    mutating func answered(
        _ terms: CallTerms, _ target: UInt16, _ usage: CallUsage, _ slot: Int32, at time: Instant, _ number: Int64
    ) {
        let used = used(usage, target, cap: terms.maxOutput, isPrefixWarm: terms.isPrefixWarm)
        let cost = book(
            terms.reservation, used, target, terms, requests: 1, quality: grades.quality(of: Int(target), slot),
            at: time)
        ledger?.answered(number, target, used, cost)
    }

    /// The copy of a request costs what its model takes for the same tokens; it is no request of its own.
    mutating func copied(
        _ reservation: ReservationID?, _ target: UInt16, of terms: CallTerms, _ usage: CallUsage, at time: Instant,
        _ number: Int64
    ) {
        let used = used(usage, target, cap: terms.maxOutput, isPrefixWarm: false)
        let cost = book(reservation, used, target, terms, requests: 0, at: time)
        ledger?.charged(number, cost, ends: true)
    }

    /// The call has ended without an answer.
    mutating func failed(
        _ terms: CallTerms, _ target: UInt16, _ used: Usage, isShadow: Bool, at time: Instant, _ number: Int64
    ) {
        let cost = book(terms.reservation, used, target, terms, requests: 0, at: time)
        ledger?.charged(number, cost, ends: isShadow)
    }

    /// A call that has no end when everything else has is cancelled then: it reports its prompt, and costs at least what it holds
    /// where cancelling does not end what is billed.
    mutating func unfinished(
        _ terms: CallTerms, _ target: UInt16, _ usage: CallUsage, isShadow: Bool, at time: Instant, _ number: Int64
    ) {
        let used = Usage(promptTokens: usage.prompt, outcome: .cancelled)
        let cost = book(terms.reservation, used, target, terms, requests: isShadow ? 0 : 1, at: time)
        if isShadow {
            ledger?.charged(number, cost, ends: true)
        } else {
            ledger?.answered(number, target, used, cost)
        }
        tally.calls.unfinished &+= 1
    }

    private mutating func book(
        _ reservation: ReservationID?, _ used: Usage, _ target: UInt16, _ terms: CallTerms, requests: Int64,
        quality: Int64? = nil, at time: Instant
    ) -> Money {
        guard let reservation else { return .zero }
        let prompt = used.promptTokens &+ used.cachedTokens &+ used.cacheWriteTokens
        var answered = ReplayTally.Answered(requests: requests, prompt: prompt, output: used.outputTokens, cost: 0)
        if let quality { (answered.graded, answered.quality) = (1, Int128(quality)) }
        var alerts: UInt16 = 0
        do throws(SettleError) {
            let result = try evaluator.settle(reservation, used, at: time)
            answered.cost = result.cost.pico
            alerts = result.alerts
        } catch {
            // Lapsed so long ago that the engine has forgotten it: it stays charged as reserved.
            answered.cost = terms.reserved.pico
        }
        tally.byTarget[Int(target)].add(answered)
        if requests > 0 {
            for index in tally.byShape.indices where index < 64 && terms.shapes & (1 << UInt64(index)) != 0 {
                tally.byShape[index][Int(target)].add(answered)
            }
        }
        book(answered, of: terms)
        if alerts > 0 { countAlerts() }
        return Money(pico: answered.cost)
    }

    private mutating func book(_ answered: ReplayTally.Answered, of terms: CallTerms) {
        if let rule = terms.rule { tally.byRule[Int(rule)].add(answered) } else { tally.beyondRules.add(answered) }
    }

    // MARK: What budgets, limits and switches did

    mutating func countAlerts() {
        while let alert = evaluator.takeAlert() {
            if let budget = alert.budget { tally.budgets[Int(budget)].alerts &+= 1 }
        }
    }

    /// - Parameter acted: budgets, by bit, that have routed the request elsewhere.
    mutating func rerouted(_ acted: UInt128, _ values: [Int64], at time: Instant) {
        for index in tally.budgets.indices where acted & (1 << UInt128(index)) != 0 {
            tally.budgets[index].rerouted &+= 1
            noteTrip(index, values, at: time)
        }
    }

    private mutating func note(_ reason: RejectReason, _ values: [Int64], at time: Instant) {
        switch reason {
        case .thrownSwitch(let index): tally.switchRejected[Int(index)] &+= 1
        case .budget(let index):
            tally.budgets[Int(index)].refused &+= 1
            noteTrip(Int(index), values, at: time)
        case .ceiling(let index):
            tally.budgets[Int(index)].refusedByCeiling &+= 1
            noteTrip(Int(index), values, at: time)
        case .limit(let index): tally.limitRejected[Int(index)] &+= 1
        case .exhausted, .noRule, .storeLost: tally.exhausted &+= 1
        case .deadline: tally.missedDeadline &+= 1
        }
    }

    private mutating func noteTrip(_ index: Int, _ values: [Int64], at time: Instant) {
        guard tally.budgets[index].firstTripped == nil else { return }
        tally.budgets[index].firstTripped = time
        guard let scope = plan.budgets[index].scope else { return }
        tally.budgets[index].firstScope = text(of: values[Int(scope)], attribute: Int(scope))
    }

    // MARK: Texts of values

    /// After the last request: cost by the values of attributes.
    mutating func close() {
        for index in plan.attributions.indices { tally.attributions.append(attribution(index)) }
        ledger?.close()
    }

    private func attribution(_ index: Int) -> ReplayTally.Attribution {
        let by = plan.attributions[index].by.map { Int($0) }
        var cells: [ReplayTally.Attribution.Cell] = []
        for (position, entry) in evaluator.attribution(index).enumerated() {
            let cell = entry.cell
            guard cell.calls > 0 || cell.cachedAnswers > 0 else { continue }
            let values = position == 0 ? [] : zip(entry.values, by).map { text(of: $0, attribute: $1) }
            cells.append(
                .init(
                    values: values,
                    answered: .init(
                        requests: cell.calls, prompt: cell.promptTokens, output: cell.outputTokens, cost: cell.money),
                    cachedAnswers: cell.cachedAnswers,
                    offered: position == 0 ? nil : asked[index].sum(of: entry.values)))
        }
        return .init(attributes: by.map { plan.strings.text(plan.attributes[$0].name) }, cells: cells.dearestFirst())
    }

    private func text(of value: Int64, attribute: Int) -> String {
        plan.attributes[attribute].text(of: value, plan.strings)
            ?? String(
                decoding: evaluator.text(of: value, attribute: UInt16(truncatingIfNeeded: attribute)), as: UTF8.self)
    }
}

/// What a decision says about the price and the place of a call: the little of it that books need.
struct CallTerms {
    var reservation: ReservationID?
    var rule: UInt32?
    var reserved: Money
    var shapes: UInt64
    var maxOutput: Int64?
    var isPrefixWarm: Bool

    @inline(__always)
    init(_ decision: borrowing Decision) {
        reservation = decision.reservation
        rule = decision.rule
        reserved = decision.reserved
        shapes = decision.shapes
        maxOutput = decision.maxOutput
        isPrefixWarm = decision.isPrefixWarm
    }
}
