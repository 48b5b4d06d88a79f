import ScrimpCatalog
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

/// How targets are run, and what bounds, joins and shapes the calls to them.
extension Lowering {
    mutating func operation(_ model: Model) -> PlanOperation {
        let given = model.operation
        var operation = PlanOperation()
        switch model.tier {
        case .standard: operation.service = .standard
        case .batch: operation.service = .batch
        case .flex: operation.service = .flex
        case .priority: operation.service = .priority
        }
        operation.within = model.batchWithin ?? 0
        let pool = given.pool.map { policy.pools[$0] }
        operation.region = strings.intern(given.region ?? pool?.region ?? "")
        operation.variant = strings.intern(model.variant)
        operation.pool = given.pool.map { UInt16(truncatingIfNeeded: $0) }
        operation.firstToken = given.firstToken ?? 0
        operation.perToken = given.perToken.map { Int64(clamping: $0.ceiling) } ?? 0
        operation.retries = given.retries
        operation.cooldown = given.cooldown ?? 0
        operation.cooldownAfter = given.cooldownAfter
        operation.accuracyFloor = given.accuracyFloor?.billionths
        operation.fallbackPrecision = given.fallbackPrecision.map { UInt16(truncatingIfNeeded: $0.value) }
        return operation
    }

    mutating func operate(_ plan: inout Plan, _ formulas: PolicyFormulas, _ conditions: inout ConditionTable) {
        plan.pools = policy.pools.map { pool($0) }
        plan.shapes = policy.shapes.indices.map { shape($0, formulas, &conditions) }
        plan.limits = zip(policy.limits, formulas.limits).map { limit($0, conditions.add($1)) }
        plan.batches = zip(policy.batches, formulas.batches).map { batch, formula in
            PlanBatch(
                name: strings.intern(batch.name), when: conditions.add(formula), targets: targetSet(batch.models),
                size: batch.size, wait: batch.wait)
        }
        plan.gathers = zip(policy.gathers, formulas.gathers).map { gather, formula in
            PlanGather(
                name: strings.intern(gather.name), when: conditions.add(formula), stopAfter: gather.stopAfter,
                of: gather.of, concurrency: gather.concurrency)
        }
        plan.commitments = policy.commitments.map { commitment($0) }
        plan.rollouts = zip(policy.rollouts, formulas.reversions).map { rollout($0, conditions.add($1)) }
        plan.shadows = policy.shadows.map { shadow($0) }
        plan.affinities = policy.affinities.map { affinity in
            PlanAffinity(
                name: strings.intern(affinity.name), key: UInt16(truncatingIfNeeded: affinity.key), keep: affinity.keep)
        }
        plan.alerts = zip(policy.alerts, formulas.alerts).map { alert, formula in
            PlanAlert(
                name: strings.intern(alert.name), when: conditions.add(formula), notify: strings.intern(alert.notify),
                throwing: alert.throwing.map { UInt16(truncatingIfNeeded: $0) })
        }
    }

    private mutating func pool(_ pool: Pool) -> PlanPool {
        let market: PlanPool.Market
        switch pool.market {
        case .onDemand: market = .onDemand
        case .spot(let hasFallback, _, _): market = hasFallback ? .spotWithFallback : .spot
        case .reserved: market = .reserved
        case .owned: market = .owned
        }
        let scaling: PlanPool.Scaling
        switch pool.scaling {
        case nil: scaling = .fixed
        case .queue(let length): scaling = .queue(length)
        case .utilization(let share): scaling = .utilization(share.billionths)
        }
        var days = PlanPool.everyDay
        if let named = pool.suspendedDays {
            days = 0
            for day in named where (0..<7).contains(day) { days |= 1 << UInt8(day) }
        }
        return PlanPool(
            name: strings.intern(pool.name), market: market, fewestReplicas: pool.replicas.lowerBound,
            mostReplicas: pool.replicas.upperBound, scaling: scaling,
            suspendStart: pool.suspension.map { Int32($0.start) * 60 },
            suspendEnd: pool.suspension.map { Int32($0.end) * 60 }, suspendDays: days)
    }

    private mutating func limit(_ limit: Limit, _ when: ConditionID) -> PlanLimit {
        var priorities: [UInt8] = []
        if let priority = limit.priority, case .enumeration(let cases) = policy.attributes[priority.attribute].kind {
            func level(_ place: Int) -> UInt8 { UInt8(min(place, Int(PlanLimit.greatestPriority))) }
            // Cases that are not named come last, together.
            priorities = cases.indices.map { index in
                level(priority.cases.firstIndex(of: index) ?? priority.cases.count)
            }
        }
        return PlanLimit(
            name: strings.intern(limit.name), when: when, targets: limit.models.map { targetSet($0) } ?? .all,
            scope: limit.scope.map { UInt16(truncatingIfNeeded: $0) }, concurrency: limit.concurrency,
            rates: limit.rates.map(\.plan), calls: limit.calls, forget: limit.forget, wait: limit.wait,
            priorityAttribute: limit.priority.map { UInt16(truncatingIfNeeded: $0.attribute) }, priorities: priorities,
            scopes: limit.scopes)
    }

    private mutating func shape(
        _ index: Int, _ formulas: PolicyFormulas, _ conditions: inout ConditionTable
    ) -> PlanShape {
        let shape = policy.shapes[index]
        var result = PlanShape(
            name: strings.intern(shape.name), when: conditions.add(formulas.shapes[index]),
            targets: shape.models.map { targetSet($0) } ?? .all)
        if let compression = shape.compression {
            result.compression =
                compression.low.billionths...max(compression.low.billionths, compression.high.billionths)
        }
        result.context = shape.context
        result.examples = shape.examples
        result.maxOutput = shape.maxOutput?.value
        result.reasoningCap = shape.reasoningCap
        switch shape.effort {
        case "low": result.effort = .low
        case "medium": result.effort = .medium
        case "high": result.effort = .high
        default: break
        }
        result.stopEarly = conditions.add(formulas.earlyStops[index])
        result.stream = shape.stream
        result.bundle = shape.bundle
        switch shape.encoding {
        case "gzip": result.encoding = .gzip
        case "brotli": result.encoding = .brotli
        default: break
        }
        return result
    }

    private mutating func commitment(_ commitment: Commitment) -> PlanCommitment {
        let perHour = commitment.price.value.multiplied(by: Rational(whole: 3_600_000_000_000))
        let pico = perHour?.multiplied(by: Rational(whole: Money.picoPerDollar))?.rounded ?? .max
        return PlanCommitment(
            name: strings.intern(commitment.name), targets: targetSet(commitment.models), units: commitment.units,
            pricePerHour: Int64(clamping: pico), included: commitment.included?.tokens,
            window: commitment.included?.window.unit ?? .month, waitsBeyond: commitment.waitsBeyond)
    }
}

/// Gradual change. Salts are made of names alone, so that other shares move as few keys as they must.
extension Lowering {
    private mutating func rollout(_ rollout: Rollout, _ revertWhen: ConditionID) -> PlanRollout {
        var list = rollout.stages.map { "\($0.numerator)/\($0.denominator)" }.joined(separator: " ")
        list += " every \(rollout.every)"
        return PlanRollout(
            name: strings.intern(rollout.name), of: UInt16(truncatingIfNeeded: rollout.of),
            otherwise: UInt16(truncatingIfNeeded: rollout.otherwise), key: UInt16(truncatingIfNeeded: rollout.key),
            stages: rollout.stages.map(\.lastBucket), every: rollout.every, revertWhen: revertWhen,
            guards: rollout.revertWhen.map { qualityFeatures(of: $0) } ?? [],
            salt: salt("rollout", rollout.name), signature: StableHash.hash(Array(list.utf8)))
    }

    private mutating func shadow(_ shadow: Shadow) -> PlanShadow {
        PlanShadow(
            name: strings.intern(shadow.name), target: UInt16(truncatingIfNeeded: shadow.model),
            upTo: shadow.sample > .zero ? shadow.sample.lastBucket : nil,
            budget: UInt16(truncatingIfNeeded: shadow.budget), salt: salt("shadow", shadow.name))
    }

    /// The byte behind the policy's name is none that stands in the salt of a split.
    private func salt(_ kind: String, _ name: String) -> UInt64 {
        StableHash.hash(Array(policy.name.value.utf8) + [1] + Array(kind.utf8) + [0] + Array(name.utf8))
    }
}

extension Limit.Rate {
    /// Per the shortest of the usual times in which something whole may start.
    fileprivate var plan: PlanRate {
        let unit: PlanRate.Unit = isTokens ? .tokens : .requests
        let day: Int64 = 86_400_000_000_000
        for per in [1_000_000_000, 60_000_000_000, 3_600_000_000_000, day] as [Int64] {
            guard let amount = perNanosecond.multiplied(by: Rational(whole: Int128(per)))?.whole,
                let amount = Int64(exactly: amount), amount > 0
            else { continue }
            return PlanRate(unit: unit, amount: amount, per: per)
        }
        if let amount = Int64(exactly: perNanosecond.numerator), let per = Int64(exactly: perNanosecond.denominator),
            amount > 0
        {
            return PlanRate(unit: unit, amount: amount, per: per)
        }
        // Too fine for 64 bits: the whole number below, per day.
        let amount = perNanosecond.multiplied(by: Rational(whole: Int128(day)))?.floor ?? .max
        return PlanRate(unit: unit, amount: max(Int64(clamping: amount), 1), per: day)
    }
}

extension Budget.Window {
    /// The calendar window; a month for what is none.
    fileprivate var unit: PlanWindow.Unit {
        switch self {
        case .minute: .minute
        case .hour: .hour
        case .day: .day
        case .week: .week
        case .month, .rolling, .untilIdle: .month
        case .quarter: .quarter
        case .year: .year
        }
    }
}
