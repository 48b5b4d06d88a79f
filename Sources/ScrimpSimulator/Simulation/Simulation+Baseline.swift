import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

/// What a policy is compared with.
extension Simulation {
    func alternatives(_ tally: ReplayTally) -> [SimulationResult.Alternative] {
        let names = SimulationResult.Names(plan)
        return plan.targets.indices.compactMap { index -> SimulationResult.Alternative? in
            let target = plan.targets[index]
            guard !target.isSelfHosted, policy.models[index].kind == .chat, let cost = tally.offered.cost(target.prices)
            else { return nil }
            return .init(model: names.targets[index], identity: names.identities[index], cost: cost)
        }.sorted { ($0.cost, $0.model) < ($1.cost, $1.model) }
    }

    /// What the policy is held against, and the calls that it is made of, by target of the policy: nil for a bill.
    struct Comparison {
        var baseline: SimulationResult.Baseline
        var calls: [ReplayTally.Answered]?
        /// Of the baseline's cost, what goes to models that the policy does not have, and to capacity.
        var others: Money = .zero
        /// The model that answers everything.
        var model: Int?
        /// Of another policy.
        var attributions: [ReplayTally.Attribution] = []

        /// What the baseline costs for the same values of the same attributes; nil where nobody can say.
        func cost(
            of cell: ReplayTally.Attribution.Cell, by attributes: [String], _ plan: Plan
        ) -> Money? {
            if let model { return cell.offered?.cost(plan.targets[model].prices) }
            return attributions.first { $0.attributes == attributes }?.cells.first { $0.values == cell.values }
                .map { Money(pico: $0.answered.cost) }
        }
    }

    /// The parts of the baseline, by model and by the values of attributes.
    func add(_ compared: Comparison, to result: inout SimulationResult) {
        result.baseline?.byTarget = compared.calls
        result.baseline?.others = compared.others
        for index in result.policy.attributions.indices {
            let by = result.policy.attributions[index].attributes
            for cell in result.policy.attributions[index].cells.indices {
                result.policy.attributions[index].cells[cell].baseline = compared.cost(
                    of: result.policy.attributions[index].cells[cell], by: by, plan)
            }
        }
    }

    func baseline(_ result: SimulationResult) throws(SimulationError) -> Comparison? {
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
            var calls = [ReplayTally.Answered](repeating: .init(), count: plan.targets.count)
            let offered = result.policy.offered.total
            calls[index] = .init(offered.requests, prompt: offered.prompt, output: offered.output, cost: cost)
            return .init(
                baseline: .init(
                    name: "everything on \(name)", cost: cost, basis: traffic.hasOutput ? .exact : .bound),
                calls: calls, model: index)
        case "policy":
            guard case .text(let file)? = choice.arguments["file"]?.value else { return nil }
            let other = try otherPolicy(file)
            let same = try ScenarioTraffic(
                scenario, policy: other.policy, plan: other.plan, folder: folder, strict: strict, graded: [])
            let pools = Fleet(other.policy).pools
            let (tally, _) = try replay(other.plan, same, pools)
            return compared(file, other, tally, pools, duration: result.traffic.duration)
        default:
            return try bill(choice, field.origin, result).map { Comparison(baseline: $0) }
        }
    }

    /// Models of the other policy that are the same here keep their calls; the cost of the rest stands in one sum.
    private func compared(
        _ file: String, _ other: (policy: Policy, plan: Plan), _ tally: ReplayTally, _ pools: [PoolCapacity?],
        duration: Int64
    ) -> Comparison {
        let capacity = capacity(other.policy, other.plan, tally, pools, duration: duration)
        let held = capacity.reduce(Int128(0)) { $0 + $1.cost.pico }
        var calls = [ReplayTally.Answered](repeating: .init(), count: plan.targets.count)
        var others = held
        for (index, answered) in tally.byTarget.enumerated() {
            let target = other.plan.targets[index]
            let identity = other.plan.strings.text(target.identity)
            let same = plan.targets.indices.first {
                plan.strings.text(plan.targets[$0].identity) == identity && plan.targets[$0].prices == target.prices
                    && plan.targets[$0].isSelfHosted == target.isSelfHosted
            }
            if let same { calls[same].add(answered) } else { others += answered.cost }
        }
        let isEstimated = capacity.contains { $0.basis != .exact }
        return Comparison(
            baseline: .init(
                name: "policy \(file)", cost: Money(pico: tally.cost.pico + held),
                basis: isEstimated ? .estimated : .exact),
            calls: calls, others: Money(pico: others), attributions: tally.attributions)
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
    static func nearest(to bill: Money, among alternatives: [SimulationResult.Alternative]) -> SimulationResult
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
