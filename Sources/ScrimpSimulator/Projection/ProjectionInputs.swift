import ScrimpEconomics
import ScrimpQuantities
import ScrimpSemantics

/// Every number of a projection that a scenario may be unsure of, at one value each. Rates are monthly, money is in dollars.
package struct ProjectionInputs: Sendable {
    package var growth: Double
    package var discount: Double
    package var invest: [Double]
    /// A month.
    package var running: [Double]
    /// By cache: share of all requests; nil as replayed.
    package var hitShares: [Double?]
    /// By target: what its prices and the length of its answers are multiplied with.
    package var modelPrices: [Double]
    package var modelOutputs: [Double]
    /// By target: how much less accurate it is said to be than what it stands in for; nil where nobody says.
    package var accuracyDrops: [Double?]
    /// By capacity of the aggregates.
    package var capacity: [Capacity.Conditions]
    /// By shape: share of prompt and output that is saved.
    package var promptSavings: [Double]
    package var outputSavings: [Double]
    /// By gather: calls that are started; nil for all.
    package var gatherCalls: [Double?]

    /// What the scenario states and the replay has found.
    init(_ economy: ScenarioEconomy, _ aggregates: Aggregates) {
        growth = Self.monthly(economy.growth.value.approximate, economy.growth.period)
        discount = Self.monthly(economy.discount.value.approximate, economy.discount.period)
        invest = economy.invest.map(\.amount.dollars)
        running = economy.running.map { $0.amount.dollars * $0.window.perMonth }
        hitShares = [Double?](repeating: nil, count: aggregates.hitShares.count)
        modelPrices = [Double](repeating: 1, count: aggregates.policy.count)
        modelOutputs = modelPrices
        accuracyDrops = [Double?](repeating: nil, count: aggregates.policy.count)
        capacity = aggregates.capacity.map { Capacity.Conditions($0) }
        promptSavings = [Double](repeating: 0, count: aggregates.shapes.count)
        outputSavings = promptSavings
        gatherCalls = [Double?](repeating: nil, count: aggregates.gathers.count)
    }

    /// A rate of a calendar period as one of a month; rates are above −100 %.
    static func monthly(_ rate: Double, _ period: ScenarioEconomy.Period) -> Double {
        period == .month ? rate : Rates.monthly(fromYearly: rate) ?? -1
    }
}

extension Budget.Window {
    /// How many of the window a month of 30.4375 days has.
    var perMonth: Double {
        switch self {
        case .minute: Aggregates.monthDays * 1_440
        case .hour: Aggregates.monthDays * 24
        case .day: Aggregates.monthDays
        case .week: Aggregates.monthDays / 7
        case .month: 1
        case .quarter: 1 / 3
        case .year: 1 / 12
        case .rolling(let nanoseconds), .untilIdle(let nanoseconds):
            Aggregates.nanosecondsPerMonth / Double(max(nanoseconds, 1))
        }
    }
}

/// Where the drawn value of one uncertain thing goes.
struct InputSetter: Sendable {
    private let path: EconomyPath
    private let period: ScenarioEconomy.Period
    /// What a drawn number is multiplied with to become the input's.
    private let scale: Double
    /// Index in the aggregates' capacity.
    private let capacity: Int?

    init(_ uncertainty: ScenarioEconomy.Uncertainty, _ economy: ScenarioEconomy, _ aggregates: Aggregates) {
        path = uncertainty.path
        period = uncertainty.period ?? .month
        let isRatio = uncertainty.distribution.kind?.scale == .ratio
        var scale = 1.0
        var capacity: Int?
        switch uncertainty.path {
        case .running(let index): scale = economy.running[index].window.perMonth
        case .modelPrice(let target) where uncertainty.distribution.kind != nil && !isRatio:
            // Money per token against the mean of what prompt and output cost: p = (i·p_in + o·p_out)/(i + o).
            let calls = aggregates.policy[target]
            let tokens = calls.promptTokens + calls.outputTokens
            let cost = calls.promptCost + calls.outputCost
            scale = cost > 0 ? tokens / cost : 0
        case .modelOutput(let target) where uncertainty.distribution.kind != nil && !isRatio:
            let calls = aggregates.policy[target]
            scale = calls.outputTokens > 0 ? calls.requests / calls.outputTokens : 0
        case .poolPrice(let pool), .poolInterruptions(let pool), .poolThroughput(let pool), .poolOverhead(let pool):
            capacity = aggregates.capacity.firstIndex { $0.kind == .pool && $0.index == pool }
            // Given per nanosecond, as every rate; those of a file are per hour.
            if case .poolPrice = uncertainty.path, uncertainty.distribution.kind != nil { scale = 3_600e9 }
            if case .poolInterruptions = uncertainty.path, uncertainty.distribution.kind != nil { scale = 3_600e9 }
        default: break
        }
        self.scale = scale
        self.capacity = capacity
    }

    func set(_ drawn: Double, in inputs: inout ProjectionInputs) {
        let value = drawn * scale
        switch path {
        case .growth: inputs.growth = ProjectionInputs.monthly(max(value, -1), period)
        case .discount: inputs.discount = ProjectionInputs.monthly(max(value, -0.999_999), period)
        case .invest(let index): inputs.invest[index] = value
        case .running(let index): inputs.running[index] = value
        case .cacheHitRate(let index): inputs.hitShares[index] = min(max(value, 0), 1)
        case .modelPrice(let index): inputs.modelPrices[index] = max(value, 0)
        case .modelOutput(let index): inputs.modelOutputs[index] = max(value, 0)
        case .accuracyDrop(let index): inputs.accuracyDrops[index] = value
        case .shapeCompression(let index): inputs.promptSavings[index] = min(max(value, 0), 1)
        case .shapeSaving(let index): inputs.outputSavings[index] = min(max(value, 0), 1)
        case .gatherCalls(let index): inputs.gatherCalls[index] = max(value, 0)
        case .poolPrice: if let capacity { inputs.capacity[capacity].hourlyPrice = max(value, 0) }
        case .poolInterruptions: if let capacity { inputs.capacity[capacity].interruptionsPerHour = max(value, 0) }
        case .poolThroughput: if let capacity { inputs.capacity[capacity].throughput = max(value, 0) }
        case .poolOverhead: if let capacity { inputs.capacity[capacity].overhead = max(value, 0) }
        }
    }
}
