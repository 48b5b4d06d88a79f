package import ScrimpPlan
package import ScrimpQuantities

/// Capacity that is paid by the time that it is held: the pools of self-hosted models, and what is committed to.
package struct Capacity: Sendable {
    package enum Kind: String, Sendable { case pool, commitment }

    package var kind: Kind
    /// Index in the plan's pools or commitments.
    package var index: Int
    package var name: String
    /// Accelerators or units, on average over the replayed time.
    package var units: Double
    /// Whether more traffic needs more of it: `units` then grows between the bounds.
    package var isElastic: Bool
    package var fewestUnits: Double
    package var mostUnits: Double
    /// Share of the time that it is held: one but where a pool is suspended.
    package var heldShare: Double
    /// Dollars of one unit for an hour.
    package var hourlyPrice: Double
    /// Of one unit of the same hardware that is not taken away; nil where nothing takes over.
    package var fallbackPrice: Double?
    /// Of one spot replica, per hour.
    package var interruptionsPerHour: Double
    /// Hours until a lost replica answers again.
    package var restartHours: Double
    /// Whether what is lost is not paid until it is back: spot without a fallback.
    package var pausesWhenLost: Bool
    /// Dollars of power for one unit and hour; nothing where the rent holds it.
    package var powerPrice: Double
    /// On top of the run-rate.
    package var overhead: Double
    /// Over the replayed time.
    package var cost: Money = .zero
    package var basis: SimulationResult.Basis

    package static let hoursPerMonth = Aggregates.monthDays * 24

    /// Units, interruptions, prices and throughput as they are drawn.
    package struct Conditions: Sendable {
        package var hourlyPrice: Double
        package var interruptionsPerHour: Double
        /// Share of the throughput that `units` stands on.
        package var throughput = 1.0
        package var overhead: Double
        /// What prices are multiplied with by their date.
        package var priceFactor = 1.0
        package var replacedPrice: Double?

        package init(_ capacity: Capacity) {
            hourlyPrice = capacity.hourlyPrice
            interruptionsPerHour = capacity.interruptionsPerHour
            overhead = capacity.overhead
        }
    }

    /// Dollars of so many hours, for `volume` times the replayed traffic.
    ///
    /// A spot replica that is taken away θ times an hour and is back after R hours is there for 1/(1 + θR) of the time
    /// (availability MTBF/(MTBF + MTTR)); meanwhile its fallback is paid, or nothing.
    package func cost(hours: Double, volume: Double, _ conditions: Conditions) -> Double {
        guard volume > 0 else { return 0 }
        let wanted = isElastic ? units * volume / max(conditions.throughput, 1e-9) : units
        let held = min(max(wanted, fewestUnits), max(mostUnits, fewestUnits))
        let there = 1 / (1 + conditions.interruptionsPerHour * restartHours)
        let price = (conditions.replacedPrice ?? conditions.hourlyPrice) * conditions.priceFactor
        var hourly = price
        if let fallbackPrice {
            hourly = price * there + fallbackPrice * conditions.priceFactor * (1 - there)
        } else if pausesWhenLost {
            hourly = price * there
        }
        return held * hours * heldShare * (hourly + powerPrice) * (1 + conditions.overhead)
    }

    /// A commitment: exact, by the hour, used or not.
    package init(_ commitment: PlanCommitment, index: Int, name: String, duration: Int64) {
        kind = .commitment
        self.index = index
        self.name = name
        units = Double(commitment.units)
        (isElastic, fewestUnits, mostUnits, heldShare) = (false, units, units, 1)
        hourlyPrice = Money(pico: Int128(commitment.pricePerHour)).dollars
        (fallbackPrice, interruptionsPerHour, restartHours, pausesWhenLost) = (nil, 0, 0, false)
        (powerPrice, overhead, basis) = (0, 0, .exact)
        let hour: Int128 = 3_600_000_000_000
        let (hourly, overflow) = Int128(commitment.units).multipliedReportingOverflow(
            by: Int128(commitment.pricePerHour))
        if !overflow,
            let amount = Rational(hourly, hour)?.multiplied(by: Rational(whole: Int128(duration)))
        {
            cost = Money(pico: amount.rounded)
        }
    }

    /// A pool, with as many replicas as were held on average; never fewer or more than it may have.
    package init(
        _ pool: PoolCapacity, index: Int, name: String, replicas: Double, isMeasured: Bool, heldShare: Double,
        duration: Int64
    ) {
        let gpus = Double(pool.gpusPerReplica)
        kind = .pool
        self.index = index
        self.name = name
        fewestUnits = Double(pool.fewestReplicas) * gpus
        mostUnits = Double(pool.mostReplicas) * gpus
        units = min(max(replicas * gpus, fewestUnits), max(mostUnits, fewestUnits))
        isElastic = pool.scaling != .fixed && pool.mostReplicas > pool.fewestReplicas
        self.heldShare = heldShare
        hourlyPrice = pool.hourlyPrice.dollars
        restartHours = Double(pool.coldStart) / 3_600e9
        (fallbackPrice, interruptionsPerHour, pausesWhenLost) = (nil, 0, false)
        if case .spot(let fallback, let interruptions) = pool.market {
            interruptionsPerHour = interruptions
            fallbackPrice = fallback == .onDemand ? pool.onDemandPrice?.dollars : nil
            pausesWhenLost = fallback == .none
        }
        powerPrice = pool.electricityPrice.map { $0.dollars * pool.wattsPerGPU / 1_000 } ?? 0
        overhead = pool.overhead
        basis = isElastic && !isMeasured ? .estimated : isMeasured || !isElastic ? .estimated : .bound
        cost = Money(
            dollars: cost(hours: Double(duration) / 3_600e9, volume: 1, Conditions(self)))
    }
}
