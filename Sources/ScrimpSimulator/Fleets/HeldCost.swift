package import ScrimpQuantities

/// What a pool costs over some time, part by part.
package struct HeldCost: Hashable, Sendable {
    /// Spot hardware, at the price of the pool: the middle of the spread.
    package var spot: Money = .zero
    /// The same at the lowest and at the highest price of the spread.
    package var spotLow: Money = .zero
    package var spotHigh: Money = .zero
    package var onDemand: Money = .zero
    /// What a reservation costs, used or not.
    package var reserved: Money = .zero
    /// What owned hardware is written off by, used or not.
    package var writtenOff: Money = .zero
    /// Electricity of owned hardware.
    package var power: Money = .zero
    /// Hidden costs: the pool's share on top of all the others.
    package var overhead: Money = .zero
    package var total: Money = .zero
    /// The total at the lowest and at the highest spot price.
    package var totalLow: Money = .zero
    package var totalHigh: Money = .zero
    /// At the most that the hardware draws.
    package var wattHours: Double = 0
    /// Grams of CO2 equivalent; nil where the policy names no region that the catalog knows.
    package var carbonGrams: Double?
}

extension PoolCapacity {
    /// What is paid for replicas that were held so long.
    ///
    /// Sums are exact in pico-dollars, each part rounded once, half away from zero. Rent is for time held, not used. A
    /// reservation and what is owned are paid for the most replicas through all of the period. The overhead is a share of
    /// the run-rate: rent, write-off and power together.
    /// - Parameter duration: nanoseconds of the period.
    /// - Returns: nil where no price is known, and where the amount does not fit.
    package func cost(of held: HeldTime, over duration: Int64) -> HeldCost? {
        guard isPriced else { return nil }
        var cost = HeldCost()
        let period = Rational(whole: Int128(max(duration, 0)))
        guard let everything = period.multiplied(by: Rational(whole: Int128(max(mostReplicas, 0)))),
            let spot = rent(Rational(whole: held.spot), hourlyPrice),
            let spotLow = rent(Rational(whole: held.spot), spotRange?.lowerBound ?? hourlyPrice),
            let spotHigh = rent(Rational(whole: held.spot), spotRange?.upperBound ?? hourlyPrice)
        else { return nil }
        (cost.spot, cost.spotLow, cost.spotHigh) = (spot, spotLow, spotHigh)
        if held.onDemand > 0 {
            guard let price = market == .onDemand ? hourlyPrice : onDemandPrice,
                let rent = rent(Rational(whole: held.onDemand), price)
            else { return nil }
            cost.onDemand = rent
        }
        switch market {
        case .reserved:
            guard let rent = rent(everything, hourlyPrice) else { return nil }
            cost.reserved = rent
        case .owned(let price, let months):
            guard let life = Rational(approximating: months)?.multiplied(by: Self.nanosecondsPerMonth), life > .zero,
                let share = everything.divided(by: life)?.multiplied(by: Rational(whole: Int128(gpusPerReplica))),
                let amount = share.multiplied(by: Rational(whole: price.pico))
            else { return nil }
            cost.writtenOff = Money(pico: amount.rounded)
        case .onDemand, .spot: break
        }
        cost.wattHours = Double(held.total) / 3.6e12 * Double(gpusPerReplica) * wattsPerGPU
        cost.carbonGrams = carbonGramsPerKilowattHour.map { $0 * cost.wattHours / 1_000 }
        if let electricityPrice {
            guard let watts = Rational(approximating: wattsPerGPU),
                let kilowattHour = watts.multiplied(by: Rational(whole: electricityPrice.pico))?
                    .multiplied(by: Self.thousandth),
                let power = rent(Rational(whole: held.total), kilowattHour)
            else { return nil }
            cost.power = power
        }
        let other = [cost.onDemand, cost.reserved, cost.writtenOff, cost.power]
        guard let total = Self.sum(other + [spot]), let low = Self.sum(other + [spotLow]),
            let high = Self.sum(other + [spotHigh]), let share = Rational(approximating: overhead),
            let overhead = Self.share(share, of: total), let overheadLow = Self.share(share, of: low),
            let overheadHigh = Self.share(share, of: high), let sum = total.adding(overhead),
            let sumLow = low.adding(overheadLow), let sumHigh = high.adding(overheadHigh)
        else { return nil }
        cost.overhead = overhead
        (cost.total, cost.totalLow, cost.totalHigh) = (sum, sumLow, sumHigh)
        return cost
    }

    /// The least that is paid in the end, however little the pool is used: all of a reservation's term, all of what was
    /// bought; nil where nothing is committed.
    package var commitment: Money? {
        let gpus = Int128(max(mostReplicas, 0)) * Int128(gpusPerReplica)
        switch market {
        case .onDemand, .spot: return nil
        case .reserved(let months):
            guard let term = Rational(approximating: months)?.multiplied(by: Self.nanosecondsPerMonth),
                let all = term.multiplied(by: Rational(whole: Int128(max(mostReplicas, 0))))
            else { return nil }
            return rent(all, hourlyPrice)
        case .owned(let price, _): return price.multiplied(by: gpus)
        }
    }

    // MARK: Arithmetic

    private func rent(_ replicaNanoseconds: Rational, _ hour: Money) -> Money? {
        rent(replicaNanoseconds, Rational(whole: hour.pico))
    }

    /// Of all accelerators of the replicas, at so many pico-dollars an hour each.
    private func rent(_ replicaNanoseconds: Rational, _ picoPerHour: Rational) -> Money? {
        replicaNanoseconds.divided(by: Rational(whole: Unit.nanosecondsPerHour))?
            .multiplied(by: Rational(whole: Int128(gpusPerReplica)))?.multiplied(by: picoPerHour)
            .map { Money(pico: $0.rounded) }
    }

    private static func share(_ share: Rational, of money: Money) -> Money? {
        share.multiplied(by: Rational(whole: money.pico)).map { Money(pico: $0.rounded) }
    }

    private static func sum(_ parts: [Money]) -> Money? {
        parts.reduce(Money?.some(.zero)) { sum, part in sum.flatMap { $0.adding(part) } }
    }

    /// A twelfth of 365.25 days, as the language counts calendar spans.
    private static let nanosecondsPerMonth = Rational(whole: 2_629_800_000_000_000)
    private static let thousandth = Rational(1, 1_000) ?? .zero
}

extension Rational {
    /// The value to a billionth; nil where it is none or does not fit. Shares and powers come from decimals that are
    /// shorter than that.
    init?(approximating value: Double) {
        let scaled = (value * 1e9).rounded()
        guard scaled.isFinite, abs(scaled) < 1e30 else { return nil }
        self.init(Int128(scaled), 1_000_000_000)
    }
}
