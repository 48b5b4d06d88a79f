import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import Testing

// What bounds, changes and watches calls, one declaration at a time.
extension PlanBuilder {
    @discardableResult
    mutating func limit(
        _ name: String = "limit", when: ConditionID = .always, on targets: TargetSet = .all, per scope: UInt16? = nil,
        concurrency: Int64? = nil, rates: [PlanRate] = [], calls: Int64? = nil, forget: Int64 = .day, wait: Int64 = 0,
        by priority: UInt16? = nil, priorities: [UInt8] = [], scopes: Int64 = 1_000
    ) -> UInt16 {
        plan.limits.append(
            PlanLimit(
                name: text(name), when: when, targets: targets, scope: scope, concurrency: concurrency, rates: rates,
                calls: calls, forget: forget, wait: wait, priorityAttribute: priority, priorities: priorities,
                scopes: scopes))
        return UInt16(plan.limits.count - 1)
    }

    /// The pool runs the targets.
    @discardableResult
    mutating func pool(
        _ name: String = "pool", of targets: UInt16..., market: PlanPool.Market = .onDemand,
        replicas: ClosedRange<Int64> = 1...1, scaling: PlanPool.Scaling = .fixed, suspend: ClosedRange<Int32>? = nil,
        start: Int32? = nil, end: Int32? = nil, days: UInt8 = PlanPool.everyDay
    ) -> UInt16 {
        let index = UInt16(plan.pools.count)
        plan.pools.append(
            PlanPool(
                name: text(name), market: market, fewestReplicas: replicas.lowerBound,
                mostReplicas: replicas.upperBound,
                scaling: scaling, suspendStart: suspend?.lowerBound ?? start, suspendEnd: suspend?.upperBound ?? end,
                suspendDays: days))
        for target in targets { plan.targets[Int(target)].operation.pool = index }
        return index
    }

    /// Stages in percent of the keys.
    @discardableResult
    mutating func rollout(
        _ name: String = "rollout", of target: UInt16, otherwise: UInt16, key: UInt16, stages: [UInt64], every: Int64,
        revert: ConditionID = .never, guards: [UInt16] = []
    ) -> UInt16 {
        plan.rollouts.append(
            PlanRollout(
                name: text(name), of: target, otherwise: otherwise, key: key,
                stages: stages.map { $0 == 100 ? .max : UInt64.max / 100 * $0 }, every: every, revertWhen: revert,
                guards: guards, salt: StableHash.hash(name.utf8),
                signature: StableHash.hash(stages.flatMap { [UInt8($0)] } + Array(name.utf8))))
        return UInt16(plan.rollouts.count - 1)
    }

    @discardableResult
    mutating func shape(
        _ name: String = "shape", when: ConditionID = .always, on targets: TargetSet = .all,
        _ change: (inout PlanShape) -> Void
    ) -> UInt16 {
        var shape = PlanShape(name: text(name), when: when, targets: targets)
        change(&shape)
        plan.shapes.append(shape)
        return UInt16(plan.shapes.count - 1)
    }

    @discardableResult
    mutating func batch(
        _ name: String = "batch", when: ConditionID = .always, on targets: TargetSet = .all, size: Int64, wait: Int64
    ) -> UInt16 {
        plan.batches.append(PlanBatch(name: text(name), when: when, targets: targets, size: size, wait: wait))
        return UInt16(plan.batches.count - 1)
    }

    @discardableResult
    mutating func shadow(
        _ name: String = "shadow", of target: UInt16, percent: UInt64 = 100, paidBy budget: UInt16
    ) -> UInt16 {
        let upTo = percent == 100 ? UInt64.max : percent == 0 ? nil : UInt64.max / 100 * percent
        plan.shadows.append(
            PlanShadow(name: text(name), target: target, upTo: upTo, budget: budget, salt: StableHash.hash(name.utf8)))
        return UInt16(plan.shadows.count - 1)
    }

    @discardableResult
    mutating func affinity(_ name: String = "affinity", key: UInt16, keep: Int64) -> UInt16 {
        plan.affinities.append(PlanAffinity(name: text(name), key: key, keep: keep))
        return UInt16(plan.affinities.count - 1)
    }

    @discardableResult
    mutating func alert(_ name: String = "alert", when: ConditionID, throwing target: UInt16? = nil) -> UInt16 {
        plan.alerts.append(PlanAlert(name: text(name), when: when, notify: .empty, throwing: target))
        return UInt16(plan.alerts.count - 1)
    }

    @discardableResult
    mutating func commitment(
        _ name: String = "commitment", on targets: TargetSet, included: Int64?, window: PlanWindow.Unit = .day,
        waitsBeyond: Bool = false
    ) -> UInt16 {
        plan.commitments.append(
            PlanCommitment(
                name: text(name), targets: targets, units: 1, pricePerHour: 1, included: included, window: window,
                waitsBeyond: waitsBeyond))
        return UInt16(plan.commitments.count - 1)
    }

    @discardableResult
    mutating func cache(
        _ name: String, _ match: PlanCache.Match, key: [UInt16], when: ConditionID = .always, ttl: Int64 = .hour,
        capacity: Int64 = 100
    ) -> UInt16 {
        plan.caches.append(
            PlanCache(
                name: text(name), when: when, match: match, key: key, timeToLive: ttl, anchor: .insert,
                capacity: capacity, eviction: .leastRecentlyUsed))
        return UInt16(plan.caches.count - 1)
    }

    @discardableResult
    mutating func toggle(
        _ name: String = "switch", when: ConditionID = .always, action: PlanAction = .reject(message: .empty),
        throwWhen: ConditionID = .never
    ) -> UInt16 {
        plan.switches.append(PlanSwitch(name: text(name), when: when, action: action, throwWhen: throwWhen))
        return UInt16(plan.switches.count - 1)
    }

    /// `feature / scale  comparison  constant`, with the shape of the comparisons that the compiler makes.
    mutating func comparison(
        _ feature: UInt16, scale: Int64, _ comparison: Comparison, _ constant: (Int64, Int64)
    ) -> ConditionID {
        let start = UInt32(plan.instructions.count)
        plan.instructions += [
            .feature(feature, scale: scale), .constant(numerator: constant.0, denominator: constant.1),
            .compare(comparison),
        ]
        let result = self.feature(.comparison(start: start, count: 3))
        return condition(result, 1...1)
    }

    mutating func operation(of target: UInt16, _ change: (inout PlanOperation) -> Void) {
        change(&plan.targets[Int(target)].operation)
    }
}

extension TargetSet {
    static func of(_ targets: UInt16...) -> TargetSet {
        var set = TargetSet()
        for target in targets { set.insert(target) }
        return set
    }
}

extension PlanRate {
    static func requests(_ amount: Int64, per: Int64) -> PlanRate {
        PlanRate(unit: .requests, amount: amount, per: per)
    }
    static func tokens(_ amount: Int64, per: Int64) -> PlanRate { PlanRate(unit: .tokens, amount: amount, per: per) }
}

extension SimplePolicy {
    /// A further model, at another price, behind the one that there is.
    mutating func fallback(_ name: String = "second", input: Int64 = 2) -> UInt16 {
        let second = builder.target(name, PlanPrices(input: input, output: 0))
        builder.plan.candidates.append(.target(second))
        builder.plan.chains[0].count += 1
        return second
    }
}

extension Decision {
    var ticket: Ticket? {
        if case .wait(let ticket) = verdict { return ticket }
        return nil
    }
}

extension Engine {
    /// Every ticket that has become ready.
    func takeReady() -> [ReadyTicket] {
        var ready: [ReadyTicket] = []
        while let next = nextReady() { ready.append(next) }
        return ready
    }

    func takeAlerts() -> [Alert.Cause] {
        var causes: [Alert.Cause] = []
        while let alert = nextAlert() { causes.append(alert.cause) }
        return causes
    }

    /// A request with numbers of its own beside those of `request(_:cost:content:)`.
    func request(_ tenant: String, cost: Int64 = 0, _ numbers: [(String, Int64)]) throws -> Request {
        var made = makeRequest()
        try made.set(schema.attribute("tenant"), text: tenant)
        try made.set(schema.attribute("prompt"), number: cost)
        for (name, value) in numbers { try made.set(schema.attribute(name), number: value) }
        return made.request
    }
}
