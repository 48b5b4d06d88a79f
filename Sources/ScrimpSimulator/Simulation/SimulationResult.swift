package import ScrimpPlan
package import ScrimpQuantities

/// What a simulation found: figures, and where they come from. A value: the report prints it.
package struct SimulationResult: Sendable {
    package var policyName: String
    package var scenarioName: String
    package var traffic: Traffic
    package var baseline: Baseline?
    package var policy: ReplayTally
    package var names: Names
    /// The same traffic on each model that the policy names, alone and without a cache; cheapest first.
    package var alternatives: [Alternative]
    package var findings: [Finding]
    package var assumptions: [Assumption]
    /// What is paid by the time that it is held, beside the calls.
    package var capacity: [Capacity] = []
    /// What running the policy takes over the replayed time, by its purpose, as the scenario states it.
    package var running: [Running] = []
    /// Nil without a baseline, and where the policy has no lever.
    package var waterfall: Waterfall?
    /// From which volume on each pool is cheaper than what would stand in for it.
    package var breakEvens: [BreakEvenStudy] = []
    /// Nil where the scenario has no horizon.
    package var projection: Projection?
    /// Whether the figures can be trusted to be near what will be billed.
    package var calibration = Calibration.never
    /// Nil where the scenario names no column of recorded quality.
    package var quality: QualityOutcome?
    /// By name; what the replay gives first.
    package var figures: [Figure] = []

    package struct Traffic: Sendable {
        package var description: String
        package var requests: Int64
        package var promptTokens: Int64
        package var outputTokens: Int64
        package var start: Instant?
        package var end: Instant?
        /// Nanoseconds that the figures stand for.
        package var duration: Int64
        /// Rows that could not be read, by reason, and the first of each.
        package var badRows: Int64
        package var badRowExamples: [String]
        package var badRowReasons: [(phrase: String, count: Int64)]
        package var backwardTimes: Int64
    }

    /// How sure a figure is.
    package enum Basis: String, Sendable {
        /// Follows from given numbers by counting and multiplying.
        case exact
        /// Rests on an assumption that the report lists.
        case estimated
        /// Cannot be more than this.
        case bound
    }

    package struct Baseline: Sendable {
        package var name: String
        package var cost: Money
        package var basis: Basis
        /// For a stated bill: what list prices give for the same traffic.
        package var reconciliation: Reconciliation?
        /// By target of the policy, the calls that the baseline is made of; nil for a bill.
        package var byTarget: [ReplayTally.Answered]?
        /// What of it goes to models that the policy does not have, and to capacity.
        package var others: Money = .zero
    }

    /// A stated bill held against list prices.
    package struct Reconciliation: Sendable {
        package var model: String
        package var listCost: Money
        /// Stated over listed, in thousandths.
        package var factorThousandths: Int64
    }

    /// Money that is spent in every window: each counts by the share of it that the traffic covers.
    package struct Running: Sendable, Equatable {
        package var name: String
        package var cost: Money

        package init(_ name: String, _ cost: Money) {
            self.name = name
            self.cost = cost
        }
    }

    package struct Alternative: Sendable {
        package var model: String
        package var identity: String
        package var cost: Money
    }

    /// Names of what the tally counts by index.
    package struct Names: Sendable {
        package var targets: [String]
        package var identities: [String]
        package var rules: [String]
        package var ruleLines: [Int]
        package var caches: [String]
        package var budgets: [String]
        package var budgetLimits: [String]
        package var switches: [String]
        package var limits: [String]

        package init(_ plan: Plan) {
            targets = plan.targets.map { plan.strings.text($0.name) }
            identities = plan.targets.map { plan.strings.text($0.identity) }
            rules = plan.rules.map { plan.strings.text($0.text) }
            ruleLines = plan.rules.map { Int($0.line) }
            caches = plan.caches.map { plan.strings.text($0.name) }
            budgets = plan.budgets.map { plan.strings.text($0.name) }
            budgetLimits = plan.budgets.map(\.limit.description)
            switches = plan.switches.map { plan.strings.text($0.name) }
            limits = plan.limits.map { plan.strings.text($0.name) }
        }
    }

    /// Something that a reader should know before trusting or using the figures.
    package struct Finding: Sendable {
        package enum Kind: String, CaseIterable, Sendable {
            case billNotReconciled = "bill_not_reconciled"
            case simplerPolicy = "simpler_policy"
            case dearerRule = "dearer_rule"
            case refusedTraffic = "refused_traffic"
            case unpricedPool = "pool_cost_missing"
            case fullPool = "pool_full"
            case neverPaysBack = "never_pays_back"
            case trainingNotInvested = "training_not_invested"
            case noEvaluation = "no_evaluation"
            case pool
            case notReplayed = "not_replayed"
            case badRows = "bad_rows"
            case backwardTimes = "backward_times"
        }
        package var kind: Kind
        package var text: String
    }

    package struct Assumption: Sendable {
        package enum Source: String, Sendable { case given, measured, derived, assumed }
        package var subject: String
        package var value: String
        package var source: Source
    }

    /// Baseline minus policy and what running it takes; negative where that is more.
    package var saved: Money? { baseline.map { Money(pico: $0.cost.pico - totalCost.pico) } }

    /// Share of the baseline that is saved, in hundredths of a percent, rounded half away from zero.
    package var savedBasisPoints: Int64? {
        guard let saved, let baseline, baseline.cost > .zero,
            let share = Rational(saved.pico, baseline.cost.pico)?.multiplied(by: Rational(whole: 10_000))
        else { return nil }
        return Int64(clamping: share.rounded)
    }

    /// How sure the policy's cost is.
    package var policyBasis: Basis {
        assumptions.contains { $0.source == .assumed } || capacity.contains { $0.basis != .exact }
            ? .estimated : .exact
    }
}
