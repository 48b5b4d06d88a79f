import ScrimpQuantities

// How targets are run, what changes gradually and what is watched, for people.

extension Plan {
    /// What differs from an operation of which the policy says nothing.
    func describe(_ operation: PlanOperation) -> [String] {
        var parts: [String] = []
        switch operation.service {
        case .standard: break
        case .batch: parts.append("batch within \(operation.within) ns")
        case .flex: parts.append("flex")
        case .priority: parts.append("priority")
        }
        if operation.region != .empty { parts.append("region \(name(operation.region))") }
        if operation.variant != .empty { parts.append(name(operation.variant)) }
        if let pool = operation.pool { parts.append("pool \(pool)") }
        if operation.firstToken > 0 || operation.perToken > 0 {
            parts.append("first token in \(operation.firstToken) ns, each further in \(operation.perToken) ns")
        }
        if operation.retries > 0 { parts.append("\(operation.retries) retries") }
        if operation.cooldown > 0 {
            parts.append("rests \(operation.cooldown) ns after \(operation.cooldownAfter) failures")
        }
        if let floor = operation.accuracyFloor { parts.append("accuracy from \(floor) billionths on") }
        if let fallback = operation.fallbackPrecision { parts.append("below that target \(fallback)") }
        return parts
    }

    func describe(_ rollout: PlanRollout) -> String {
        let stages = rollout.stages.map { "\($0)" }.joined(separator: ", ")
        let guards = rollout.guards.map { "\($0)" }.joined(separator: ", ")
        let guarded = guards.isEmpty ? "" : ", guarded by features \(guards)"
        return
            "\(name(rollout.name)): target \(rollout.of) by \(attribute(rollout.key)) in buckets up to \(stages), every \(rollout.every) ns, else target \(rollout.otherwise); revert when \(describe(rollout.revertWhen))\(guarded)"
    }

    func describe(_ shape: PlanShape) -> String {
        var parts: [String] = []
        if let compression = shape.compression {
            parts.append("saves \(compression.lowerBound)…\(compression.upperBound) billionths of the prompt")
        }
        if let context = shape.context { parts.append("context \(context) tokens") }
        if let examples = shape.examples { parts.append("\(examples) examples") }
        if let maxOutput = shape.maxOutput { parts.append("output \(maxOutput) tokens") }
        if let reasoningCap = shape.reasoningCap { parts.append("reasoning \(reasoningCap) tokens") }
        switch shape.effort {
        case nil: break
        case .low: parts.append("effort low")
        case .medium: parts.append("effort medium")
        case .high: parts.append("effort high")
        }
        if shape.stopEarly != .never { parts.append("stop early when \(describe(shape.stopEarly))") }
        if let stream = shape.stream { parts.append(stream ? "stream" : "no stream") }
        if let bundle = shape.bundle { parts.append("\(bundle) questions in a call") }
        switch shape.encoding {
        case nil: break
        case .gzip: parts.append("gzip")
        case .brotli: parts.append("brotli")
        }
        return
            "\(name(shape.name)) when \(describe(shape.when)), targets \(describe(shape.targets)): \(parts.joined(separator: ", "))"
    }

    func describe(_ commitment: PlanCommitment) -> String {
        let included = commitment.included.map { ", \($0) tokens per \(commitment.window.name) included" } ?? ""
        return
            "\(name(commitment.name)): \(commitment.units) units at \(commitment.pricePerHour) pico-dollars per hour\(included), targets \(describe(commitment.targets)); then \(commitment.waitsBeyond ? "wait" : "list prices")"
    }

    func describe(_ pool: PlanPool) -> String {
        let market: String
        switch pool.market {
        case .onDemand: market = "on demand"
        case .spot: market = "spot"
        case .spotWithFallback: market = "spot with fallback"
        case .reserved: market = "reserved"
        case .owned: market = "owned"
        }
        let scaling: String
        switch pool.scaling {
        case .fixed: scaling = ""
        case .queue(let calls): scaling = ", one for \(calls) calls"
        case .utilization(let share): scaling = ", one more from \(share) billionths on"
        }
        var suspended = ""
        if let start = pool.suspendStart, let end = pool.suspendEnd {
            suspended = ", suspended from second \(start) to \(end) of days \(days(pool.suspendDays))"
        } else if pool.suspendDays != PlanPool.everyDay {
            suspended = ", suspended on days \(days(pool.suspendDays))"
        }
        return
            "\(name(pool.name)): \(market), \(pool.fewestReplicas)…\(pool.mostReplicas) replicas\(scaling)\(suspended)"
    }

    private func days(_ bits: UInt8) -> String {
        (0..<7).filter { bits & (1 << UInt8($0)) != 0 }.map { "\($0)" }.joined(separator: ", ")
    }

    func describe(_ limit: PlanLimit) -> String {
        var parts: [String] = []
        if let concurrency = limit.concurrency { parts.append("\(concurrency) at once") }
        for rate in limit.rates {
            parts.append("\(rate.amount) \(rate.unit == .requests ? "requests" : "tokens") per \(rate.per) ns")
        }
        if let calls = limit.calls { parts.append("\(calls) calls until idle for \(limit.forget) ns") }
        let scope = limit.scope.map { " per \(attribute($0))" } ?? ""
        var waiting = limit.wait > 0 ? "; wait \(limit.wait) ns" : ""
        if let priority = limit.priorityAttribute {
            waiting += " by \(attribute(priority)): \(limit.priorities.map { "\($0)" }.joined(separator: ", "))"
        }
        return
            "\(name(limit.name)) when \(describe(limit.when)), targets \(describe(limit.targets)): \(parts.joined(separator: ", "))\(scope)\(waiting)"
    }

    func describe(_ batch: PlanBatch) -> String {
        "\(name(batch.name)) when \(describe(batch.when)), targets \(describe(batch.targets)): \(batch.size) calls or \(batch.wait) ns"
    }

    func describe(_ gather: PlanGather) -> String {
        "\(name(gather.name)) when \(describe(gather.when)): stop after \(gather.stopAfter) of \(gather.of), \(gather.concurrency) at once"
    }

    func describe(_ shadow: PlanShadow) -> String {
        let buckets = shadow.upTo.map { "buckets up to \($0)" } ?? "nothing"
        return "\(name(shadow.name)): \(buckets) to target \(shadow.target), paid by budget \(shadow.budget)"
    }

    func describe(_ alert: PlanAlert) -> String {
        let thrown = alert.throwing.map { ", throw switch \($0)" } ?? ""
        return "\(name(alert.name)) when \(describe(alert.when)): notify \(quoted(alert.notify))\(thrown)"
    }
}
