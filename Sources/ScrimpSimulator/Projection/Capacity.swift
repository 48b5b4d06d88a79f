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
    /// Dollars of one unit for an hour.
    package var hourlyPrice: Double
    /// Of one unit of the same hardware that is not taken away; nil where nothing takes over.
    package var fallbackPrice: Double?
    /// Of one spot replica, per hour.
    package var interruptionsPerHour: Double
    /// Hours until a lost replica answers again.
    package var restartHours: Double
    /// Dollars of power for one unit and hour; nothing where the rent holds it.
    package var powerPrice: Double
    /// On top of the run-rate.
    package var overhead: Double
    /// Over the replayed time.
    package var cost: Money = .zero
    package var basis: SimulationResult.Basis
    /// Over the replayed time, at the most that the hardware draws; carbon nil where the region is not known.
    package var wattHours = 0.0
    package var carbonGrams: Double?

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
    /// (availability MTBF/(MTBF + MTTR)); meanwhile its fallback is paid.
    package func cost(hours: Double, volume: Double, _ conditions: Conditions) -> Double {
        guard volume > 0 else { return 0 }
        let wanted = isElastic ? units * volume / max(conditions.throughput, 1e-9) : units
        let held = min(max(wanted, fewestUnits), max(mostUnits, fewestUnits))
        return held * hours * hourly(conditions) * (1 + conditions.overhead)
    }

    /// Dollars of one unit held for an hour: rent of what is there, of what takes over meanwhile, and power.
    package func hourly(_ conditions: Conditions) -> Double {
        let there = 1 / (1 + conditions.interruptionsPerHour * restartHours)
        let price = (conditions.replacedPrice ?? conditions.hourlyPrice) * conditions.priceFactor
        guard let fallbackPrice else { return price + powerPrice }
        return price * there + fallbackPrice * conditions.priceFactor * (1 - there) + powerPrice
    }

    /// A commitment: exact, by the hour, used or not.
    package init(_ commitment: PlanCommitment, index: Int, name: String, duration: Int64) {
        kind = .commitment
        self.index = index
        self.name = name
        units = Double(commitment.units)
        (isElastic, fewestUnits, mostUnits) = (false, units, units)
        hourlyPrice = Money(pico: Int128(commitment.pricePerHour)).dollars
        (fallbackPrice, interruptionsPerHour, restartHours) = (nil, 0, 0)
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

    /// A pool: replicas as the replay of events held them, else as many as are always there. Nil where its price is not known.
    ///
    /// What a replay has held is paid to the pico-dollar; as a part of a policy's cost it is estimated all the same, because
    /// step times, absences and overhead are.
    package init?(
        _ pool: PoolCapacity, _ fleet: FleetTally?, index: Int, name: String, heldShare: Double, duration: Int64
    ) {
        var held = HeldTime(
            replicas: pool.fewestReplicas, duration: Int64((Double(duration) * heldShare).rounded()), in: pool.market)
        if let fleet {
            switch pool.market {
            case .spot: held = HeldTime(spot: fleet.held, onDemand: fleet.heldOnDemand)
            case .onDemand: held = HeldTime(onDemand: fleet.held)
            case .reserved, .owned: held = HeldTime(committed: fleet.held)
            }
        }
        guard let paid = pool.cost(of: held, over: duration) else { return nil }
        let gpus = Double(pool.gpusPerReplica)
        let average = duration > 0 ? Double(held.total) / Double(duration) : Double(pool.fewestReplicas)
        kind = .pool
        self.index = index
        self.name = name
        hourlyPrice = pool.hourlyPrice.dollars
        overhead = pool.overhead
        restartHours = (Double(pool.coldStart) + Double(EventOptions().spotAbsence)) / 3_600e9
        (fallbackPrice, interruptionsPerHour) = (nil, 0)
        powerPrice = pool.electricityPrice.map { $0.dollars * pool.wattsPerGPU / 1_000 } ?? 0
        basis = .estimated
        cost = paid.total
        wattHours = paid.wattHours
        carbonGrams = paid.carbonGrams
        switch pool.market {
        case .reserved, .owned:
            // Paid for the most replicas all the time; only power follows what is switched on.
            units = Double(pool.mostReplicas) * gpus
            (isElastic, fewestUnits, mostUnits) = (false, units, units)
            powerPrice *= pool.mostReplicas > 0 ? average / Double(pool.mostReplicas) : 0
        case .onDemand, .spot:
            units = average * gpus
            isElastic = pool.scaling != .fixed && pool.mostReplicas > pool.fewestReplicas
            fewestUnits = min(Double(pool.fewestReplicas) * gpus * heldShare, units)
            mostUnits = max(Double(pool.mostReplicas) * gpus * heldShare, units)
        }
        guard case .spot(let fallback, let interruptions) = pool.market else { return }
        interruptionsPerHour = interruptions
        if fallback == .onDemand {
            fallbackPrice = pool.onDemandPrice?.dollars
            // The absences that the replay has drawn; without a replay nothing was away.
            if interruptions > 0, held.spot > 0 {
                restartHours = Double(held.onDemand) / Double(held.spot) / interruptions
            }
        }
    }
}
