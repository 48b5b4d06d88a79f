import ScrimpEconomics
import ScrimpQuantities
package import ScrimpSemantics

/// The course of money over a horizon, as a function of what is uncertain: everything that does not change from draw to draw
/// is worked out once.
package struct ProjectionModel: Sendable {
    package let months: Int
    package let economy: ScenarioEconomy
    package let aggregates: Aggregates
    let prices: PriceCourse
    /// Share of the traffic that follows the policy, by month.
    let shares: [Double]
    let setters: [InputSetter]
    package let base: ProjectionInputs

    init(_ economy: ScenarioEconomy, _ aggregates: Aggregates, _ prices: PriceCourse, months: Int) {
        self.economy = economy
        self.aggregates = aggregates
        self.prices = prices
        self.months = months
        let ramp = economy.ramp.map(\.approximate)
        shares = (0..<months).map { ramp.isEmpty ? 1 : ramp[min($0, ramp.count - 1)] }
        setters = economy.uncertain.map { InputSetter($0, economy, aggregates) }
        base = ProjectionInputs(economy, aggregates)
    }

    /// Inputs with one drawn value for each uncertain thing, in the scenario's order.
    func inputs(_ drawn: some Collection<Double>) -> ProjectionInputs {
        var inputs = base
        for (setter, value) in zip(setters, drawn) { setter.set(value, in: &inputs) }
        return inputs
    }

    func inputs(setting index: Int, to value: Double) -> ProjectionInputs {
        var inputs = base
        setters[index].set(value, in: &inputs)
        return inputs
    }

    /// Traffic of a month, counted from 0, as a multiple of the replayed one.
    private func traffic(_ month: Int, _ inputs: ProjectionInputs, _ grown: inout Double) -> Double {
        if month > 0 { grown *= 1 + inputs.growth }
        return grown
    }

    /// Every month at its values.
    func course(_ inputs: ProjectionInputs) -> Course {
        var course = Course(months: months)
        course.invested = inputs.invest.reduce(0, +)
        let running = inputs.running.reduce(0, +)
        let atOnce = callFactors(inputs)
        let constant = prices.isConstant ? (policyCost(0, inputs, atOnce), baselineCost(0, inputs)) : nil
        var grown = 1.0
        for month in 0..<months {
            let traffic = traffic(month, inputs, &grown)
            let share = shares[month]
            let calls = constant?.0 ?? policyCost(month, inputs, atOnce)
            let otherwise = constant?.1 ?? baselineCost(month, inputs)
            course.traffic[month] = traffic
            course.calls[month] = traffic * share * calls
            course.remaining[month] = traffic * (1 - share) * otherwise
            course.capacity[month] = capacityCost(month, volume: traffic * share, inputs)
            course.running[month] = running
            course.baseline[month] = traffic * otherwise
        }
        return course
    }

    // MARK: Costs of a month at the replayed traffic

    /// By target: what shapes leave of prompt and output.
    private struct CallFactors {
        var prompt: [Double]
        var output: [Double]
        var all: Double
    }

    private func callFactors(_ inputs: ProjectionInputs) -> CallFactors {
        var factors = CallFactors(
            prompt: [Double](repeating: 1, count: aggregates.policy.count), output: inputs.modelOutputs,
            all: missFactor(inputs))
        for (shape, share) in aggregates.shapes.enumerated() {
            guard inputs.promptSavings[shape] > 0 || inputs.outputSavings[shape] > 0 else { continue }
            for target in factors.prompt.indices {
                factors.prompt[target] *= 1 - inputs.promptSavings[shape] * share.prompt[target]
                factors.output[target] *= 1 - inputs.outputSavings[shape] * share.output[target]
            }
        }
        for (gather, use) in aggregates.gathers.enumerated() {
            guard let calls = inputs.gatherCalls[gather], use.of > 0 else { continue }
            factors.all *= 1 - use.share * (1 - min(calls / use.of, 1))
        }
        return factors
    }

    /// Calls at other hit rates over calls as replayed. What a cache answers costs on average what is not answered by one.
    private func missFactor(_ inputs: ProjectionInputs) -> Double {
        guard inputs.hitShares.contains(where: { $0 != nil }) else { return 1 }
        let replayed = aggregates.hitShares.reduce(0, +)
        let drawn = zip(inputs.hitShares, aggregates.hitShares).reduce(0) { $0 + ($1.0 ?? $1.1) }
        let before = 1 - replayed - aggregates.refusedShare
        guard before > 0 else { return 1 }
        return max(1 - drawn - aggregates.refusedShare, 0) / before
    }

    private func policyCost(_ month: Int, _ inputs: ProjectionInputs, _ factors: CallFactors) -> Double {
        var sum = 0.0
        for (target, calls) in aggregates.policy.enumerated() where calls.requests > 0 || calls.cost > 0 {
            let prompt = calls.promptCost * prices.prompt[month][target] * factors.prompt[target]
            let output = calls.outputCost * prices.output[month][target] * factors.output[target]
            let other = calls.otherCost * prices.other[month][target]
            sum += (prompt + output + other) * inputs.modelPrices[target]
        }
        return sum * factors.all
    }

    private func baselineCost(_ month: Int, _ inputs: ProjectionInputs) -> Double {
        switch aggregates.baseline {
        case nil: return 0
        case .stated(let dollars): return dollars
        case .calls(let calls, let others):
            var sum = others
            for (target, calls) in calls.enumerated() where calls.requests > 0 {
                let prompt = calls.promptCost * prices.prompt[month][target]
                let output = calls.outputCost * prices.output[month][target] * inputs.modelOutputs[target]
                let other = calls.otherCost * prices.other[month][target]
                sum += (prompt + output + other) * inputs.modelPrices[target]
            }
            return sum
        }
    }

    private func capacityCost(_ month: Int, volume: Double, _ inputs: ProjectionInputs) -> Double {
        var sum = 0.0
        for (index, capacity) in aggregates.capacity.enumerated() {
            var conditions = inputs.capacity[index]
            if capacity.kind == .pool { conditions.priceFactor = prices.pools[month][capacity.index] }
            sum += capacity.cost(hours: Capacity.hoursPerMonth, volume: volume, conditions)
        }
        return sum
    }

    /// Mean loss of accuracy over the requests that are answered by models of which a drop is said; nil where none is.
    func accuracyDrop(_ inputs: ProjectionInputs) -> Double? {
        var (sum, isSaid) = (0.0, false)
        let requests = aggregates.policy.reduce(0) { $0 + $1.requests }
        guard requests > 0 else { return nil }
        for (calls, drop) in zip(aggregates.policy, inputs.accuracyDrops) {
            guard let drop else { continue }
            isSaid = true
            sum += calls.requests * drop
        }
        return isSaid ? sum / requests : nil
    }
}

/// Money month by month, in dollars. Month 0 is the first.
struct Course: Sendable {
    var invested = 0.0
    /// Multiple of the replayed traffic.
    var traffic: [Double]
    /// Calls of the traffic that follows the policy.
    var calls: [Double]
    /// What has not moved yet, on the baseline.
    var remaining: [Double]
    var capacity: [Double]
    var running: [Double]
    /// All of the traffic on the baseline.
    var baseline: [Double]

    init(months: Int) {
        let zeros = [Double](repeating: 0, count: months)
        (traffic, calls, remaining, capacity, running, baseline) = (zeros, zeros, zeros, zeros, zeros, zeros)
    }

    var count: Int { calls.count }

    /// All that is paid in a month with the policy.
    func cost(_ month: Int) -> Double { calls[month] + remaining[month] + capacity[month] + running[month] }

    /// What is paid less than on the baseline, before what running the policy takes.
    func grossSaving(_ month: Int) -> Double { baseline[month] - calls[month] - remaining[month] - capacity[month] }

    /// Incremental to the baseline: the outlay at once, then what each month saves.
    var cashflow: [Double] { [-invested] + (0..<count).map { baseline[$0] - cost($0) } }
}
