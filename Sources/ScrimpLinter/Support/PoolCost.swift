import ScrimpCatalog
import ScrimpQuantities
import ScrimpSemantics

/// What a pool costs at least, in dollars.
struct PoolCost {
    /// Of one accelerator, the lowest that catalog or policy name.
    var acceleratorHour: Double
    /// Of one replica in use, overhead included.
    var replicaHour: Double
    /// Of the fewest replicas, over hours in which the pool is suspended and in which it is not.
    var fewestHour: Double

    /// Nil where nobody says what an hour costs.
    init?(_ pool: Pool) {
        guard let hour = Self.acceleratorHour(pool) else { return nil }
        acceleratorHour = hour
        replicaHour = hour * Double(pool.acceleratorsPerReplica) * (1 + pool.overhead.approximate)
        // Bought and reserved hardware is paid for while it is suspended.
        let share =
            switch pool.market {
            case .onDemand, .spot: pool.leastHeldShare
            case .reserved, .owned: 1.0
            }
        fewestHour = replicaHour * Double(pool.replicas.lowerBound) * share
    }

    private static let nanosecondsPerHour = Double(Unit.nanosecondsPerHour)

    private static func acceleratorHour(_ pool: Pool) -> Double? {
        switch pool.market {
        case .onDemand: pool.catalogGPU?.onDemandPerHour?.dollars
        case .spot(_, _, let price):
            price.map { $0.value.approximate * nanosecondsPerHour } ?? pool.catalogGPU?.spotPerHour?.lowerBound.dollars
        case .reserved(_, let price): price.value.approximate * nanosecondsPerHour
        case .owned(let price, let life, _):
            life.value > .zero ? price.dollars / (life.value.approximate / nanosecondsPerHour) : nil
        }
    }
}

extension Money {
    /// For estimates only.
    var dollars: Double { Double(pico) / Double(Money.picoPerDollar) }
}

extension Pool {
    /// A share of the week in which the pool surely stands.
    var leastHeldShare: Double {
        var share = 1.0
        if let suspension {
            let minutes = (suspension.end - suspension.start + 1_440) % 1_440
            share *= 1 - Double(minutes == 0 ? 1_440 : minutes) / 1_440
        }
        if let suspendedDays { share *= 1 - Double(suspendedDays.count) / 7 }
        return max(share, 0)
    }
}

extension LintedPolicy {
    /// The hosted model that costs least among those that stand in one chain with a model, for a mix of lengths; nil for none.
    func cheapestAlternative(in chain: Chain, prompt: Double, output: Double) -> (model: Int, cost: Double)? {
        let costs = chain.models.compactMap { model -> (model: Int, cost: Double)? in
            guard let prices = tokenPrices(of: model) else { return nil }
            return (model, (Double(prices.input) * prompt + Double(prices.output) * output) / 1e12)
        }
        return costs.min { ($0.cost, $0.model) < ($1.cost, $1.model) }
    }
}
