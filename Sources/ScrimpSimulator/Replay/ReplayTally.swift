package import ScrimpPlan
package import ScrimpQuantities

/// What a replay counted. Everything in it is exact; order and number of threads do not change it.
package struct ReplayTally: Sendable {
    package struct Answered: Hashable, Sendable {
        package var requests: Int64 = 0
        package var prompt: Int64 = 0
        package var output: Int64 = 0
        /// Pico-dollars.
        package var cost: Int128 = 0
        /// Of the requests, those whose answer by this model has a recorded quality.
        package var graded: Int64 = 0
        /// Sum of their qualities, in billionths.
        package var quality: Int128 = 0
    }

    /// What a budget did.
    package struct BudgetEvents: Hashable, Sendable {
        package var refused: Int64 = 0
        package var refusedByCeiling: Int64 = 0
        package var rerouted: Int64 = 0
        package var alerts: Int64 = 0
        /// When it first refused or rerouted a request.
        package var firstTripped: Instant?
        /// Value of its scope then, as text; nil for a budget without scopes.
        package var firstScope: String?
    }

    package var byTarget: [Answered]
    /// By rule, whatever target answered.
    package var byRule: [Answered]
    /// Requests that no rule was asked for: a switch or a budget's action chose the target.
    package var beyondRules = Answered()
    package var cacheHits: [Int64]
    package var budgets: [BudgetEvents]
    package var switchRejected: [Int64]
    /// By limit: requests that it let through on no candidate.
    package var limitRejected: [Int64]
    package var exhausted: Int64 = 0
    package var missedDeadline: Int64 = 0
    /// Requests that waited for a budget or a limit, however that ended.
    package var waited: Int64 = 0
    package var requests: Int64 = 0
    package var first: Instant?
    package var last: Instant?
    /// All traffic; what was refused; what caches answered.
    package var offered: TokenSums
    package var refused: TokenSums
    package var cached: TokenSums
    package var attributions: [Attribution] = []
    /// By shape, then by target: the calls that the shape bears on.
    package var byShape: [[Answered]]
    /// By gather: requests that it bears on.
    package var gathered: [Int64]
    /// What became of calls, beside what they cost; nothing where nothing takes time.
    package var calls = CallEvents()
    /// Nil where nothing takes time.
    package var latency: LatencyTally?
    /// By pool of the plan; nil where nothing is known of it, and none where nothing takes time.
    package var fleets: [FleetTally?] = []

    /// What became of calls that took time.
    package struct CallEvents: Hashable, Sendable {
        /// Calls that failed in an outage: as they started, or while they ran.
        package var failed: Int64 = 0
        /// Calls that were lost with the hardware that they ran on or waited for.
        package var lost: Int64 = 0
        /// Further tries that the engine made of both.
        package var retried: Int64 = 0
        /// Calls that had no end when everything else had: cancelled then, and counted among the answers.
        package var unfinished: Int64 = 0
        /// Batches that went out, and the calls in them.
        package var batches: Int64 = 0
        package var batchedCalls: Int64 = 0

        package init() {}
    }

    /// Cost by the values of some attributes.
    package struct Attribution: Sendable {
        package struct Cell: Sendable {
            /// One text per attribute; empty for the cell that further combinations share.
            package var values: [String]
            package var answered: Answered
            package var cachedAnswers: Int64
            /// All that was asked for, refusals and answers of caches included; nil where that was not counted apart.
            package var offered: TokenSums?
            /// What the baseline costs for it; nil where nobody can say.
            package var baseline: Money?
        }
        package var attributes: [String]
        /// Dearest first; equal ones by their values.
        package var cells: [Cell]
    }

    package init(plan: Plan) {
        let steps = TokenSums.steps(of: plan.targets)
        byTarget = [Answered](repeating: Answered(), count: plan.targets.count)
        byRule = [Answered](repeating: Answered(), count: plan.rules.count)
        cacheHits = [Int64](repeating: 0, count: plan.caches.count)
        budgets = [BudgetEvents](repeating: BudgetEvents(), count: plan.budgets.count)
        switchRejected = [Int64](repeating: 0, count: plan.switches.count)
        limitRejected = [Int64](repeating: 0, count: plan.limits.count)
        byShape = plan.shapes.map { _ in [Answered](repeating: Answered(), count: plan.targets.count) }
        gathered = [Int64](repeating: 0, count: plan.gathers.count)
        offered = TokenSums(steps: steps)
        refused = TokenSums(steps: steps)
        cached = TokenSums(steps: steps)
    }

    package var cost: Money { Money(pico: byTarget.reduce(0) { $0 + $1.cost }) }
    package var rejected: Int64 { refused.total.requests }
    package var answeredByCache: Int64 { cacheHits.reduce(0, +) }
}
