package import ScrimpEconomics
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

/// From which monthly volume on a pool is cheaper than the hosted models that would take the place of its own.
///
/// The volume is all tokens, of prompts and answers, in the mix that the replay has brought to the pool. Everything here is
/// estimated: it rests on step times, on a peak, and on list prices.
package struct BreakEvenStudy: Sendable {
    package var pool: String
    /// Models of the policy that the pool serves, and the hosted ones that stand in for each.
    package var models: [String]
    package var alternatives: [String]
    package var breakEven: BreakEven
    /// Tokens a month that the replayed traffic brings to the pool.
    package var volume: Double
    /// Share of them that are prompts.
    package var promptShare: Double
    /// How high the busiest hour stands above the mean.
    package var peakToMean: Double
    /// Whether that was replayed; else it is assumed.
    package var peakIsMeasured: Bool

    /// Tokens a month for which the pool is strictly cheaper, rising.
    package var intervals: [BreakEven.Interval] { breakEven.intervals }

    /// Whether the replayed volume lies in one of the intervals; nil where it is more than the pool can take.
    package var isCheaperNow: Bool? {
        guard breakEven.replicas(volume) != nil else { return nil }
        return intervals.contains { $0.above < volume && volume <= $0.through }
    }

    /// What the replayed volume costs a month by the token, and on the pool; nil where the pool cannot take it.
    package var tokenCostNow: Double { breakEven.tokenCost(volume) }
    package var hostingCostNow: Double? {
        breakEven.replicas(volume).map { breakEven.hostingCost(replicas: max($0, 1)) }
    }

    /// For reports that are made from given figures.
    package init(
        pool: String, models: [String], alternatives: [String], _ breakEven: BreakEven, volume: Double,
        promptShare: Double, peakToMean: Double, peakIsMeasured: Bool
    ) {
        self.pool = pool
        self.models = models
        self.alternatives = alternatives
        self.breakEven = breakEven
        self.volume = volume
        self.promptShare = promptShare
        self.peakToMean = peakToMean
        self.peakIsMeasured = peakIsMeasured
    }
}

extension BreakEvenStudy {
    /// The traffic of a pool, and where it would go without it.
    struct Traffic {
        /// By served target: what it answered, and the hosted target in its place.
        var loads: [(target: Int, answered: ReplayTally.Answered, substitute: Int)]
        /// Nanoseconds.
        var duration: Int64
    }

    /// Nil where the pool answered nothing, or something has no price.
    init?(
        _ pool: PoolCapacity, held: Capacity, fleet: FleetTally?, _ traffic: Traffic, plan: Plan,
        hours: Double, running: Double, setUp: Double
    ) {
        guard traffic.duration > 0, pool.isPriced else { return nil }
        let (prompt, output, cost) = Self.sums(traffic, plan) ?? (0, 0, 0)
        let seconds = Double(traffic.duration) / 1e9
        let tokens = prompt + output
        guard output > 0, cost > 0 else { return nil }
        let loads = traffic.loads.map { load in
            let requests = Double(max(load.answered.requests, 1))
            return ServedLoad(
                target: load.target, tokensPerSecond: Double(load.answered.output) / seconds,
                promptTokens: Double(load.answered.prompt) / requests,
                outputTokens: Double(load.answered.output) / requests)
        }
        guard let estimate = pool.estimate(loads), estimate.capacityPerReplica > 0 else { return nil }
        peakIsMeasured = traffic.duration >= Self.shortestForPeak && (fleet?.busiestHour ?? 0) > 0
        peakToMean =
            peakIsMeasured ? max(Double(fleet?.busiestHour ?? 0) / (tokens / seconds * 3_600), 1) : 1
        let capacity = estimate.capacityPerReplica * tokens / output
        let month = Aggregates.nanosecondsPerMonth / 1e9
        volume = tokens / seconds * month
        guard let peakRate = BreakEven.peakRate(seconds: month, peakToMean: peakToMean) else { return nil }
        let most = min(max(held.isElastic ? pool.mostReplicas : held.replicas(of: pool), 1), 10_000)
        let fewest = held.isElastic ? min(pool.fewestReplicas, most) : most
        let room = capacity * pool.plannedUtilization / peakRate * Double(most)
        let conditions = Capacity.Conditions(held)
        let terms = BreakEven.Terms(
            price: cost / tokens, capacity: capacity, utilization: min(pool.plannedUtilization, 1), peakRate: peakRate,
            hourlyPrice: held.hourly(conditions) * Double(pool.gpusPerReplica), hours: hours, running: running,
            overhead: held.overhead, setUp: setUp, fewestReplicas: fewest, mostReplicas: most,
            // A little more than there is room for: where the replicas end is part of the answer.
            largestVolume: max(room * 1.04, volume))
        guard let breakEven = try? BreakEven(terms) else { return nil }
        self.breakEven = breakEven
        self.pool = held.name
        let names = SimulationResult.Names(plan).targets
        models = traffic.loads.map { names[$0.target] }
        alternatives = traffic.loads.map { names[$0.substitute] }
        promptShare = prompt / tokens
    }

    /// A peak of less than a day of traffic would be chance.
    private static let shortestForPeak: Int64 = 86_400_000_000_000

    /// Tokens of prompts and answers, and what they cost at the list prices of what stands in.
    private static func sums(_ traffic: Traffic, _ plan: Plan) -> (Double, Double, Double)? {
        var (prompt, output, cost) = (0.0, 0.0, 0.0)
        for load in traffic.loads {
            var sums = TokenSums(steps: TokenSums.steps(of: plan.targets))
            let mean = load.answered.prompt / max(load.answered.requests, 1)
            sums.add(
                .init(load.answered.requests, prompt: load.answered.prompt, output: load.answered.output),
                to: sums.part(ofPrompt: mean))
            guard let listed = sums.cost(plan.targets[load.substitute].prices) else { return nil }
            prompt += Double(load.answered.prompt)
            output += Double(load.answered.output)
            cost += listed.dollars
        }
        return (prompt, output, cost)
    }

    /// What the study stands on beside what the pool's own figures say.
    var assumptions: [SimulationResult.Assumption] {
        let standIns = zip(models, alternatives).map { "\($1) for \($0)" }.joined(separator: ", ")
        return [
            .init(
                .derived, "break-even of \(pool): what stands in for it",
                "\(standIns), at list prices, for the mix of tokens that was replayed"),
            .init(
                peakIsMeasured ? .measured : .assumed, "break-even of \(pool): peak",
                peakIsMeasured
                    ? "the busiest hour is \(Int64(clamping: Int128((peakToMean * 100).rounded())).decimal(places: 2)) times the mean"
                    : "as high as the mean; the traffic is shorter than a day"),
        ]
    }
}

extension Capacity {
    /// Of a pool that does not scale.
    fileprivate func replicas(of pool: PoolCapacity) -> Int {
        Int(min((mostUnits / Double(max(pool.gpusPerReplica, 1))).rounded(.up), 1e9))
    }
}

extension Simulation {
    /// One for each pool that answered something and has a price, in the policy's order.
    func breakEvens(_ result: SimulationResult) -> [BreakEvenStudy] {
        let reference = result.baseline.flatMap { self.reference(result, $0) }
        let held = result.capacity.filter { $0.kind == .pool }
        let economy = scenario.economy
        // What the policy's only pool takes is all that is invested and run; of several nobody says which.
        let isOnly = held.count == 1
        let running = isOnly ? economy.running.reduce(0) { $0 + $1.amount.dollars * $1.window.perMonth } : 0
        let months = Double(max(economy.horizonMonths ?? 0, 1))
        let setUp = isOnly && economy.horizonMonths != nil ? economy.invest.reduce(0) { $0 + $1.amount.dollars } : 0
        return held.compactMap { capacity -> BreakEvenStudy? in
            guard capacity.index < pools.count, let pool = pools[capacity.index] else { return nil }
            var loads: [(target: Int, answered: ReplayTally.Answered, substitute: Int)] = []
            for model in pool.models {
                let answered = result.policy.byTarget[model.target]
                guard answered.requests > 0, let substitute = plan.hostedSubstitute(for: model.target) ?? reference
                else { continue }
                loads.append((model.target, answered, substitute))
            }
            let fleet =
                capacity.index < result.policy.fleets.count ? result.policy.fleets[capacity.index] : nil
            return BreakEvenStudy(
                pool, held: capacity, fleet: fleet, .init(loads: loads, duration: result.traffic.duration), plan: plan,
                hours: Capacity.hoursPerMonth * policy.pools[capacity.index].heldShare, running: running,
                setUp: setUp / months)
        }
    }
}
