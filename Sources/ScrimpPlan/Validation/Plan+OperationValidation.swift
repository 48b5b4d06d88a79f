extension PlanLimit {
    /// Greatest number of shapes, limits, batches and rollouts of a plan each: sets of them are 64 bits.
    public static let countLimit = 64
}

extension Plan {
    func validateOperation(_ section: PlanSection) throws(PlanFault) {
        switch section {
        case .rollouts:
            try check(count: rollouts.count)
            for rollout in rollouts { try check(rollout) }
        case .affinities:
            guard affinities.count <= Self.nameLimit else { throw .tooMany }
            for affinity in affinities {
                try check(affinity.name)
                try check(attribute: affinity.key)
                guard affinity.keep >= 0 else { throw .numberOutOfRange }
            }
        case .shapes:
            try check(count: shapes.count)
            for shape in shapes { try check(shape) }
        case .commitments:
            guard commitments.count <= Self.nameLimit else { throw .tooMany }
            for commitment in commitments {
                try check(commitment.name)
                guard commitment.units >= 0, commitment.pricePerHour >= 0, commitment.included ?? 0 >= 0 else {
                    throw .numberOutOfRange
                }
            }
        case .pools:
            guard pools.count <= Self.nameLimit else { throw .tooMany }
            for pool in pools { try check(pool) }
        case .limits:
            try check(count: limits.count)
            for limit in limits { try check(limit) }
        case .batches:
            try check(count: batches.count)
            for batch in batches {
                try check(batch.name)
                try check(batch.when)
                guard batch.size >= 1, batch.wait >= 0 else { throw .numberOutOfRange }
            }
        case .gathers:
            guard gathers.count <= Self.nameLimit else { throw .tooMany }
            for gather in gathers {
                try check(gather.name)
                try check(gather.when)
                guard gather.stopAfter >= 1, gather.stopAfter <= gather.of, gather.concurrency >= 1 else {
                    throw .numberOutOfRange
                }
            }
        case .shadows:
            guard shadows.count <= Self.nameLimit else { throw .tooMany }
            for shadow in shadows {
                try check(shadow.name)
                try check(target: shadow.target)
                guard Int(shadow.budget) < budgets.count else { throw .indexOutOfRange }
            }
        case .alerts:
            guard alerts.count <= Self.nameLimit else { throw .tooMany }
            for alert in alerts {
                try check(alert.name)
                try check(alert.when)
                try check(alert.notify)
                if let index = alert.throwing, Int(index) >= switches.count { throw .indexOutOfRange }
            }
        default: break
        }
    }

    private func check(count: Int) throws(PlanFault) {
        guard count <= PlanLimit.countLimit else { throw .tooMany }
    }

    func check(_ operation: PlanOperation) throws(PlanFault) {
        try check(operation.region)
        try check(operation.variant)
        if let pool = operation.pool, Int(pool) >= pools.count { throw .indexOutOfRange }
        if let fallback = operation.fallbackPrecision { try check(target: fallback) }
        if let floor = operation.accuracyFloor { try check(share: floor) }
        let numbers = [
            operation.within, operation.firstToken, operation.perToken, operation.retries, operation.cooldown,
        ]
        guard numbers.allSatisfy({ $0 >= 0 }), operation.cooldownAfter >= 1 else { throw .numberOutOfRange }
    }

    private func check(_ rollout: PlanRollout) throws(PlanFault) {
        try check(rollout.name)
        try check(target: rollout.of)
        try check(target: rollout.otherwise)
        try check(attribute: rollout.key)
        try check(rollout.revertWhen)
        guard rollout.every >= 0, !rollout.stages.isEmpty else { throw .numberOutOfRange }
        for (one, next) in zip(rollout.stages, rollout.stages.dropFirst()) where one >= next { throw .notAscending }
        for feature in rollout.guards {
            guard Int(feature) < features.count else { throw .indexOutOfRange }
            guard case .quality = features[Int(feature)] else { throw .wrongKind }
        }
    }

    private func check(_ shape: PlanShape) throws(PlanFault) {
        try check(shape.name)
        try check(shape.when)
        try check(shape.stopEarly)
        if let compression = shape.compression {
            try check(share: compression.lowerBound)
            try check(share: compression.upperBound)
        }
        let numbers = [shape.context, shape.examples, shape.maxOutput, shape.reasoningCap]
        guard numbers.allSatisfy({ $0 ?? 0 >= 0 }), shape.bundle ?? 1 >= 1 else { throw .numberOutOfRange }
    }

    private func check(_ pool: PlanPool) throws(PlanFault) {
        try check(pool.name)
        guard pool.fewestReplicas >= 0, pool.fewestReplicas <= pool.mostReplicas else { throw .numberOutOfRange }
        switch pool.scaling {
        case .fixed: break
        case .queue(let calls): guard calls >= 1 else { throw .numberOutOfRange }
        case .utilization(let share): try check(share: share)
        }
        guard (pool.suspendStart == nil) == (pool.suspendEnd == nil), pool.suspendDays <= PlanPool.everyDay,
            (0..<86_400).contains(pool.suspendStart ?? 0), (0...86_400).contains(pool.suspendEnd ?? 0)
        else { throw .numberOutOfRange }
    }

    private func check(_ limit: PlanLimit) throws(PlanFault) {
        try check(limit.name)
        try check(limit.when)
        if let scope = limit.scope { try check(scope: scope) }
        guard limit.concurrency ?? 1 >= 1, limit.calls ?? 1 >= 1, limit.forget > 0, limit.wait >= 0,
            limit.scopes >= 1
        else { throw .numberOutOfRange }
        for rate in limit.rates {
            guard rate.amount >= 1, rate.per >= 1 else { throw .numberOutOfRange }
        }
        if let attribute = limit.priorityAttribute {
            try check(attribute: attribute)
            guard attributes[Int(attribute)].kind == .enumeration else { throw .wrongKind }
            guard limit.priorities.count == attributes[Int(attribute)].cases.count else { throw .wrongTable }
        } else if !limit.priorities.isEmpty {
            throw .wrongTable
        }
        for priority in limit.priorities where priority > PlanLimit.greatestPriority { throw .tooMany }
    }
}
