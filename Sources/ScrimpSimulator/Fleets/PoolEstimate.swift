import ScrimpCatalog

/// What a pool needs for a steady load, without replaying single requests.
package struct PoolEstimate: Hashable, Sendable {
    /// `⌈peak / (capacity · utilization)⌉`, summed over the models: what the load needs, whatever the pool has.
    package var needed: Int
    /// What the pool holds for it: within its fewest and its most.
    package var replicas: Int
    /// Tokens of answers a second of one replica at its largest batch, for the mix of models.
    package var capacityPerReplica: Double
    /// Share of the held replicas' planned capacity that the load takes; over one where the pool is too small.
    package var load: Double

    /// Whether the pool's most replicas suffice.
    package var isEnough: Bool { needed <= replicas }
}

/// What one model of a pool has to answer at its peak.
package struct ServedLoad: Hashable, Sendable {
    /// Index in the plan's targets.
    package var target: Int
    /// Tokens of answers a second.
    package var tokensPerSecond: Double
    /// Tokens of a prompt, on average.
    package var promptTokens: Double
    /// Tokens of an answer, on average.
    package var outputTokens: Double

    package init(target: Int, tokensPerSecond: Double, promptTokens: Double, outputTokens: Double) {
        self.target = target
        self.tokensPerSecond = tokensPerSecond
        self.promptTokens = promptTokens
        self.outputTokens = outputTokens
    }
}

extension ServedModel {
    /// Seconds from one token of an answer to the next, while `batch` requests are always there: one step, and the
    /// prompts that are read in between.
    package func timePerToken(batch: Double, promptTokens: Double, outputTokens: Double) -> Double {
        let output = max(outputTokens, 1)
        let held = batch * (promptTokens + output / 2)
        return step.seconds(batch: batch, contextTokens: held) + prefillPerToken * batch * promptTokens / output
    }

    /// Tokens of answers that a replica writes in a second at its largest batch.
    package func tokensPerSecond(promptTokens: Double, outputTokens: Double) -> Double {
        let batch = Double(maximumBatch)
        let time = timePerToken(batch: batch, promptTokens: promptTokens, outputTokens: outputTokens)
        return time > 0 ? batch / time : 0
    }
}

extension PoolCapacity {
    /// The staircase of self-hosting: how many replicas a load needs. Nil where the pool does not serve one of the models.
    package func estimate(_ loads: [ServedLoad]) -> PoolEstimate? {
        var busy = 0.0
        var tokens = 0.0
        for load in loads where load.tokensPerSecond > 0 {
            guard let model = models.first(where: { $0.target == load.target }) else { return nil }
            let capacity = model.tokensPerSecond(promptTokens: load.promptTokens, outputTokens: load.outputTokens)
            guard capacity > 0 else { return nil }
            busy += load.tokensPerSecond / capacity
            tokens += load.tokensPerSecond
        }
        let planned = max(plannedUtilization, 1e-9)
        // A load that fills replicas to the last digit needs no further one.
        let needed = Int(min(max((busy / planned * (1 - 1e-12)).rounded(.up), 0), 1e15))
        let replicas = min(max(needed, fewestReplicas), max(mostReplicas, fewestReplicas))
        return PoolEstimate(
            needed: needed, replicas: replicas, capacityPerReplica: busy > 0 ? tokens / busy : 0,
            load: replicas > 0 ? busy / planned / Double(replicas) : busy > 0 ? .infinity : 0)
    }

    /// What the pool costs under that load, held through all of the period.
    /// - Parameter duration: nanoseconds.
    package func cost(under loads: [ServedLoad], over duration: Int64) -> HeldCost? {
        guard let estimate = estimate(loads) else { return nil }
        return cost(of: HeldTime(replicas: estimate.replicas, duration: duration, in: market), over: duration)
    }
}
