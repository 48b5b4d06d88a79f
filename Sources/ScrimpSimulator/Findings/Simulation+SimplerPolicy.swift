import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

/// Whether something simpler, or nothing at all, would have been better.
extension Simulation {
    /// Everything on one model that the policy names, where that costs less than the policy with what running it takes.
    func simplerPolicy(_ result: SimulationResult) -> SimulationResult.Finding? {
        guard let cheapest = result.alternatives.first, cheapest.cost < result.totalCost, result.policy.rejected == 0
        else { return nil }
        var text = "a simpler policy is cheaper: everything on \(cheapest.model) costs \(cheapest.cost.shown)"
        if let baseline = result.baseline, let share = Self.tenths(cheapest.cost, of: baseline.cost) {
            text += ", which saves \(share) % against the baseline"
            if let own = Self.tenths(result.totalCost, of: baseline.cost) { text += " where the policy saves \(own) %" }
        }
        return .init(kind: .simplerPolicy, text: text + "; " + quality(of: cheapest, result))
    }

    /// What is saved of a baseline, in tenths of a percent; nil where nothing is.
    private static func tenths(_ cost: Money, of baseline: Money) -> String? {
        guard baseline > cost,
            let share = Rational(baseline.pico - cost.pico, baseline.pico)?.multiplied(by: Rational(whole: 1_000))
        else { return nil }
        return Int64(clamping: share.rounded).asTenths
    }

    /// What is said of the answers of a model: an accuracy drop of the policy, or one that the scenario is not sure of.
    private func quality(of alternative: SimulationResult.Alternative, _ result: SimulationResult) -> String {
        if let alone = result.quality?.alone.first(where: { result.names.targets[$0.target] == alternative.model }),
            let quality = alone.point.quality, let own = result.quality?.policy.quality
        {
            func percent(_ share: Double) -> String { Int64((share * 1_000).rounded()).asTenths }
            return
                "the recorded quality of its answers is \(percent(quality)) %, that of the policy's \(percent(own)) %"
        }
        let silent = "nothing here says whether its answers are good enough"
        guard let model = policy.models.firstIndex(where: { $0.name == alternative.model }) else { return silent }
        if let uncertain = scenario.economy.uncertain.first(where: { $0.path == .accuracyDrop(model) }) {
            let (low, high) = uncertain.distribution.support
            if let low, let high { return "its answers are said to be \(Self.range(low, high)) less accurate" }
        }
        if let drop = policy.models[model].statedAccuracyDrop {
            return "its answers are said to be \(Self.range(drop.0, drop.1)) less accurate"
        }
        return silent
    }

    private static func range(_ low: Rational, _ high: Rational) -> String {
        func percent(_ ratio: Rational) -> String {
            ratio.multiplied(by: Rational(whole: 100))?.decimalText ?? "\(ratio.approximate * 100)"
        }
        return low == high ? "\(percent(low)) %" : "\(percent(low)) to \(percent(high)) %"
    }

    /// An investment that the savings within the horizon do not bring back.
    func neverPaysBack(_ result: SimulationResult) -> SimulationResult.Finding? {
        guard let projection = result.projection, projection.hasBaseline,
            let payback = projection.figures.first(where: { $0.name == .payback }), payback.value == .infinity
        else { return nil }
        let spent = projection.invested.reduce(Int128(0)) { $0 + $1.amount.pico }
        return .init(
            kind: .neverPaysBack,
            text: "what it takes is not saved within \(projection.months.count) months"
                + (spent > 0 ? ": \(Money(pico: spent).shown) are invested at the start" : ""))
    }

    /// Pools whose most replicas do not hold the traffic that growth makes of it.
    func fullPools(_ result: SimulationResult) -> [SimulationResult.Finding] {
        guard let projection = result.projection, projection.growth > 0 else { return [] }
        return result.capacity.compactMap { capacity in
            guard capacity.kind == .pool, capacity.index < fleet.pools.count else { return nil }
            let pool = fleet.pools[capacity.index]
            let seconds = Double(result.traffic.duration) / 1e9
            guard seconds > 0 else { return nil }
            let loads = pool.models.map { model in
                let answered = result.policy.byTarget[model.target]
                let requests = Double(max(answered.requests, 1))
                return ServedLoad(
                    target: model.target, tokensPerSecond: Double(answered.output) / seconds,
                    promptTokens: Double(answered.prompt) / requests, outputTokens: Double(answered.output) / requests)
            }
            func isFull(_ month: Projection.Month) -> Bool {
                let volume = month.traffic * month.share
                let grown = loads.map { load in
                    ServedLoad(
                        target: load.target, tokensPerSecond: load.tokensPerSecond * volume,
                        promptTokens: load.promptTokens, outputTokens: load.outputTokens)
                }
                return pool.estimate(grown)?.isEnough == false
            }
            guard let month = projection.months.first(where: isFull) else { return nil }
            return .init(
                kind: .fullPool,
                text:
                    "from month \(month.number) on pool \(capacity.name) is too small for the traffic that growth makes of it: "
                    + "its figures from then on are of a pool that does not hold")
        }
    }
}

extension Model {
    /// What quantization and pruning are said to cost in accuracy.
    fileprivate var statedAccuracyDrop: (Rational, Rational)? {
        for choice in [operation.quantization, operation.pruning] {
            switch choice?.arguments["accuracy_drop"]?.value {
            case .amount(let drop)?: return (drop.value, drop.value)
            case .span(let low, let high)?: return (low.value, high.value)
            case .distribution(let distribution)?:
                if let low = distribution.support.low, let high = distribution.support.high { return (low, high) }
            default: break
            }
        }
        return nil
    }
}
