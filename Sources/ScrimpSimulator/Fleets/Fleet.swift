import ScrimpCatalog
import ScrimpQuantities
package import ScrimpSemantics

/// The pools of a policy: what each can do and what it costs, and what stands against it.
package struct Fleet: Sendable {
    /// By the index of the pool in the policy.
    package var pools: [PoolCapacity]
    /// In source order of the pools, then of the models.
    package var findings: [FleetFinding]

    /// - Parameter assumptions: of what is not said; the mean length of a request is better taken from the traffic.
    package init(_ policy: Policy, assumptions: FleetAssumptions = FleetAssumptions()) {
        var findings: [FleetFinding] = []
        pools = policy.pools.enumerated().map { index, pool in
            var builder = PoolCapacityBuilder(policy: policy, pool: pool, assumptions: assumptions)
            let capacity = builder.capacity(index)
            findings += builder.findings
            return capacity
        }
        self.findings = findings
    }
}

/// Puts one pool together, and notes where each figure comes from.
struct PoolCapacityBuilder {
    let policy: Policy
    let pool: Pool
    let assumptions: FleetAssumptions
    var findings: [FleetFinding] = []
    var provenance: [SimulationResult.Assumption] = []

    init(policy: Policy, pool: Pool, assumptions: FleetAssumptions) {
        self.policy = policy
        self.pool = pool
        self.assumptions = assumptions
    }

    mutating func note(_ subject: String, _ value: String, _ source: SimulationResult.Assumption.Source) {
        provenance.append(.init(subject: "pool \(pool.name): \(subject)", value: value, source: source))
    }

    /// Whether the policy leaves the field out, so that the language's default holds.
    private func isDefault(_ field: String) -> Bool {
        policy.defaults.contains { $0.subject == "pool \(pool.name)" && $0.field == field }
    }

    mutating func capacity(_ index: Int) -> PoolCapacity {
        let gpus = max(1, Int(clamping: pool.acceleratorsPerReplica))
        var capacity = PoolCapacity(
            gpusPerReplica: gpus, fewestReplicas: Int(clamping: pool.replicas.lowerBound),
            mostReplicas: Int(clamping: pool.replicas.upperBound), coldStart: pool.coldStart ?? 0, hourlyPrice: .zero,
            plannedUtilization: pool.utilization.approximate, overhead: pool.overhead.approximate)
        switch pool.scaling {
        case nil: capacity.scaling = .fixed
        case .queue(let length): capacity.scaling = .queue(length: Int(clamping: length))
        case .utilization(let share): capacity.scaling = .utilization(share.approximate)
        }
        note("accelerators of a replica", "\(gpus)", isDefault("per_replica") ? .assumed : .given)
        note("planned utilization", Self.percent(pool.utilization), isDefault("utilization") ? .assumed : .given)
        note("overhead", Self.percent(pool.overhead), isDefault("overhead") ? .assumed : .given)
        if pool.coldStart == nil { note("cold start", "none", .assumed) }
        price(&capacity)
        power(&capacity)
        if let gpu = pool.catalogGPU {
            for (target, model) in policy.models.enumerated() where model.operation.pool == index {
                if let served = served(target, model, gpu, gpus) { capacity.models.append(served) }
            }
        }
        capacity.provenance = provenance
        return capacity
    }

    // MARK: Money

    private mutating func price(_ capacity: inout PoolCapacity) {
        let gpu = pool.catalogGPU
        capacity.onDemandPrice = gpu?.onDemandPerHour
        let catalog = gpu.flatMap { gpu in gpu.priceSource.map { "\($0), \(gpu.priceAsOf?.isoText ?? "no date")" } }
        switch pool.market {
        case .onDemand:
            capacity.market = .onDemand
            price(gpu?.onDemandPerHour, catalog, &capacity)
        case .spot(let hasFallback, let interruptions, let given):
            capacity.market = .spot(
                fallback: hasFallback ? .onDemand : .none,
                interruptionsPerHour: interruptions.value.approximate * Self.nanosecondsPerHour)
            if let hour = given.flatMap({ Self.hourly($0) }) {
                price(hour, nil, &capacity)
            } else if let range = gpu?.spotPerHour {
                capacity.spotRange = range
                let middle = Money(pico: range.lowerBound.pico + (range.upperBound.pico - range.lowerBound.pico) / 2)
                price(middle, catalog.map { "middle of \(range.lowerBound)..\(range.upperBound): \($0)" }, &capacity)
            } else {
                price(nil, nil, &capacity)
            }
            if hasFallback {
                note(
                    "price of an accelerator's hour on demand",
                    capacity.onDemandPrice.map { "\($0) (\(catalog ?? "the catalog"))" } ?? "not known", .given)
            }
        case .reserved(let term, let given):
            capacity.market = .reserved(months: term.value.approximate / Self.nanosecondsPerMonth)
            price(Self.hourly(given), nil, &capacity)
        case .owned(let bought, let life, _):
            capacity.market = .owned(price: bought, months: life.value.approximate / Self.nanosecondsPerMonth)
            let hours = life.value.divided(by: Rational(whole: Unit.nanosecondsPerHour))
            let rate = Rational(bought.pico, Money.picoPerDollar).flatMap { price in hours.flatMap(price.divided) }
            capacity.hourlyPrice = rate.flatMap { Money(rounding: $0) } ?? .zero
            note("price of an accelerator", "\(bought) over its life", .given)
        }
    }

    private mutating func price(_ money: Money?, _ catalog: String?, _ capacity: inout PoolCapacity) {
        guard let money else {
            capacity.isPriced = false
            findings.append(.noPrice(pool: pool.name, gpu: pool.gpu.value))
            return
        }
        capacity.hourlyPrice = money
        note("price of an accelerator's hour", "\(money)" + (catalog.map { " (\($0))" } ?? ""), .given)
    }

    private mutating func power(_ capacity: inout PoolCapacity) {
        if case .owned(_, _, let power) = pool.market {
            capacity.wattsPerGPU = power.value.approximate * 1e9
            capacity.electricityPrice = assumptions.electricityPrice
            note("power of an accelerator", "\(Int64(capacity.wattsPerGPU.rounded())) W", .given)
            note("electricity", "\(assumptions.electricityPrice)/kWh", .assumed)
        } else if let gpu = pool.catalogGPU {
            capacity.wattsPerGPU = Double(gpu.powerWatts)
            note("power of an accelerator", "\(gpu.powerWatts) W, the most that it draws (\(gpu.source))", .given)
        }
        guard let region = pool.region.flatMap({ policy.catalog.region($0) }) else { return }
        capacity.carbonGramsPerKilowattHour = region.carbonGramsPerKilowattHour.approximate
        let grams = region.carbonGramsPerKilowattHour.decimalText ?? "?"
        note("carbon", "\(grams) gCO2/kWh (\(region.source), \(region.asOf.isoText))", .given)
    }

    private static let nanosecondsPerHour = Double(Unit.nanosecondsPerHour)
    /// A twelfth of 365.25 days, as the language counts calendar spans.
    private static let nanosecondsPerMonth = 2_629_800_000_000_000.0

    /// A price per time as a price of an hour.
    private static func hourly(_ quantity: Quantity) -> Money? {
        quantity.value.multiplied(by: Rational(whole: Unit.nanosecondsPerHour)).flatMap { Money(rounding: $0) }
    }

    static func percent(_ share: Rational) -> String {
        (share.multiplied(by: Rational(whole: 100))?.decimalText ?? "\(share.approximate * 100)") + " %"
    }
}
