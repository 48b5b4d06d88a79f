package import ScrimpPlan
package import ScrimpQuantities

/// What a replay comes to in a month of the same traffic: sums by target, from which every later month is worked out without
/// another replay. Dollars in binary, because all of it is scaled by a ratio of times; counts and money of the replay itself
/// stay exact in the tally.
package struct Aggregates: Sendable {
    /// Calls to one target in a month. Costs are in dollars.
    package struct Calls: Hashable, Sendable {
        package var requests = 0.0
        package var promptTokens = 0.0
        package var outputTokens = 0.0
        package var promptCost = 0.0
        package var outputCost = 0.0
        /// What is paid by the request, the image, the tool call.
        package var otherCost = 0.0

        package var cost: Double { promptCost + outputCost + otherCost }

        package init() {}
    }

    /// What the policy is held against.
    package enum Baseline: Sendable {
        /// Calls by target of the policy; those of a target that the policy does not have stand in `others`.
        case calls([Calls], others: Double)
        /// Dollars a month that no price list explains.
        case stated(Double)
    }

    /// Share of the calls to a target, by its tokens, that a shape bears on.
    package struct ShapeShare: Hashable, Sendable {
        package var prompt: [Double]
        package var output: [Double]
    }

    /// A month is a twelfth of a year of 365.25 days.
    package static let monthDays = 30.4375
    package static let nanosecondsPerMonth = monthDays * 86_400e9

    /// How many times the replayed traffic a month holds.
    package let scale: Double
    package var requests: Double
    package var tokens: Double
    /// By target.
    package var policy: [Calls]
    package var baseline: Baseline?
    /// Share of all requests that each cache answered.
    package var hitShares: [Double]
    package var refusedShare: Double
    /// By shape of the plan.
    package var shapes: [ShapeShare]
    /// By gather: the share of the requests that it bears on, and how many calls each would have without it.
    package var gathers: [(share: Double, of: Double)]
    package var capacity: [Capacity]

    /// Nil where the traffic has no length that a month could be made of.
    package init?(_ tally: ReplayTally, _ plan: Plan, duration: Int64, capacity: [Capacity]) {
        guard duration > 0 else { return nil }
        let scale = Self.nanosecondsPerMonth / Double(duration)
        self.scale = scale
        self.capacity = capacity
        requests = Double(tally.requests) * scale
        let offered = tally.offered.total
        tokens = (Double(offered.prompt) + Double(offered.output)) * scale
        policy = Self.calls(tally.byTarget, plan, scale)
        let all = max(Double(tally.requests), 1)
        hitShares = tally.cacheHits.map { Double($0) / all }
        refusedShare = Double(tally.refused.total.requests) / all
        shapes = tally.byShape.map { uses in
            ShapeShare(
                prompt: zip(uses, tally.byTarget).map { Self.share($0.prompt, of: $1.prompt) },
                output: zip(uses, tally.byTarget).map { Self.share($0.output, of: $1.output) })
        }
        gathers = zip(tally.gathered, plan.gathers).map { (Double($0) / all, Double($1.of)) }
    }

    private static func share(_ part: Int64, of whole: Int64) -> Double { whole > 0 ? Double(part) / Double(whole) : 0 }

    /// Calls by target, with each cost taken apart by what it is paid for.
    package static func calls(_ answered: [ReplayTally.Answered], _ plan: Plan, _ scale: Double) -> [Calls] {
        zip(answered, plan.targets).map { calls($0, $1.prices, scale) }
    }

    /// The parts are in the proportion of the list prices; they add up to the cost.
    static func calls(_ answered: ReplayTally.Answered, _ prices: PlanPrices, _ scale: Double) -> Calls {
        var calls = Calls()
        calls.requests = Double(answered.requests) * scale
        calls.promptTokens = Double(answered.prompt) * scale
        calls.outputTokens = Double(answered.output) * scale
        let cost = Money(pico: answered.cost).dollars * scale
        let prompt = Double(prices.input ?? 0) * Double(answered.prompt)
        let output = Double(prices.output ?? 0) * Double(answered.output)
        let other = Double(prices.perRequest ?? 0) * Double(answered.requests)
        // What a step of the price list, an image or a tool call adds is in none of the three.
        let listed = max(prompt + output + other, Double(answered.cost))
        guard listed > 0 else { return calls }
        if prices.longContext.isEmpty {
            calls.promptCost = cost * (prompt / listed)
            calls.outputCost = cost * (output / listed)
            calls.otherCost = cost - calls.promptCost - calls.outputCost
        } else {
            let both = prompt + output
            calls.promptCost = both > 0 ? cost * (prompt / both) : 0
            calls.outputCost = cost - calls.promptCost
        }
        return calls
    }
}

extension Money {
    /// The nearest binary number of dollars; for projections and statistics.
    package var dollars: Double { Double(pico) / Double(Money.picoPerDollar) }

    /// Rounded to a pico-dollar; clamped at the ends of what money can hold.
    package init(dollars: Double) {
        let pico = (dollars * Double(Money.picoPerDollar)).rounded()
        guard pico == pico else {
            self = .zero
            return
        }
        self.init(pico: Int128(exactly: pico) ?? (pico < 0 ? -Int128.max : .max))
    }
}
