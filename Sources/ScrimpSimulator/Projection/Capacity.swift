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

    /// A pool: accelerators as the replay of events held them, else as many as are always there.
    ///
    /// What a replay has held is exact for that course of interruptions; beyond it, and without one, it is estimated.
    package init(
        _ pool: PoolCapacity, _ fleet: FleetTally?, index: Int, name: String, heldShare: Double, duration: Int64
    ) {
        let gpus = Double(pool.gpusPerReplica)
        let hours = Double(duration) / 3_600e9
        kind = .pool
        self.index = index
        self.name = name
        fewestUnits = Double(pool.fewestReplicas) * gpus
        mostUnits = Double(pool.mostReplicas) * gpus
        isElastic = pool.scaling != .fixed && pool.mostReplicas > pool.fewestReplicas
        units = fewestUnits
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
        basis = .estimated
        if let fleet, hours > 0 {
            let (own, fallback) = (fleet.gpuHours, fleet.gpuHoursOnDemand)
            let total = own + fallback
            self.heldShare = 1
            units = total / hours
            // Times of suspension are in what was held: bounds are those of the mean.
            fewestUnits = min(fewestUnits * heldShare, units)
            mostUnits = max(mostUnits, units)
            // The absence that the replay has drawn takes the place of the cold start.
            if own > 0, interruptionsPerHour > 0, fallbackPrice != nil {
                restartHours = fallback / own / interruptionsPerHour
            }
            if pausesWhenLost { pausesWhenLost = false }
        } else if fallbackPrice != nil || pausesWhenLost {
            restartHours += Double(EventOptions().spotAbsence) / 3_600e9
        }
        cost = Money(dollars: cost(hours: hours, volume: 1, Conditions(self)))
    }
}
