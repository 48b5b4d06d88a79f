package import ScrimpCatalog
package import ScrimpQuantities

/// What one pool can do and what it costs, from the policy, the catalog's facts and assumptions, each with its source.
package struct PoolCapacity: Sendable {
    /// What makes replicas come and go between the fewest and the most.
    package enum Scaling: Hashable, Sendable {
        /// Always the fewest.
        case fixed
        /// Waiting requests for each replica from which on one is added.
        case queue(length: Int)
        /// Share of the sequences that are busy from which on a replica is added.
        case utilization(Double)
    }

    /// What takes over when spot hardware is taken away.
    package enum SpotFallback: Hashable, Sendable {
        case onDemand, none
    }

    /// How the hardware is paid for.
    package enum Market: Hashable, Sendable {
        case onDemand
        case spot(fallback: SpotFallback, interruptionsPerHour: Double)
        /// Paid for all of the term, used or not.
        case reserved(months: Double)
        /// Bought for `price` an accelerator, written off over `months`; its power is paid besides.
        case owned(price: Money, months: Double)
    }

    package var gpusPerReplica: Int
    package var fewestReplicas: Int
    package var mostReplicas: Int
    package var scaling: Scaling
    /// Nanoseconds from the start of a replica to its first answer.
    package var coldStart: Int64
    package var market: Market
    /// Of one accelerator; for spot the middle of the spread, for owned what is written off in an hour of its life.
    package var hourlyPrice: Money
    /// Whether anybody says what an hour costs; else `hourlyPrice` means nothing.
    package var isPriced = true
    /// The lowest and the highest spot price of one accelerator that the catalog has seen.
    package var spotRange: ClosedRange<Money>?
    /// Of one accelerator, at the list price; nil where the catalog has none.
    package var onDemandPrice: Money?
    /// Share of the measured throughput that is planned with.
    package var plannedUtilization: Double
    /// Hidden costs on top of the run-rate, as a share of it.
    package var overhead: Double
    /// What one accelerator draws while it is held.
    package var wattsPerGPU: Double
    /// Of a kilowatt-hour; nil where the power is part of the rent.
    package var electricityPrice: Money?
    /// Grams of CO2 equivalent; nil where the policy names no region that the catalog knows.
    package var carbonGramsPerKilowattHour: Double?
    /// Every target of the plan that the pool serves.
    package var models: [ServedModel]
    /// Where each figure comes from.
    package var provenance: [SimulationResult.Assumption]

    package init(
        gpusPerReplica: Int, fewestReplicas: Int, mostReplicas: Int, scaling: Scaling = .fixed, coldStart: Int64 = 0,
        market: Market = .onDemand, hourlyPrice: Money, spotRange: ClosedRange<Money>? = nil,
        onDemandPrice: Money? = nil, plannedUtilization: Double = 1, overhead: Double = 0, wattsPerGPU: Double = 0,
        electricityPrice: Money? = nil, carbonGramsPerKilowattHour: Double? = nil, models: [ServedModel] = [],
        provenance: [SimulationResult.Assumption] = []
    ) {
        self.gpusPerReplica = gpusPerReplica
        self.fewestReplicas = fewestReplicas
        self.mostReplicas = mostReplicas
        self.scaling = scaling
        self.coldStart = coldStart
        self.market = market
        self.hourlyPrice = hourlyPrice
        self.spotRange = spotRange
        self.onDemandPrice = onDemandPrice
        self.plannedUtilization = plannedUtilization
        self.overhead = overhead
        self.wattsPerGPU = wattsPerGPU
        self.electricityPrice = electricityPrice
        self.carbonGramsPerKilowattHour = carbonGramsPerKilowattHour
        self.models = models
        self.provenance = provenance
    }
}

/// One target of a plan as a replica of its pool serves it.
package struct ServedModel: Hashable, Sendable {
    /// Index in the plan's targets.
    package var target: Int
    /// Seconds of one decoding step.
    package var step: StepTime
    /// Seconds that a replica spends on one token of a prompt.
    package var prefillPerToken: Double
    /// Sequences whose caches fit into the memory beside the weights, at the context that is planned with; at least one.
    package var maximumBatch: Int
    /// Of one replica, over all its accelerators.
    package var weightBytes: Int64
    package var cacheBytesPerToken: Int64

    package init(
        target: Int, step: StepTime, prefillPerToken: Double, maximumBatch: Int, weightBytes: Int64,
        cacheBytesPerToken: Int64
    ) {
        self.target = target
        self.step = step
        self.prefillPerToken = prefillPerToken
        self.maximumBatch = maximumBatch
        self.weightBytes = weightBytes
        self.cacheBytesPerToken = cacheBytesPerToken
    }
}
