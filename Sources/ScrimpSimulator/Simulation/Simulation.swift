import ScrimpCatalog
import ScrimpDiagnostics
package import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime
package import ScrimpSemantics

/// Replays a scenario's traffic through a policy and through its baseline.
package struct Simulation {
    let policy: Policy
    let plan: Plan
    let scenario: Scenario
    let traffic: ScenarioTraffic
    /// Compiles the policy of `baseline: policy("file")`, and opens the scenario's traffic for it.
    let otherPolicy: (String) throws(SimulationError) -> (policy: Policy, plan: Plan)
    /// Told now and then how many rows were replayed.
    let progress: (Int64) -> Void
    /// How to replay, whatever the policy needs.
    let way: ReplayWay
    /// By pool of the policy's plan: what it can do; nil, or no entry, where that is not known.
    let pools: [PoolCapacity?]

    /// - Parameter folder: where the scenario's files are seen from; empty or with its final slash.
    package init(
        policy: Policy, plan: Plan, scenario: Scenario, folder: String, strict: Bool = false,
        by way: ReplayWay = .fastest, pools: [PoolCapacity?] = [],
        otherPolicy: @escaping (String) throws(SimulationError) -> (policy: Policy, plan: Plan),
        progress: @escaping (Int64) -> Void = { _ in }
    ) throws(SimulationError) {
        self.policy = policy
        self.plan = plan
        self.scenario = scenario
        self.otherPolicy = otherPolicy
        self.progress = progress
        self.way = way
        self.pools = pools
        traffic = try ScenarioTraffic(scenario, policy: policy, plan: plan, folder: folder, strict: strict)
        self.folder = folder
        self.strict = strict
    }

    let folder: String
    let strict: Bool

    package func run() throws(SimulationError) -> SimulationResult {
        let (tally, statistics) = try replay(plan, traffic, pools)
        var result = SimulationResult(
            policyName: policy.name.value, scenarioName: scenario.name, traffic: summary(tally, statistics),
            baseline: nil,
            policy: tally, names: .init(plan), alternatives: alternatives(tally), findings: [],
            assumptions: assumptions())
        result.baseline = try baseline(result)
        result.findings = findings(result)
        return result
    }

    private func summary(_ tally: ReplayTally, _ statistics: TraceStatistics?) -> SimulationResult.Traffic {
        let total = tally.offered.total
        var duration = traffic.declaredDuration ?? 0
        if traffic.declaredDuration == nil, let first = tally.first, let last = tally.last {
            duration = last.nanoseconds - first.nanoseconds
        }
        return .init(
            description: traffic.description, requests: tally.requests, promptTokens: total.prompt,
            outputTokens: total.output,
            start: traffic.start ?? tally.first, end: traffic.start.map { $0.advanced(by: duration) } ?? tally.last,
            duration: duration,
            badRows: statistics?.badRows ?? 0, badRowExamples: statistics?.examples.map(\.description) ?? [],
            badRowReasons: BadRow.Reason.allCases.compactMap { reason in
                guard let count = statistics?.count(of: reason), count > 0 else { return nil }
                return (reason.phrase, count)
            }, backwardTimes: statistics?.backwardTimes ?? 0)
    }

    // MARK: Comparison

    private func alternatives(_ tally: ReplayTally) -> [SimulationResult.Alternative] {
        let names = SimulationResult.Names(plan)
        return plan.targets.indices.compactMap { index -> SimulationResult.Alternative? in
            let target = plan.targets[index]
            guard !target.isSelfHosted, policy.models[index].kind == .chat, let cost = tally.offered.cost(target.prices)
            else { return nil }
            return .init(model: names.targets[index], identity: names.identities[index], cost: cost)
        }.sorted { ($0.cost, $0.model) < ($1.cost, $1.model) }
    }

    private func baseline(_ result: SimulationResult) throws(SimulationError) -> SimulationResult.Baseline? {
        guard let field = scenario.fields["baseline"], case .choice(let choice) = field.value else { return nil }
        switch choice.word {
        case "everything":
            guard case .name(_, let index, let name)? = choice.arguments["on"]?.value else { return nil }
            let prices = plan.targets[index].prices
            guard !plan.targets[index].isSelfHosted, let cost = result.policy.offered.cost(prices) else {
                throw SimulationError(
                    .unpricedTraffic, "`\(name)` has no price per token that this traffic could be compared with",
                    at: field.origin,
                    help: "compare with a hosted model, or with `bill($47_000 per month)`")
            }
            return .init(name: "everything on \(name)", cost: cost, basis: traffic.hasOutput ? .exact : .bound)
        case "policy":
            guard case .text(let file)? = choice.arguments["file"]?.value else { return nil }
            let other = try otherPolicy(file)
            let same = try ScenarioTraffic(
                scenario, policy: other.policy, plan: other.plan, folder: folder, strict: strict)
            let (tally, _) = try replay(other.plan, same, [])
            return .init(name: "policy \(file)", cost: tally.cost, basis: .exact)
        default:
            return try bill(choice, field.origin, result)
        }
    }

    private func bill(
        _ choice: Choice, _ origin: SourceLocation, _ result: SimulationResult
    ) throws(SimulationError) -> SimulationResult.Baseline? {
        guard case .perWindow(let amount, let window)? = choice.arguments["amount"]?.value,
            let money = Money(exactly: amount.value),
            let start = result.traffic.start, result.traffic.duration > 0,
            let cost = BillShare.of(
                money, per: window, zone: plan.zone, from: start, duration: result.traffic.duration)
        else {
            throw SimulationError(.traceDeclaration, "there is no traffic that the bill could be for", at: origin)
        }
        var reconciliation: SimulationResult.Reconciliation?
        let stated: (String, Money)? =
            if case .name(_, let index, let name)? = choice.arguments["on"]?.value {
                result.policy.offered.cost(plan.targets[index].prices).map { (name, $0) }
            } else {
                Self.nearest(to: cost, among: result.alternatives).map { ($0.model, $0.cost) }
            }
        if let (model, listed) = stated, listed > .zero,
            let factor = Rational(cost.pico, listed.pico)?.multiplied(by: Rational(whole: 1_000))
        {
            reconciliation = .init(model: model, listCost: listed, factorThousandths: Int64(clamping: factor.rounded))
        }
        return .init(
            name: "stated bill of \(money.formatted(grouping: UInt8(ascii: ","))) per \(window.word)", cost: cost,
            basis: .estimated,
            reconciliation: reconciliation)
    }

    /// The model whose list price comes nearest to a bill, by ratio.
    private static func nearest(to bill: Money, among alternatives: [SimulationResult.Alternative]) -> SimulationResult
        .Alternative?
    {
        func distance(_ cost: Money) -> Double {
            guard cost > .zero, bill > .zero else { return .infinity }
            let ratio = Double(bill.pico) / Double(cost.pico)
            return max(ratio, 1 / ratio)
        }
        return alternatives.min { (distance($0.cost), $0.model) < (distance($1.cost), $1.model) }
    }
}

extension Budget.Window {
    /// As it is written behind `per`.
    var word: String {
        switch self {
        case .minute: "minute"
        case .hour: "hour"
        case .day: "day"
        case .week: "week"
        case .month: "month"
        case .quarter: "quarter"
        case .year: "year"
        case .rolling, .untilIdle: "window"
        }
    }

    var calendarUnit: PlanWindow.Unit? {
        switch self {
        case .minute: .minute
        case .hour: .hour
        case .day: .day
        case .week: .week
        case .month: .month
        case .quarter: .quarter
        case .year: .year
        case .rolling, .untilIdle: nil
        }
    }
}
