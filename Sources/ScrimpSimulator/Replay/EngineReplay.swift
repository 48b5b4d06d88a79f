package import ScrimpPlan
import ScrimpQuantities
package import ScrimpRuntime

/// Replays traffic through the engine that production embeds, on the trace's own clock. Decides nothing itself.
///
/// In this version a call ends when it starts: what it used is reported at once. Requests that wait are taken up when the
/// engine says so.
package struct EngineReplay {
    private let plan: Plan
    private var evaluator: Evaluator<MemoryStore>
    private var binding: RequestBinding
    private var request: Request
    /// Requests that wait, as they were, by ticket.
    private var waiting: [UInt64: (usage: CallUsage, values: [Int64])] = [:]
    private let mayWait: Bool
    package private(set) var tally: ReplayTally

    package init(plan: Plan, layout: TraceLayout, seed: UInt64) throws(EngineError) {
        self.plan = plan
        evaluator = try Evaluator(plan: plan, store: MemoryStore(threads: .one), options: EngineOptions(hashSeed: seed))
        binding = RequestBinding(plan: plan, layout: layout)
        request = Request(schema: evaluator.schema)
        tally = ReplayTally(plan: plan)
        mayWait = plan.budgets.contains { $0.spent == .wait } || plan.limits.contains { $0.wait > 0 }
    }

    /// Replays the rows of a chunk. The first attribute that a request lacks ends it with an error.
    package mutating func replay(_ chunk: TraceChunk, _ source: TraceSource) throws(RequestError) {
        for row in 0..<chunk.count {
            let time = Instant(nanoseconds: chunk.times[row])
            if mayWait { letTimePass(until: time) }
            binding.load(row, of: chunk, source, into: &request, &evaluator)
            let usage = binding.usage(row, of: chunk, request)
            for index in plan.gathers.indices where evaluator.isGathered(request, by: index, at: time) {
                tally.gathered[index] &+= 1
            }
            let decision = try evaluator.decide(request, at: time)
            tally.requests &+= 1
            tally.offered.add(usage)
            if tally.first == nil { tally.first = time }
            tally.last = time
            follow(decision, usage, request.values, at: time)
        }
    }

    /// After the last row: whatever still waits is decided, at the latest at its deadline.
    package mutating func finish() {
        if mayWait { letTimePass(until: Instant(nanoseconds: .max)) }
        for index in plan.attributions.indices { tally.attributions.append(attribution(index)) }
    }

    private mutating func letTimePass(until time: Instant) {
        while !waiting.isEmpty, let next = evaluator.nextEvent(), next <= time {
            evaluator.tick(next)
            takeReady()
        }
        takeReady()
    }

    private mutating func takeReady() {
        while let ready = evaluator.nextReady() {
            guard let request = waiting.removeValue(forKey: ready.ticket.number) else { continue }
            follow(ready.decision, request.usage, request.values, at: ready.decision.time)
        }
    }

    /// - Parameter values: of the request that was decided, which need not be the one at hand.
    private mutating func follow(
        _ decision: Decision, _ usage: CallUsage, _ values: [Int64], at time: Instant
    ) {
        if decision.acted != 0 { noteRerouting(decision, values, at: time) }
        switch decision.verdict {
        case .call(let target):
            settle(decision, target, usage, at: time)
        case .cached(let cache, _):
            tally.cacheHits[Int(cache)] &+= 1
            tally.cached.add(usage)
        case .wait(let ticket):
            waiting[ticket.number] = (usage, values)
            tally.waited &+= 1
        case .reject(let reason):
            tally.refused.add(usage)
            note(reason, values, at: time)
        }
        if decision.alerts > 0 { countAlerts() }
    }

    private mutating func settle(_ decision: Decision, _ target: UInt16, _ usage: CallUsage, at time: Instant) {
        guard let reservation = decision.reservation else { return }
        let output = min(usage.output, decision.maxOutput ?? .max)
        let used = Usage(
            promptTokens: usage.prompt, outputTokens: output, images: usage.images, audioTokens: usage.audio,
            toolCalls: usage.toolCalls)
        // A reservation that was just made is open, and a trace has no negative numbers.
        guard let result = try? evaluator.settle(reservation, used, at: time) else { return }
        let answered = ReplayTally.Answered(requests: 1, prompt: usage.prompt, output: output, cost: result.cost.pico)
        tally.byTarget[Int(target)].add(answered)
        for index in tally.byShape.indices where index < 64 && decision.shapes & (1 << UInt64(index)) != 0 {
            tally.byShape[index][Int(target)].add(answered)
        }
        book(answered, of: decision)
        if let shadow = decision.shadow { settle(shadow, of: decision, used, at: time) }
        if result.alerts > 0 { countAlerts() }
    }

    /// The copy of a request costs what its model takes for the same tokens; it is no request of its own.
    private mutating func settle(_ shadow: ShadowCall, of decision: Decision, _ used: Usage, at time: Instant) {
        guard let result = try? evaluator.settle(shadow.reservation, used, at: time) else { return }
        let answered = ReplayTally.Answered(
            requests: 0, prompt: used.promptTokens, output: used.outputTokens, cost: result.cost.pico)
        tally.byTarget[Int(shadow.target)].add(answered)
        book(answered, of: decision)
        if result.alerts > 0 { countAlerts() }
    }

    private mutating func book(_ answered: ReplayTally.Answered, of decision: Decision) {
        if let rule = decision.rule { tally.byRule[Int(rule)].add(answered) } else { tally.beyondRules.add(answered) }
    }

    private mutating func countAlerts() {
        while let alert = evaluator.takeAlert() {
            if let budget = alert.budget { tally.budgets[Int(budget)].alerts &+= 1 }
        }
    }

    private mutating func noteRerouting(_ decision: Decision, _ values: [Int64], at time: Instant) {
        for index in tally.budgets.indices where decision.acted & (1 << UInt128(index)) != 0 {
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
                    cachedAnswers: cell.cachedAnswers))
        }
        return .init(attributes: by.map { plan.strings.text(plan.attributes[$0].name) }, cells: cells.dearestFirst())
    }

    private func text(of value: Int64, attribute: Int) -> String {
        plan.attributes[attribute].text(of: value, plan.strings)
            ?? String(
                decoding: evaluator.text(of: value, attribute: UInt16(truncatingIfNeeded: attribute)), as: UTF8.self)
    }
}

extension ReplayTally.Answered {
    package mutating func add(_ other: Self) {
        requests &+= other.requests
        prompt &+= other.prompt
        output &+= other.output
        cost &+= other.cost
    }
}

extension [ReplayTally.Attribution.Cell] {
    func dearestFirst() -> Self {
        sorted { left, right in
            if left.answered.cost != right.answered.cost { return left.answered.cost > right.answered.cost }
            return left.values.lexicographicallyPrecedes(right.values)
        }
    }
}

extension PlanAttribute {
    /// A value as people write it; nil for texts, which only the engine knows.
    func text(of value: Int64, _ strings: StringTable) -> String? {
        switch kind {
        case .string: nil
        case .bool: value == 0 ? "false" : "true"
        case .enumeration: Int(value) < cases.count && value >= 0 ? strings.text(cases[Int(value)]) : "?"
        case .money: Money(pico: Int128(value)).description
        case .ratio:
            Rational(Int128(value), Int128(PlanAttribute.ratioScale) / 100)?.decimalText.map { "\($0)%" } ?? "?"
        case .int, .count, .tokens, .duration, .bytes: String(value)
        }
    }
}
