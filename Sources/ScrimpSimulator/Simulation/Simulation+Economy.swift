import ScrimpCatalog
import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

/// From what a replay has counted to what it comes to: capacity, levers, months.
extension Simulation {
    // MARK: Levers

    func waterfall(_ result: SimulationResult) throws(SimulationError) -> Waterfall? {
        guard let baseline = result.baseline, let reference = reference(result, baseline) else { return nil }
        let study = LeverStudy(
            plan, reference: reference, standard: standardPrices, tally: result.policy)
        let offered = result.policy.offered
        var waterfall = try study.waterfall(
            name: result.names.targets[reference], baseline: baseline.cost, cost: result.policyCost,
            requests: result.policy.requests, seed: traffic.seed
        ) { variant, rows throws(SimulationError) in
            // Everything on one model needs no replay: its sums are known.
            if rows == nil, variant.answersEverything, variant.reachableTargets == [reference],
                let listed = offered.cost(variant.targets[reference].prices), study.liftsBudgets(variant)
            {
                return listed
            }
            let (tally, _) = try replay(variant, traffic, pools, rows: rows)
            let held = capacity(
                policy, variant, tally, pools, duration: rows == nil ? result.traffic.duration : Self.duration(tally))
            return Money(pico: tally.cost.pico + held.reduce(0) { $0 + $1.cost.pico })
        }
        waterfall?.running = result.runningCost
        return waterfall
    }

    private static func duration(_ tally: ReplayTally) -> Int64 {
        guard let first = tally.first, let last = tally.last else { return 0 }
        return last.nanoseconds - first.nanoseconds
    }

    /// The model that the baseline pays for, or the one whose list price comes nearest to it.
    func reference(_ result: SimulationResult, _ baseline: SimulationResult.Baseline) -> Int? {
        if let field = scenario.fields["baseline"], case .choice(let choice) = field.value,
            case .name(_, let index, _)? = choice.arguments["on"]?.value, !plan.targets[index].isSelfHosted
        {
            return index
        }
        return Self.nearest(to: baseline.cost, among: result.alternatives).flatMap { nearest in
            result.names.targets.firstIndex(of: nearest.model)
        }
    }

    /// By target: what the same model costs in the standard service, where it is used in another one.
    private var standardPrices: [PlanPrices?] {
        policy.models.map { model in
            guard model.tier != .standard, let prices = model.catalogModel?[.standard] else { return nil }
            var standard = model
            standard.tier = .standard
            standard.prices = Typed(prices, at: model.location, .catalog)
            return standard.planPrices
        }
    }

    // MARK: Months

    func projection(_ result: SimulationResult, _ compared: Comparison?) throws(SimulationError) -> Projection? {
        let economy = scenario.economy
        guard let months = economy.horizonMonths else { return nil }
        guard
            var aggregates = Aggregates(
                result.policy, plan, duration: result.traffic.duration, capacity: result.capacity)
        else {
            throw SimulationError(
                .traceDeclaration, "the traffic has no length that a month could be made of",
                at: scenario.fields["horizon"]?.origin ?? scenario.location,
                help: "name the column of its times: `trace(…, time: \"…\")`")
        }
        if let compared {
            aggregates.baseline =
                if let calls = compared.calls {
                    .calls(
                        Aggregates.calls(calls, plan, aggregates.scale),
                        others: compared.others.dollars * aggregates.scale)
                } else {
                    .stated(compared.baseline.cost.dollars * aggregates.scale)
                }
        } else if let ramp = scenario.fields["ramp"] {
            throw SimulationError(
                .missingField, "a `ramp` moves traffic away from a baseline, and the scenario has none",
                at: ramp.origin, help: "add `baseline: everything(on: …)`")
        }
        let start = result.traffic.start
        let prices = try PriceCourse(
            economy.priceChanges, plan: plan, capacity: result.capacity, start: start, months: months)
        let model = ProjectionModel(economy, aggregates, prices, months: months)
        let firstDay = start.map { CivilDate(daysSinceEpoch: plan.zone.local(atSecond: $0.seconds).day) }
        var projection = Projection(model, start: firstDay)
        if !economy.uncertain.isEmpty, compared != nil {
            projection.uncertainty = try UncertaintyStudy(model, seed: traffic.seed, folder: folder).run(
                threads: threads)
        }
        return projection
    }
}

extension LeverStudy {
    /// Whether no budget of a variant can refuse or reroute.
    func liftsBudgets(_ variant: Plan) -> Bool {
        let paying = Set(variant.shadows.map { Int($0.budget) })
        return variant.budgets.indices.allSatisfy {
            paying.contains($0) || variant.budgets[$0].limit.pico >= 1 << 120
        }
    }
}
