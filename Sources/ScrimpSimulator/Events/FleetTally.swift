/// What one pool did in a replay.
package struct FleetTally: Hashable, Sendable {
    /// Nanoseconds, summed over replicas, for which they were held, starting ones included: of the pool's own market.
    package var held: Int128 = 0
    /// The same on demand, where spot hardware was away.
    package var heldOnDemand: Int128 = 0
    /// Nanoseconds, summed over replicas, in which at least one sequence ran.
    package var busy: Int128 = 0
    /// Nanoseconds, summed over sequences, that they ran.
    package var sequences: Int128 = 0
    /// Times that the hardware of a replica was taken away.
    package var interruptions: Int64 = 0
    /// Calls that were lost with their hardware.
    package var lostCalls: Int64 = 0
    /// Replicas that were started after the beginning and took time for it.
    package var coldStarts: Int64 = 0
    /// Calls that did not find a free place at once.
    package var queuedCalls: Int64 = 0
    /// Calls that were served to their end, copies included.
    package var calls: Int64 = 0
    /// Tokens of their prompts that were read anew, and tokens that were written; lost calls included.
    package var promptTokens: Int64 = 0
    package var outputTokens: Int64 = 0
    /// Most tokens, of prompts and answers, of calls that ended within one hour of the clock.
    package var busiestHour: Int64 = 0
    /// Most replicas that were held at once.
    package var mostReplicas = 0
    /// Longest queue in front of the replicas.
    package var longestQueue = 0
    package var gpusPerReplica: Int
    package var wattsPerGPU: Double

    package init(gpusPerReplica: Int = 1, wattsPerGPU: Double = 0) {
        self.gpusPerReplica = gpusPerReplica
        self.wattsPerGPU = wattsPerGPU
    }

    /// Accelerator-hours held of the pool's own market, and on demand in its place.
    package var gpuHours: Double { Double(held) / 3.6e12 * Double(gpusPerReplica) }
    package var gpuHoursOnDemand: Double { Double(heldOnDemand) / 3.6e12 * Double(gpusPerReplica) }
    /// Watt-hours that the accelerators drew for as long as they were held.
    package var energy: Double { (gpuHours + gpuHoursOnDemand) * wattsPerGPU }
    /// Share of the time held in which something ran; nil where nothing was held.
    package var utilization: Double? {
        let total = held + heldOnDemand
        return total > 0 ? Double(busy) / Double(total) : nil
    }
}
