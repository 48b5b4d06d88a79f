import ScrimpQuantities
import ScrimpSchema

// How models are run, what bounds and shapes calls, what changes and what is watched.
extension PolicyDescription {
    mutating func describeOperations() {
        for pool in policy.pools { describe(pool) }
        for limit in policy.limits { describe(limit) }
        for gather in policy.gathers {
            lines.append("gather \(gather.name)")
            field("when", gather.condition.map { words.text($0) })
            field("stop_after", "\(gather.stopAfter) of \(gather.of)")
            field("concurrency", "\(gather.concurrency)")
        }
        for batch in policy.batches {
            lines.append("batch \(batch.name)")
            field("when", batch.condition.map { words.text($0) })
            field("on", models(batch.models))
            field("size", "\(batch.size)")
            field("wait", duration(batch.wait))
        }
        for shape in policy.shapes { describe(shape) }
        for rollout in policy.rollouts {
            lines.append("rollout \(rollout.name)")
            field("of", policy.models[rollout.of].name)
            field("key", attribute(rollout.key))
            field("stages", "[\(rollout.stages.map(ratio).joined(separator: ", "))] every \(duration(rollout.every))")
            field("revert_when", rollout.revertWhen.map { words.text($0) })
            field("otherwise", policy.models[rollout.otherwise].name)
        }
        for shadow in policy.shadows {
            lines.append("shadow \(shadow.name)")
            field("of", policy.models[shadow.model].name)
            field("sample", ratio(shadow.sample))
            field("budget", policy.budgets[shadow.budget].name)
        }
        for affinity in policy.affinities {
            lines.append("affinity \(affinity.name)")
            field("key", attribute(affinity.key))
            field("for", duration(affinity.keep))
        }
        for alert in policy.alerts {
            lines.append("alert \(alert.name)")
            field("when", words.text(alert.condition))
            field("notify", words.quoted(alert.notify))
            field("throw", alert.throwing.map { policy.switches[$0].name })
        }
        for commitment in policy.commitments {
            lines.append("commit \(commitment.name)")
            field("on", models(commitment.models))
            field("units", "\(commitment.units)")
            field("price", perHour(commitment.price))
            field("then", commitment.waitsBeyond ? "wait" : "on_demand")
            field("included", commitment.included.map { "\($0.tokens) tok\(text($0.window))" })
        }
    }

    mutating func describe(_ operation: Model.Operation) {
        field("region", operation.region.map { words.quoted($0) })
        if let firstToken = operation.firstToken, let perToken = operation.perToken {
            let perToken = Quantity(perToken, Dimension(tokens: -1, time: 1)).text
            field("latency", "{ first_token: \(duration(firstToken)), per_token: \(perToken) }")
        }
        if operation.retries > 0 { field("retry", "\(operation.retries)") }
        if let cooldown = operation.cooldown {
            field("cooldown", duration(cooldown))
            field("cooldown_after", "\(operation.cooldownAfter)")
        }
        field("parameters", operation.parameters.map { "\($0)" })
        field("quantize", operation.quantization.map { text($0) })
        field("prune", operation.pruning.map { text($0) })
        field("tuned", operation.tuning.map { text($0) })
        field("distilled_from", operation.distilledFrom.map { policy.models[$0].name })
        field("accuracy_floor", operation.accuracyFloor.map(ratio))
        field("fallback_precision", operation.fallbackPrecision.map { policy.models[$0.value].name })
    }

    private mutating func describe(_ pool: Pool) {
        lines.append("pool \(pool.name)")
        field("gpu", words.quoted(pool.gpu.value))
        field("per_replica", "\(pool.acceleratorsPerReplica)")
        let (low, high) = (pool.replicas.lowerBound, pool.replicas.upperBound)
        field("replicas", low == high ? "\(low)" : "\(low)..\(high)")
        switch pool.scaling {
        case nil: break
        case .queue(let length): field("scale_on", "queue(\(length))")
        case .utilization(let share): field("scale_on", "utilization(\(ratio(share)))")
        }
        field("cold_start", pool.coldStart.map(duration))
        field("market", market(pool.market))
        field("region", pool.region.map { words.quoted($0) })
        field("suspend", pool.suspension.map { "\(words.clock($0.start))..\(words.clock($0.end))" })
        field(
            "suspend_days",
            pool.suspendedDays.map { days in
                "[\(days.sorted().map { Schema.weekdays[$0].word }.joined(separator: ", "))]"
            })
        field("utilization", ratio(pool.utilization))
        field("overhead", ratio(pool.overhead))
        field("engine", pool.engine)
    }

    private func market(_ market: Pool.Market) -> String {
        switch market {
        case .onDemand: "on_demand"
        case .spot(let hasFallback, let interruptions, let price):
            "spot(fallback: \(hasFallback ? "on_demand" : "none"), interruptions: \(interruptions.text)"
                + (price.map { ", price: \(perHour($0)))" } ?? ")")
        case .reserved(let term, let price): "reserved(term: \(term.text), price: \(perHour(price)))"
        case .owned(let price, let life, let power):
            "owned(price: \(price.description), life: \(life.text), power: \(power.text))"
        }
    }

    private mutating func describe(_ limit: Limit) {
        lines.append("limit \(limit.name)")
        field("when", limit.condition.map { words.text($0) })
        field("on", limit.models.map(models))
        field("per", limit.scope.map(attribute))
        field("concurrency", limit.concurrency.map { "\($0)" })
        let rates = limit.rates.map(text)
        field("rate", rates.isEmpty ? nil : "[\(rates.joined(separator: ", "))]")
        field("calls", limit.calls.map { "\($0)" + (limit.scope.map { " per \(attribute($0))" } ?? "") })
        if limit.calls != nil { field("forget", duration(limit.forget)) }
        field("wait", duration(limit.wait))
        field("priority", limit.priority.map { "\(cases($0.cases, of: $0.attribute)) by \(attribute($0.attribute))" })
        if limit.scope != nil { field("scopes", "\(limit.scopes)") }
    }

    private mutating func describe(_ shape: Shape) {
        lines.append("shape \(shape.name)")
        field("when", shape.condition.map { words.text($0) })
        field("on", shape.models.map(models))
        field("compress_prompt", shape.compression.map { "\(ratio($0.low))..\(ratio($0.high))" })
        field("trim_context", shape.context.map { "\($0) tok" })
        field("examples", shape.examples.map { "\($0)" })
        field("max_output", shape.maxOutput.map { "\($0.value) tok" })
        field("reasoning_cap", shape.reasoningCap.map { "\($0) tok" })
        field("effort", shape.effort)
        field("stop_early", shape.stopEarly.map { words.text($0) })
        field("stream", shape.stream.map { $0 ? "true" : "false" })
        field("bundle", shape.bundle.map { "\($0)" })
        field("encoding", shape.encoding)
    }

    /// Per the shortest time that leaves a whole number.
    private func text(_ rate: Limit.Rate) -> String {
        let unit = rate.isTokens ? "tok" : "req"
        for symbol in ["s", "min", "h", "d"] {
            guard let time = Unit.named(symbol.utf8), let amount = rate.perNanosecond.multiplied(by: time.scale)?.whole
            else { continue }
            return "\(amount) \(unit)/\(symbol)"
        }
        let dimension = Dimension(tokens: rate.isTokens ? 1 : 0, requests: rate.isTokens ? 0 : 1, time: -1)
        return Quantity(rate.perNanosecond, dimension).text
    }

    private func perHour(_ price: Quantity) -> String {
        guard let hour = Unit.named("h".utf8), let amount = price.value.multiplied(by: hour.scale),
            let money = Money(exactly: amount)
        else { return price.text }
        return "\(money.description)/h"
    }

    private func ratio(_ value: Rational) -> String { Quantity(value, scale: .ratio).text }
}
