import ScrimpPlan
import ScrimpQuantities
public import ScrimpRuntime

extension Explanation {
    /// The explanation for people: one sentence per event, then the verdict.
    ///
    /// - Parameter engine: the one that made the explanation; it knows the names.
    public func sentences<State>(_ engine: Engine<State>) -> [String] {
        let writer = SentenceWriter(engine: engine)
        return events.map { writer.sentence($0) } + [verdict(engine)]
    }

    /// The same by phase, in the order in which phases run. What is tried candidate by candidate stays in the order of time: reserve
    /// and dispatch come once for each candidate. Phases that the request did not reach, and those about which the policy says
    /// nothing, are left out.
    public func steps<State>(_ engine: Engine<State>) -> [(phase: Phase, sentences: [String])] {
        let writer = SentenceWriter(engine: engine)
        var steps: [(phase: Phase, sentences: [String])] = []
        for phase in Phase.allCases where phase != .dispatch {
            let told = events.filter { $0.phase == phase || (phase == .reserve && $0.phase == .dispatch) }
            if !told.contains(where: { $0.phase == phase }), let sentence = silence(of: phase, engine.plan) {
                steps.append((phase, [sentence]))
            }
            for event in told {
                if steps.last?.phase != event.phase { steps.append((event.phase, [])) }
                steps[steps.count - 1].sentences.append(writer.sentence(event))
            }
        }
        return steps
    }

    /// What comes of it, in a sentence.
    public func verdict<State>(_ engine: Engine<State>) -> String {
        let writer = SentenceWriter(engine: engine)
        guard case .wait = decision.verdict else { return writer.verdict(decision) }
        for event in events.reversed() {
            switch event {
            case .awaited(let target, let limit, _):
                return
                    "wait until limit `\(writer.text(engine.plan.limits[Int(limit)].name))` has room for \(writer.target(target))"
            case .budgetActed(let index):
                return "wait until \(writer.budget(UInt16(truncatingIfNeeded: index))) has room"
            default: continue
            }
        }
        return writer.verdict(decision)
    }

    /// That nothing came of a phase which the policy has something to say about, and which was reached.
    private func silence(of phase: Phase, _ plan: Plan) -> String? {
        let isRouted = decision.rule != nil || events.contains { $0.phase == .dispatch }
        switch phase {
        case .admit: return plan.switches.isEmpty ? nil : "no switch bears on this request"
        case .shape: return plan.shapes.isEmpty || !isRouted ? nil : "no shape applies"
        case .reserve:
            guard case .call = decision.verdict else { return nil }
            return plan.budgets.isEmpty ? nil : "no budget counts this call"
        case .lookup, .route, .dispatch, .settle: return nil
        }
    }

    /// The attributes of the request and what conditions derived from them: name and value, as the policy would write them.
    public func values<State>(_ engine: Engine<State>) -> [(name: String, value: String)] {
        let writer = SentenceWriter(engine: engine)
        var rows: [(name: String, value: String)] = []
        for (index, attribute) in engine.plan.attributes.enumerated() {
            let place = UInt16(truncatingIfNeeded: index)
            rows.append((writer.text(attribute.name), writer.value(request.values[index], of: place)))
        }
        for (index, value) in features.enumerated() where index >= engine.plan.attributes.count {
            guard let value, let name = writer.name(of: engine.plan.features[index]) else { continue }
            rows.append((name, writer.value(value, of: engine.plan.features[index])))
        }
        return rows
    }
}

extension Engine {
    /// Why a request is refused, in a sentence; what the policy says itself comes first.
    public func sentence(_ reason: RejectReason) -> String { SentenceWriter(engine: self).reason(reason) }

    /// What comes of a decision, in a sentence.
    package func sentence(_ decision: Decision) -> String { SentenceWriter(engine: self).verdict(decision) }

    /// Why a candidate was passed over, in a sentence.
    public func sentence(_ reason: PassReason) -> String { SentenceWriter(engine: self).pass(reason) }
}

/// Writes with the names of one plan.
struct SentenceWriter<State: Store> {
    let engine: Engine<State>
    private var plan: Plan { engine.plan }

    init(engine: Engine<State>) { self.engine = engine }

    func text(_ id: StringID) -> String { plan.strings.text(id) }
    func target(_ index: UInt16) -> String { "`\(text(plan.targets[Int(index)].name))`" }
    func budget(_ index: UInt16) -> String { "budget `\(text(plan.budgets[Int(index)].name))`" }

    func sentence(_ event: Explanation.Event) -> String {
        switch event {
        case .switchThrown(let index): "switch `\(text(plan.switches[index].name))` is thrown by its condition"
        case .switchActed(let index): "switch `\(text(plan.switches[index].name))` is thrown and bears on this request"
        case .cacheHit(let index): "cache `\(text(plan.caches[index].name))` has the answer"
        case .cacheMissed(let index, let reason): "cache `\(text(plan.caches[index].name))` misses: \(miss(reason))"
        case .ruleMissed(let index, let facts): missed(index, facts)
        case .ruleMatched(let index): rule(index)
        case .allowApplied(let index): allow(index)
        case .splitResolved(let index, let bucket, let target): split(index, bucket, target)
        case .rolloutLooked(let index, let isIn, let stage, let isReverted):
            rollout(index, isIn: isIn, stage: stage, isReverted: isReverted)
        case .affinityKept(let index, let target):
            "`\(text(plan.affinities[index].name))` keeps this key on \(self.target(target))"
        case .shapeApplied(let index): shape(index)
        case .precisionReplaced(let target, let other):
            "\(self.target(target)) is below its accuracy floor: \(self.target(other)) takes its place"
        case .passedOver(let target, let reason): "\(self.target(target)) is passed over: \(pass(reason))"
        case .awaited(let target, let limit, let refusal):
            "\(self.target(target)) has to be waited for: \(pass(.limit(limit, refusal)))"
        case .budgetLooked(let look, let settled): self.look(look, settled: settled)
        case .budgetActed(let index): "\(budget(UInt16(truncatingIfNeeded: index))) acts: \(action(index))"
        case .announced(let alert): sentence(alert)
        case .chosen(let target): chosen(target)
        case .batchJoined(let slot): batch(slot)
        case .batchMissed(let index):
            "it goes alone: waiting for `\(text(plan.batches[index].name))` would miss its deadline"
        case .shadowed(let call):
            "`\(text(plan.shadows[Int(call.shadow)].name))` sends a copy to \(target(call.target)), \(call.reserved.description) reserved"
        case .fills(let index): "the answer will be kept in cache `\(text(plan.caches[index].name))`"
        case .attributes(let index): attribution(index)
        case .watched(let target): health(target)
        case .warmed(let target): "\(self.target(target)) still holds the prefix of this prompt"
        }
    }

    func verdict(_ decision: Decision) -> String {
        switch decision.verdict {
        case .call(let target):
            let cap = decision.maxOutput.map { ", output capped at \(grouped($0)) tok" } ?? ""
            let payment = decision.isCovered ? "paid by a commitment" : "\(decision.reserved.description) reserved"
            let soft = decision.isWithoutStore ? ", without the shared store, which cannot be reached" : ""
            return "call \(self.target(target)), \(payment)\(cap)\(soft)"
        case .cached(let cache, _): return "answer from cache `\(text(plan.caches[Int(cache)].name))`"
        case .wait: return "wait until there is room"
        case .reject(let reason): return "reject: \(self.reason(reason))"
        }
    }

    func reason(_ reason: RejectReason) -> String {
        switch reason {
        case .thrownSwitch(let index):
            return message(plan.switches[Int(index)].action)
                ?? "switch `\(text(plan.switches[Int(index)].name))` is thrown"
        case .budget(let index):
            return message(plan.budgets[Int(index)].spent) ?? "\(budget(index)) has no room for the call"
        case .ceiling(let index): return "\(budget(index)) has reached its ceiling"
        case .limit(let index): return "limit `\(text(plan.limits[Int(index)].name))` lets no candidate through"
        case .storeLost: return "the shared store cannot be reached, and the policy does not go on without it"
        case .exhausted: return "no candidate is left"
        case .deadline: return "the deadline passed while the request waited"
        case .noRule: return "no rule matches: the plan is damaged"
        }
    }

    private func message(_ action: PlanAction) -> String? {
        guard case .reject(let id) = action, id != .empty else { return nil }
        return text(id)
    }

    private func rule(_ index: Int) -> String {
        let rule = plan.rules[index]
        let written = text(rule.text)
        return written.isEmpty ? "the rule of line \(rule.line) holds" : "line \(rule.line) holds: `\(written)`"
    }

    private func missed(_ index: Int, _ facts: [Explanation.Fact]) -> String {
        let rule = plan.rules[index]
        let written = text(rule.text)
        let values = facts.compactMap { fact -> String? in
            let feature = plan.features[Int(fact.feature)]
            if case .attribute(let attribute) = feature {
                return "`\(text(plan.attributes[Int(attribute)].name))` is \(value(fact.value, of: attribute))"
            }
            return name(of: feature).map { "`\($0)` is \(value(fact.value, of: feature))" }
        }
        let reason = values.isEmpty ? "" : ", as " + values.joined(separator: " and ")
        return "line \(rule.line) does not hold\(reason)" + (written.isEmpty ? "" : ": `\(written)`")
    }

    private func allow(_ index: Int) -> String {
        let entry = plan.allows[index]
        let names = plan.targets.indices.map { UInt16(truncatingIfNeeded: $0) }.filter(entry.targets.contains).map(
            target)
        return "`\(text(entry.name))` allows only \(names.joined(separator: ", "))"
    }

    private func split(_ index: Int, _ bucket: UInt64, _ target: UInt16) -> String {
        let key = plan.sticky.map { "`\(text(plan.attributes[Int($0)].name))`" } ?? "the request's content"
        let share = Int64(bucket.multipliedFullWidth(by: UInt64(PlanAttribute.ratioScale)).high)
        let arms = plan.splits[index].arms.map { "\(percent($0.share)) \(self.target($0.target))" }
        // Hundredths of a percent are enough to see on which side of a bound a key lies.
        let place = percent(share / 100_000 * 100_000)
        return
            "the split by \(key) gives \(self.target(target)): it falls at \(place) of \(arms.joined(separator: ", "))"
    }

    private func miss(_ reason: MissReason) -> String {
        switch reason {
        case .notMeant: "it is not meant for this request"
        case .noContent: "the request has no fingerprint of its content"
        case .untrackedKey: "a text of its key is not tracked"
        case .noEntry: "it has no such entry"
        case .noEmbedding: "the request has no embedding"
        case .otherDimensions: "the embedding has another number of dimensions than those in it"
        case .notFinite: "the embedding is no direction: a part of it is no number"
        case .noPart: "the request has no fingerprint of a part"
        }
    }

    func pass(_ reason: PassReason) -> String {
        switch reason {
        case .notAllowed: "it is not allowed"
        case .alreadyTried: "it was tried before"
        case .contextWindow: "prompt and output do not fit its context window"
        case .unpriced: "a budget applies, and a price or the output cap is missing"
        case .budget(let index): "\(budget(index)) has no room for it"
        case .limit(let index, let refusal): limit(index, refusal)
        case .deadline: "its service may answer after the deadline"
        case .suspended(let pool): "pool `\(text(plan.pools[Int(pool)].name))` is suspended at this time"
        case .poolLost(let pool): "the hardware of pool `\(text(plan.pools[Int(pool)].name))` has been taken away"
        case .resting: "it rests after failures in a row"
        case .belowFloor: "its reported quality is below its accuracy floor"
        case .commitment(let index): "what `\(text(plan.commitments[Int(index)].name))` includes is used up"
        case .storeLost: "the shared store cannot be reached"
        }
    }

    private func limit(_ index: UInt16, _ refusal: LimitRefusal) -> String {
        let limit = plan.limits[Int(index)]
        let name = "limit `\(text(limit.name))`"
        switch refusal {
        case .concurrency: return "\(name) lets \(limit.concurrency ?? 0) run at once, and they do, or others wait"
        case .calls: return "\(name) lets each make \(limit.calls ?? 0) calls, and these have been made"
        case .rate(let place):
            guard limit.rates.indices.contains(place) else { return "\(name) is used up for now" }
            let rate = limit.rates[place]
            let unit = rate.unit == .tokens ? "tok" : "req"
            return "\(name) is used up for now: \(grouped(rate.amount)) \(unit) per \(duration(rate.per))"
        }
    }

    private func rollout(_ index: Int, isIn: Bool, stage: Int, isReverted: Bool) -> String {
        let rollout = plan.rollouts[index]
        let name = "rollout `\(text(rollout.name))`"
        if isReverted { return "\(name) is taken back: \(target(rollout.otherwise)) in place of \(target(rollout.of))" }
        let place = "\(name) is at stage \(stage + 1) of \(rollout.stages.count)"
        let key = "`\(text(plan.attributes[Int(rollout.key)].name))`"
        return isIn
            ? "\(place), and this \(key) is in: \(target(rollout.of))"
            : "\(place), and this \(key) is not in: \(target(rollout.otherwise)) in place of \(target(rollout.of))"
    }

    private func shape(_ index: Int) -> String {
        let shape = plan.shapes[index]
        var parts: [String] = []
        if shape.compression != nil { parts.append("compress the prompt") }
        if let cap = shape.context { parts.append("context of at most \(grouped(cap)) tok") }
        if let cap = shape.examples { parts.append("at most \(cap) examples") }
        if let cap = shape.maxOutput { parts.append("output of at most \(grouped(cap)) tok") }
        if let cap = shape.reasoningCap { parts.append("reasoning of at most \(grouped(cap)) tok") }
        if let effort = shape.effort { parts.append("\(effort) effort") }
        if shape.stopEarly != .never { parts.append("stop early") }
        if let stream = shape.stream { parts.append(stream ? "stream" : "do not stream") }
        if let bundle = shape.bundle { parts.append("bundle \(bundle) questions") }
        if let encoding = shape.encoding { parts.append("encode with \(encoding)") }
        return "shape `\(text(shape.name))` applies: \(parts.joined(separator: ", "))"
    }

    private func chosen(_ index: UInt16) -> String {
        let target = plan.targets[Int(index)]
        var parts = target.identity == .empty ? [] : [text(target.identity)]
        if target.operation.variant != .empty { parts.append(text(target.operation.variant)) }
        if target.operation.region != .empty { parts.append("in \(text(target.operation.region))") }
        if let pool = target.operation.pool { parts.append("on pool `\(text(plan.pools[Int(pool)].name))`") }
        let what = parts.isEmpty ? "" : ": " + parts.joined(separator: ", ")
        return "\(self.target(index)) is chosen\(what)"
    }

    private func batch(_ slot: BatchSlot) -> String {
        let name = "batch `\(text(plan.batches[Int(slot.batch)].name))`"
        return slot.isFull
            ? "it completes \(name), which goes out at once" : "it joins \(name) as call \(slot.position + 1)"
    }

    private func attribution(_ index: Int) -> String {
        let names = plan.attributions[index].by.map { "`\(text(plan.attributes[Int($0)].name))`" }
        return "its cost will be booked by \(names.joined(separator: ", "))"
    }

    private func health(_ target: UInt16) -> String {
        let operation = plan.targets[Int(target)].operation
        return
            "after \(operation.cooldownAfter) failures in a row \(self.target(target)) will rest for \(duration(operation.cooldown))"
    }

    private func action(_ budget: Int) -> String {
        switch plan.budgets[budget].spent {
        case .reject: return "it rejects"
        case .wait: return "the request waits"
        case .route(let chain):
            let names = plan.candidates[Int(chain.start)..<Int(chain.start + chain.count)].map { candidate in
                switch candidate {
                case .target(let target): self.target(target)
                case .split: "a split"
                }
            }
            return "it routes to " + names.joined(separator: ", ")
        }
    }

    private func look(_ look: BudgetLook, settled: Money?) -> String {
        let name = budget(look.budget) + of(look.scope, budget: look.budget)
        let before = filling(look.before, settled: settled)
        let asked = "\(Money(pico: look.asked).description) for \(target(look.target))"
        let bound = "\(look.isCeiling ? "ceiling" : "limit") \(Money(pico: look.bound).description)"
        let (sum, overflow) = look.before.addingReportingOverflow(look.asked)
        guard look.fits, !overflow else { return "\(name): \(before) + \(asked) exceeds its \(bound)" }
        return "\(name): \(before) + \(asked) = \(Money(pico: sum).description) of its \(bound)"
    }

    /// What is in a budget: settled and held apart, where it is both or only held.
    private func filling(_ before: Int128, settled: Money?) -> String {
        guard let settled, before != 0 else { return Money(pico: before).description }
        let (held, overflow) = before.subtractingReportingOverflow(settled.pico)
        guard !overflow, held != 0 else { return "\(settled.description) settled" }
        let holding = "\(Money(pico: held).description) held"
        return settled.pico == 0 ? holding : "\(settled.description) settled + \(holding)"
    }
}
