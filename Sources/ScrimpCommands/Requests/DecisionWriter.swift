import ScrimpHost
import ScrimpJSON
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime

/// Decisions as JSON objects, with the names of the plan.
struct DecisionWriter {
    let engine: Engine<MemoryStore>
    private var plan: Plan { engine.plan }

    func object(
        _ decision: Decision, considered: Considered, settled: SettleResult?, alerts: [Alert]
    ) -> JSONValue {
        var members: [JSONMember] = []
        switch decision.verdict {
        case .call(let target):
            members += [
                .init("verdict", .string("call")), .init("target", .string(name(plan.targets[Int(target)].name))),
                .init("model", .string(name(plan.targets[Int(target)].identity))),
            ]
        case .cached(let cache, let answer):
            members += [
                .init("verdict", .string("cached")), .init("cache", .string(name(plan.caches[Int(cache)].name))),
                .init("answer", .integer(Int64(truncatingIfNeeded: answer))),
            ]
        case .wait(let ticket):
            members += [.init("verdict", .string("wait")), .init("ticket", .integer(Int64(clamping: ticket.number)))]
        case .reject(let reason):
            members += [.init("verdict", .string("reject")), .init("reason", .string(reason.code))]
            if let budget = budget(reason) { members.append(.init("budget", .string(budget))) }
            if case .limit(let index) = reason {
                members.append(.init("limit", .string(name(plan.limits[Int(index)].name))))
            }
            members.append(.init("message", .string(engine.sentence(reason))))
        }
        if let rule = decision.rule {
            let entry = plan.rules[Int(rule)]
            members.append(
                .init(
                    "rule",
                    .object([.init("line", .integer(Int64(entry.line))), .init("text", .string(name(entry.text)))])))
        }
        if !considered.passedOver.isEmpty {
            members.append(.init("passed_over", .array(considered.passedOver.map { JSONNode(candidate($0)) })))
        }
        if !considered.acted.isEmpty {
            let budgets = considered.acted.map { JSONNode(.string(name(plan.budgets[$0].name))) }
            members.append(.init("acted", .array(budgets)))
        }
        if let reservation = decision.reservation {
            members += [
                .init("reservation", .string("\(reservation.place).\(reservation.generation)")),
                .init("reserved", money(decision.reserved)),
            ]
        }
        if let cap = decision.maxOutput { members.append(.init("max_output", .integer(cap))) }
        members += details(decision)
        if let settled {
            members += [.init("cost", money(settled.cost)), .init("estimated", .bool(settled.isEstimated))]
        }
        if !alerts.isEmpty { members.append(.init("alerts", .array(alerts.map { JSONNode(alert($0)) }))) }
        return .object(members)
    }

    /// What comes with a call only where the policy asks for it.
    private func details(_ decision: Decision) -> [JSONMember] {
        var members: [JSONMember] = []
        guard case .call(let index) = decision.verdict else { return [] }
        let operation = plan.targets[Int(index)].operation
        if operation.variant != .empty { members.append(.init("variant", .string(name(operation.variant)))) }
        if operation.region != .empty { members.append(.init("region", .string(name(operation.region)))) }
        if let pool = operation.pool { members.append(.init("pool", .string(name(plan.pools[Int(pool)].name)))) }
        if operation.service != .standard { members.append(.init("service", .string("\(operation.service)"))) }
        if decision.attempt > 0 { members.append(.init("attempt", .integer(Int64(decision.attempt) + 1))) }
        if decision.isCovered { members.append(.init("paid_by_commitment", .bool(true))) }
        if decision.isWithoutStore { members.append(.init("without_store", .bool(true))) }
        if decision.isPrefixWarm { members.append(.init("prefix_warm", .bool(true))) }
        if decision.shapes != 0 {
            members.append(.init("shape", .object(directives(engine.directives(of: decision)))))
        }
        if let slot = decision.batch {
            members.append(
                .init(
                    "batch",
                    .object([
                        .init("name", .string(name(plan.batches[Int(slot.batch)].name))),
                        .init("group", .integer(Int64(clamping: slot.group))),
                        .init("position", .integer(Int64(slot.position))), .init("full", .bool(slot.isFull)),
                    ])))
        }
        for (field, reuse) in [("retrieved", decision.retrieved), ("partial", decision.partial)] {
            guard let reuse else { continue }
            let cache = name(plan.caches[Int(reuse.cache)].name)
            members.append(
                .init(
                    field,
                    .object([
                        .init("cache", .string(cache)),
                        .init("answer", .integer(Int64(truncatingIfNeeded: reuse.answer))),
                    ])))
        }
        if let shadow = decision.shadow {
            members.append(
                .init(
                    "shadow",
                    .object([
                        .init("name", .string(name(plan.shadows[Int(shadow.shadow)].name))),
                        .init("target", .string(name(plan.targets[Int(shadow.target)].name))),
                        .init("reservation", .string("\(shadow.reservation.place).\(shadow.reservation.generation)")),
                        .init("reserved", money(shadow.reserved)),
                    ])))
        }
        return members
    }

    private func directives(_ asked: ShapeDirectives) -> [JSONMember] {
        var members: [JSONMember] = []
        if asked.compression != nil { members.append(.init("compress_prompt", .bool(true))) }
        if let cap = asked.context { members.append(.init("trim_context", .integer(cap))) }
        if let cap = asked.examples { members.append(.init("examples", .integer(cap))) }
        if let cap = asked.reasoningCap { members.append(.init("reasoning_cap", .integer(cap))) }
        if let effort = asked.effort { members.append(.init("effort", .string("\(effort)"))) }
        if asked.stopsEarly != 0 { members.append(.init("stop_early", .bool(true))) }
        if let stream = asked.stream { members.append(.init("stream", .bool(stream))) }
        if let bundle = asked.bundle { members.append(.init("bundle", .integer(bundle))) }
        if let encoding = asked.encoding { members.append(.init("encoding", .string("\(encoding)"))) }
        return members
    }

    private func candidate(_ candidate: Considered.Candidate) -> JSONValue {
        var members: [JSONMember] = [
            .init("target", .string(name(plan.targets[Int(candidate.target)].name))),
            .init("reason", .string(candidate.reason.code)),
        ]
        if case .budget(let budget) = candidate.reason {
            members.append(.init("budget", .string(name(plan.budgets[Int(budget)].name))))
        }
        if case .limit(let limit, _) = candidate.reason {
            members.append(.init("limit", .string(name(plan.limits[Int(limit)].name))))
        }
        members.append(.init("message", .string(engine.sentence(candidate.reason))))
        return .object(members)
    }

    private func alert(_ alert: Alert) -> JSONValue {
        var members: [JSONMember] = []
        var notify = StringID.empty
        func add(_ key: String, _ value: JSONValue) { members.append(.init(key, value)) }
        if let budget = alert.budget {
            add("budget", .string(name(plan.budgets[Int(budget)].name)))
            notify = plan.budgets[Int(budget)].notify
        }
        switch alert.cause {
        case .threshold(_, let share):
            let percent = Rational(Int128(share), Int128(PlanAttribute.ratioScale) / 100)?.decimalText ?? "?"
            add("threshold", .string("\(percent)%"))
        case .overrun(_, let amount): add("overrun", money(amount))
        case .condition(let index):
            add("alert", .string(name(plan.alerts[Int(index)].name)))
            notify = plan.alerts[Int(index)].notify
        case .thrown(let index): add("thrown", .string(name(plan.switches[Int(index)].name)))
        case .advanced(let index, let stage):
            add("rollout", .string(name(plan.rollouts[Int(index)].name)))
            add("stage", .integer(Int64(stage) + 1))
        case .reverted(let index):
            add("rollout", .string(name(plan.rollouts[Int(index)].name)))
            add("reverted", .bool(true))
        }
        if let budget = alert.budget {
            add("spent", money(alert.spent))
            if let scope = alert.scope, let attribute = plan.budgets[Int(budget)].scope {
                add("scope", .string(engine.text(of: scope, attribute: attribute)))
            }
        }
        if notify != .empty { add("notify", .string(name(notify))) }
        return .object(members)
    }

    private func name(_ id: StringID) -> String { plan.strings.text(id) }

    private func money(_ amount: Money) -> JSONValue {
        .string(String(amount.formatted(grouping: nil).filter { $0 != "$" }))
    }

    private func budget(_ reason: RejectReason) -> String? {
        switch reason {
        case .budget(let index), .ceiling(let index): name(plan.budgets[Int(index)].name)
        default: nil
        }
    }
}

/// What a decision looked at besides what it chose.
struct Considered: Observer {
    struct Candidate {
        var target: UInt16
        var reason: PassReason
    }

    private(set) var passedOver: [Candidate] = []
    /// Budgets that were full and acted, in order.
    private(set) var acted: [Int] = []

    mutating func passedOver(_ target: UInt16, _ reason: PassReason) {
        // A target that comes again in the chain is told of once, with its first reason.
        if reason != .alreadyTried { passedOver.append(Candidate(target: target, reason: reason)) }
    }

    mutating func budgetActed(_ index: Int) { acted.append(index) }

    mutating func clear() {
        passedOver.removeAll(keepingCapacity: true)
        acted.removeAll(keepingCapacity: true)
    }
}
