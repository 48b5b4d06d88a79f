import ScrimpPlan
import ScrimpQuantities
public import ScrimpRuntime

extension Explanation {
    /// The explanation for people: one sentence per event, then the verdict.
    ///
    /// - Parameter engine: the one that made the explanation; it knows the names.
    public func sentences<State>(_ engine: Engine<State>) -> [String] {
        let writer = SentenceWriter(engine: engine)
        return events.map { writer.sentence($0) } + [writer.verdict(decision)]
    }

    /// The same by phase, in the order in which phases run; phases in which nothing happened are left out.
    public func steps<State>(_ engine: Engine<State>) -> [(phase: Phase, sentences: [String])] {
        let writer = SentenceWriter(engine: engine)
        return Phase.allCases.compactMap { phase in
            let told = events.filter { $0.phase == phase }.map { writer.sentence($0) }
            return told.isEmpty ? nil : (phase, told)
        }
    }

    /// What comes of it, in a sentence.
    public func verdict<State>(_ engine: Engine<State>) -> String { SentenceWriter(engine: engine).verdict(decision) }

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
        case .ruleMatched(let index): rule(index)
        case .allowApplied(let index): allow(index)
        case .splitResolved(let index, let bucket, let target): split(index, bucket, target)
        case .passedOver(let target, let reason): "\(self.target(target)) is passed over: \(pass(reason))"
        case .budgetLooked(let look): self.look(look)
        case .budgetActed(let index): "\(budget(UInt16(truncatingIfNeeded: index))) acts: \(action(index))"
        case .chosen(let target): "\(self.target(target)) is chosen"
        }
    }

    func verdict(_ decision: Decision) -> String {
        switch decision.verdict {
        case .call(let target):
            let cap = decision.maxOutput.map { ", output capped at \($0) tok" } ?? ""
            return "call \(self.target(target)), \(decision.reserved.description) reserved\(cap)"
        case .cached(let cache, _): return "answer from cache `\(text(plan.caches[Int(cache)].name))`"
        case .wait: return "wait until there is room in the budget"
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
        }
    }

    func pass(_ reason: PassReason) -> String {
        switch reason {
        case .notAllowed: "it is not allowed"
        case .alreadyTried: "it was tried before"
        case .contextWindow: "prompt and output do not fit its context window"
        case .unpriced: "a budget applies, and a price or the output cap is missing"
        case .budget(let index): "\(budget(index)) has no room for it"
        }
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

    private func look(_ look: BudgetLook) -> String {
        var scope = ""
        if let value = look.scope, let attribute = plan.budgets[Int(look.budget)].scope {
            scope = " of \(self.value(value, of: attribute))"
        }
        let before = Money(pico: look.before).description
        let asked = Money(pico: look.asked).description
        let bound = "\(look.isCeiling ? "ceiling" : "limit") \(Money(pico: look.bound).description)"
        guard look.fits else {
            return
                "\(budget(look.budget))\(scope): \(before) + \(asked) for \(target(look.target)) exceeds its \(bound)"
        }
        let after = Money(pico: look.before + look.asked).description
        return
            "\(budget(look.budget))\(scope): \(before) + \(asked) for \(target(look.target)) = \(after) of its \(bound)"
    }
}
