/// Money over time: a list of flows, one a period, the first at once (t = 0) and undiscounted; costs are negative. Rates
/// are of one period. Flows are those beyond a baseline, which the caller names.
package enum Cashflow {
    /// Σ CFₜ/(1 + r)ᵗ. Zero without flows; nil where the rate is not above −100 %, or the sum is not a finite number.
    package static func presentValue(_ flows: [Double], rate: Double) -> Double? {
        guard rate > -1, rate.isFinite else { return nil }
        let factor = 1 / (1 + rate)
        var sum = 0.0
        for flow in flows.reversed() { sum = sum * factor + flow }
        return sum.isFinite ? sum : nil
    }

    /// Each flow's value at t = 0. Nil where the rate is not above −100 %, or a value is not a finite number.
    package static func presentValues(_ flows: [Double], rate: Double) -> [Double]? {
        guard rate > -1, rate.isFinite else { return nil }
        var factor = 1.0
        var values: [Double] = []
        values.reserveCapacity(flows.count)
        for flow in flows {
            // A flow of nothing stays nothing however large the factor.
            let value = flow == 0 ? 0 : flow * factor
            guard value.isFinite else { return nil }
            values.append(value)
            factor /= 1 + rate
        }
        return values
    }

    /// Running sums: what has come in, less what went out, by the end of each period.
    package static func cumulative(_ flows: [Double]) -> [Double] {
        var sum = 0.0
        return flows.map { flow in
            sum += flow
            return sum
        }
    }
}

/// What came back for what was spent, over a named number of periods.
package struct ReturnOnInvestment: Sendable, Equatable {
    /// (Σ savings − Σ costs)/Σ costs.
    package let ratio: Double
    /// The number of periods, counted from t = 0, that the sums are over.
    package let horizon: Int
    package let savings: Double
    package let costs: Double

    /// Sums over the first `horizon` periods; lists that are shorter go on with nothing. Costs are given as positive
    /// numbers. Nil where the costs do not add up to more than zero, a sum is not finite, or the horizon is not positive.
    package init?(savings: [Double], costs: [Double], horizon: Int) {
        guard horizon > 0 else { return nil }
        let saved = savings.prefix(horizon).reduce(0, +)
        let spent = costs.prefix(horizon).reduce(0, +)
        guard saved.isFinite, spent.isFinite, spent > 0 else { return nil }
        ratio = (saved - spent) / spent
        self.horizon = horizon
        self.savings = saved
        self.costs = spent
    }
}
