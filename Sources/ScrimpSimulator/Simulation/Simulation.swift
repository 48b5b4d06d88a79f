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
    /// Compiles the policy with constants of other values.
    let retune: Retune?
    /// Told now and then how many rows were replayed.
    let progress: (Int64) -> Void
    /// How to replay, whatever the policy needs.
    let way: ReplayWay
    /// What the policy's pools can do, and what stands against it.
    let fleet: Fleet
    var pools: [PoolCapacity?] { fleet.pools }

    /// - Parameter folder: where the scenario's files are seen from; empty or with its final slash.
    package init(
        policy: Policy, plan: Plan, scenario: Scenario, folder: String, strict: Bool = false,
        by way: ReplayWay = .fastest, threads: Int = 1, tap: LedgerTap? = nil,
        otherPolicy: @escaping (String) throws(SimulationError) -> (policy: Policy, plan: Plan),
        retune: Retune? = nil,
        progress: @escaping (Int64) -> Void = { _ in }
    ) throws(SimulationError) {
        self.init(
            policy: policy, plan: plan, scenario: scenario,
            try ScenarioTraffic(
                scenario, policy: policy, plan: plan, folder: folder, strict: strict, graded: scenario.economy.quality),
            folder: folder, strict: strict, by: way, threads: threads, tap: tap, otherPolicy: otherPolicy,
            retune: retune, progress: progress)
    }

    /// With other traffic than the scenario's own.
    init(
        policy: Policy, plan: Plan, scenario: Scenario, _ traffic: ScenarioTraffic, folder: String, strict: Bool,
        by way: ReplayWay, threads: Int, tap: LedgerTap?,
        otherPolicy: @escaping (String) throws(SimulationError) -> (policy: Policy, plan: Plan),
        retune: Retune? = nil,
        progress: @escaping (Int64) -> Void
    ) {
        self.policy = policy
        self.plan = plan
        self.scenario = scenario
        self.otherPolicy = otherPolicy
        self.retune = retune
        self.progress = progress
        self.way = way
        fleet = Fleet(policy)
        self.traffic = traffic
        self.folder = folder
        self.strict = strict
        self.threads = threads
        self.tap = tap
    }

    let folder: String
    let strict: Bool
    /// For draws only; figures do not depend on it.
    let threads: Int
    /// Told of every request of the policy's own replay.
    let tap: LedgerTap?

    package func run() throws(SimulationError) -> SimulationResult {
        var result = try replayed()
        let compared = try baseline(result)
        result.baseline = compared?.baseline
        if let compared { add(compared, to: &result) }
        result.waterfall = try waterfall(result)
        result.breakEvens = breakEvens(result)
        result.assumptions += result.breakEvens.flatMap(\.assumptions)
        result.projection = try projection(result, compared)
        result.figures = result.replayedFigures + (result.projection?.allFigures ?? [])
        result.quality = try quality(result)
        result.findings = findings(result)
        return result
    }

    /// Only what some figures need: a search replays the same traffic many times.
    package func measure(_ wanted: Set<Figure.Name>) throws(SimulationError) -> SimulationResult {
        var result = try replayed()
        guard !wanted.isSubset(of: Figure.Name.ofPolicyAlone) else {
            result.figures = result.replayedFigures
            return result
        }
        let compared = try baseline(result)
        result.baseline = compared?.baseline
        result.figures = result.replayedFigures
        guard !wanted.isSubset(of: result.figures.map(\.name)) else { return result }
        result.projection = try projection(result, compared)
        result.figures += result.projection?.allFigures ?? []
        return result
    }

    private func replayed() throws(SimulationError) -> SimulationResult {
        let (tally, statistics) = try replay(plan, traffic, pools, tap: tap)
        let summary = summary(tally, statistics)
        var result = SimulationResult(
            policyName: policy.name.value, scenarioName: scenario.name, traffic: summary, baseline: nil,
            policy: tally, names: .init(plan), alternatives: alternatives(tally), findings: [],
            assumptions: assumptions())
        result.capacity = capacity(policy, plan, tally, pools, duration: summary.duration)
        result.running = running(summary)
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
