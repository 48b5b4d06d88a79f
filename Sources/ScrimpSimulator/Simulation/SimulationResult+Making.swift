import ScrimpPlan
package import ScrimpQuantities

// For reports that are made from given figures; a simulation fills the same values.

extension SimulationResult.Baseline {
    package init(name: String, cost: Money, basis: SimulationResult.Basis) {
        self.init(name: name, cost: cost, basis: basis, reconciliation: nil)
    }
}

extension SimulationResult.Finding {
    package init(_ kind: Kind, _ text: String) { self.init(kind: kind, text: text) }
}

extension SimulationResult.Traffic {
    /// Traffic of which every row could be read.
    package init(
        _ description: String, requests: Int64, promptTokens: Int64, outputTokens: Int64, start: Instant,
        duration: Int64
    ) {
        self.init(
            description: description, requests: requests, promptTokens: promptTokens, outputTokens: outputTokens,
            start: start,
            end: start.advanced(by: duration), duration: duration, badRows: 0, badRowExamples: [], badRowReasons: [],
            backwardTimes: 0)
    }
}

extension SimulationResult {
    package init(
        policy: String, scenario: String, _ traffic: Traffic, against baseline: Baseline?, _ tally: ReplayTally,
        _ names: Names,
        findings: [Finding]
    ) {
        self.init(
            policyName: policy, scenarioName: scenario, traffic: traffic, baseline: baseline, policy: tally,
            names: names,
            alternatives: [], findings: findings, assumptions: [])
    }
}

extension ReplayTally.Answered {
    package init(_ requests: Int64, prompt: Int64, output: Int64, cost: Money) {
        self.init(requests: requests, prompt: prompt, output: output, cost: cost.pico)
    }
}

extension ReplayTally.Attribution {
    package init(by attributes: [String], _ cells: [Cell]) { self.init(attributes: attributes, cells: cells) }
}

extension ReplayTally.Attribution.Cell {
    package init(_ values: [String], _ answered: ReplayTally.Answered, cached: Int64) {
        self.init(values: values, answered: answered, cachedAnswers: cached)
    }
}

extension ReplayTally.BudgetEvents {
    package init(refused: Int64, rerouted: Int64, alerts: Int64, first: Instant, scope: String) {
        self.init(
            refused: refused, refusedByCeiling: 0, rerouted: rerouted, alerts: alerts, firstTripped: first,
            firstScope: scope)
    }
}

extension TokenSums.Part {
    package init(_ requests: Int64, prompt: Int64, output: Int64) {
        self.init(requests: requests, prompt: prompt, output: output)
    }
}

extension SimulationResult.Alternative {
    package init(_ model: String, _ identity: String, _ cost: Money) {
        self.init(model: model, identity: identity, cost: cost)
    }
}

extension SimulationResult.Reconciliation {
    package init(_ model: String, _ listCost: Money, factorThousandths: Int64) {
        self.init(model: model, listCost: listCost, factorThousandths: factorThousandths)
    }
}

extension SimulationResult.Assumption {
    package init(_ source: Source, _ subject: String, _ value: String) {
        self.init(subject: subject, value: value, source: source)
    }
}

extension Capacity {
    /// Capacity of which only what it costs is known.
    package init(_ kind: Kind, _ name: String, units: Double, cost: Money, basis: SimulationResult.Basis) {
        self.init(PlanCommitment.none, index: 0, name: name, duration: 0)
        self.kind = kind
        self.units = units
        self.cost = cost
        self.basis = basis
    }
}

extension PlanCommitment {
    fileprivate static let none = PlanCommitment(
        name: .empty, targets: TargetSet(), units: 0, pricePerHour: 0, included: nil, window: .month,
        waitsBeyond: false)
}

extension Projection {
    package init(
        months: [Month], invested: [(name: String, amount: Money)], running: [(name: String, amount: Double)],
        growth: Double, discount: Double, scale: Double, figures: [Figure], uncertainty: Uncertainty?
    ) {
        self.months = months
        self.invested = invested
        self.running = running
        self.growth = growth
        self.discount = discount
        self.scale = scale
        hasBaseline = true
        self.figures = figures
        self.uncertainty = uncertainty
    }
}

extension Projection.Month {
    package init(_ number: Int, calls: Double, baseline: Double, cumulative: Double) {
        self.init(
            number: number, start: CivilDate(year: 2026, month: Int64(number), day: 1), traffic: 1, share: 1,
            calls: calls, remaining: 0, capacity: 0, running: 0, baseline: baseline, cumulative: cumulative,
            discounted: cumulative)
    }
}

extension Uncertainty {
    /// With a saving and a payback of fixed bands.
    package init(inputs: [Input], cost: [Band], cumulative: [Band], presentValue: Band, lossChance: Double) {
        self.init(
            draws: 10_000, seed: 1, inputs: inputs, areCorrelated: false, cost: cost, cumulative: cumulative,
            saving: Band(low: 0.1, middle: 0.2, high: 0.3), presentValue: presentValue,
            payback: Band(low: 1, middle: 2.5, high: .infinity), lossChance: lossChance, accuracyDrop: nil)
    }
}

extension Uncertainty.Input {
    package init(
        _ name: String, _ unit: Uncertainty.InputUnit, _ band: Uncertainty.Band, low: Double, high: Double,
        alone: Double?, total: Double?
    ) {
        self.init(
            name: name, unit: unit, band: band, presentValue: (low, high), alone: alone, total: total)
    }
}
