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
            members += [.init("verdict", .string("reject")), .init("reason", .string(code(reason)))]
            if let budget = budget(reason) { members.append(.init("budget", .string(budget))) }
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
        if let settled {
            members += [.init("cost", money(settled.cost)), .init("estimated", .bool(settled.isEstimated))]
        }
        if !alerts.isEmpty { members.append(.init("alerts", .array(alerts.map { JSONNode(alert($0)) }))) }
        return .object(members)
    }

    private func candidate(_ candidate: Considered.Candidate) -> JSONValue {
        var members: [JSONMember] = [
            .init("target", .string(name(plan.targets[Int(candidate.target)].name))),
            .init("reason", .string(code(candidate.reason))),
        ]
        if case .budget(let budget) = candidate.reason {
            members.append(.init("budget", .string(name(plan.budgets[Int(budget)].name))))
        }
        members.append(.init("message", .string(engine.sentence(candidate.reason))))
        return .object(members)
    }

    private func alert(_ alert: Alert) -> JSONValue {
        let entry = plan.budgets[Int(alert.budget)]
        var members: [JSONMember] = [.init("budget", .string(name(entry.name)))]
        switch alert.cause {
        case .threshold(let share):
            let percent = Rational(Int128(share), Int128(PlanAttribute.ratioScale) / 100)?.decimalText ?? "?"
            members.append(.init("threshold", .string("\(percent)%")))
        case .overrun(let amount): members.append(.init("overrun", money(amount)))
        }
        members.append(.init("spent", money(alert.spent)))
        if let scope = alert.scope, let attribute = entry.scope {
            members.append(.init("scope", .string(engine.text(of: scope, attribute: attribute))))
        }
        if entry.notify != .empty { members.append(.init("notify", .string(name(entry.notify)))) }
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

    /// For programs: stable.
    private func code(_ reason: PassReason) -> String {
        switch reason {
        case .notAllowed: "not_allowed"
        case .alreadyTried: "already_tried"
        case .contextWindow: "context_window"
        case .unpriced: "unpriced"
        case .budget: "budget_spent"
        }
    }

    /// For programs: stable.
    func code(_ reason: RejectReason) -> String {
        switch reason {
        case .thrownSwitch: "switch_thrown"
        case .budget: "budget_spent"
        case .ceiling: "ceiling"
        case .exhausted: "exhausted"
        case .deadline: "deadline"
        case .noRule: "no_rule"
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
