import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
import ScrimpSemantics

/// What prices are multiplied with in each month, where some of them change by date. Month 1 begins with the traffic's first
/// local day, every further one a calendar month later; a change within a month counts by the days that are left of it.
struct PriceCourse: Sendable {
    /// By month, then by target: factor of what is paid for prompt, output and the rest.
    var prompt: [[Double]]
    var output: [[Double]]
    var other: [[Double]]
    /// By month, then by pool.
    var pools: [[Double]]
    /// By month, then by pool: the price that takes the place of the one that is drawn, and the share of the month it has.
    let isConstant: Bool

    init(
        _ changes: [PriceChange], plan: Plan, capacity: [Capacity], start: Instant?, months: Int
    ) throws(SimulationError) {
        let ones = [[Double]](repeating: [Double](repeating: 1, count: plan.targets.count), count: months)
        (prompt, output, other) = (ones, ones, ones)
        pools = [[Double]](repeating: [Double](repeating: 1, count: plan.pools.count), count: months)
        isConstant = changes.isEmpty
        guard let first = changes.first else { return }
        guard let start else {
            throw SimulationError(
                .traceDeclaration, "prices change by date, and the traffic has no time", at: first.location,
                help: "name the column of its times: `trace(…, time: \"…\")`")
        }
        let (day, _) = plan.zone.local(atSecond: start.seconds)
        let bounds = (0...months).map { CivilDate(daysSinceEpoch: day).addingMonths($0).daysSinceEpoch }
        for target in plan.targets.indices {
            let prices = plan.targets[target].prices
            try apply(changes, target, .input, prices.input, bounds) { $0.prompt[$1][target] = $2 }
            try apply(changes, target, .output, prices.output, bounds) { $0.output[$1][target] = $2 }
            try apply(changes, target, .perRequest, prices.perRequest, bounds) { $0.other[$1][target] = $2 }
        }
        for pool in plan.pools.indices {
            let current = capacity.first { $0.kind == .pool && $0.index == pool }?.hourlyPrice
            let steps = try Self.steps(changes, current) { $0 == .pool(pool) }
            for month in 0..<months { pools[month][pool] = Self.mean(steps, bounds[month], bounds[month + 1]) }
        }
    }

    private mutating func apply(
        _ changes: [PriceChange], _ target: Int, _ component: PriceChange.Component, _ price: Int64?, _ bounds: [Int64],
        _ store: (inout PriceCourse, Int, Double) -> Void
    ) throws(SimulationError) {
        let current = price.map { Double($0) / Double(Money.picoPerDollar) }
        let steps = try Self.steps(changes, current) { subject in
            guard case .models(let models, let part) = subject, models.contains(target) else { return false }
            return part == nil || part == component
        }
        guard !steps.isEmpty else { return }
        for month in 0..<(bounds.count - 1) {
            store(&self, month, Self.mean(steps, bounds[month], bounds[month + 1]))
        }
    }

    /// Days and the factor of today's price that holds from each on.
    private static func steps(
        _ changes: [PriceChange], _ current: Double?, _ bears: (PriceChange.Subject) -> Bool
    ) throws(SimulationError) -> [(day: Int64, factor: Double)] {
        var factor = 1.0
        var steps: [(day: Int64, factor: Double)] = []
        for change in changes where bears(change.subject) {
            switch change.change {
            case .factor(let ratio): factor *= ratio.approximate
            case .price(let price):
                guard let current, current > 0 else {
                    throw SimulationError(
                        .unpricedTraffic, "this price has nothing to change from: it is none today",
                        at: change.location,
                        help: "give the price in the policy or in a catalog, or leave the change out")
                }
                factor = change.dollars(price) / current
            }
            steps.append((change.date.daysSinceEpoch, factor))
        }
        return steps
    }

    /// The mean factor over the days `start` up to `end`.
    private static func mean(_ steps: [(day: Int64, factor: Double)], _ start: Int64, _ end: Int64) -> Double {
        var sum = 0.0
        var day = start
        var factor = 1.0
        for step in steps {
            let until = min(max(step.day, day), end)
            sum += Double(until - day) * factor
            day = until
            factor = step.factor
        }
        sum += Double(end - day) * factor
        return end > start ? sum / Double(end - start) : factor
    }
}

extension PriceChange {
    /// Dollars per token, per request, or per accelerator and hour.
    fileprivate func dollars(_ price: Rational) -> Double {
        if case .pool = subject { return price.approximate * 3_600e9 }
        return price.approximate
    }
}

extension CivilDate {
    /// The same day some months later, or the last of a month that has no such day.
    func addingMonths(_ count: Int) -> CivilDate {
        let total = year * 12 + month - 1 + Int64(count)
        let (nextYear, nextMonth) = (total / 12, total % 12 + 1)
        let following = CivilDate(
            year: nextMonth == 12 ? nextYear + 1 : nextYear, month: nextMonth == 12 ? 1 : nextMonth + 1, day: 1)
        let last = CivilDate(daysSinceEpoch: following.daysSinceEpoch - 1).day
        return CivilDate(year: nextYear, month: nextMonth, day: min(day, last))
    }
}
