import ScrimpDiagnostics
import ScrimpPlan
package import ScrimpQuantities
package import ScrimpSemantics

extension Simulation {
    /// Most values of a threshold that a report tries, and most rows that it replays for them in all.
    static let mostCuts = 128
    private static let mostCutRows: Int64 = 50_000_000

    /// The policy's answers beside those of each model and of the best choice; nil where no quality is recorded.
    func quality(_ result: SimulationResult) throws(SimulationError) -> QualityOutcome? {
        guard !scenario.economy.quality.isEmpty else { return nil }
        var study: QualityStudy?
        var isPriced = true
        try forEachChunk { chunk, source in
            if study == nil { study = QualityStudy(plan, source.layout, quality: traffic.quality) }
            if isPriced { isPriced = study?.add(chunk) ?? false }
        }
        guard let study, isPriced else { return nil }
        let alone = study.targets.indices.map { place in
            QualityOutcome.Alone(
                target: study.targets[place], point: study.alone[place],
                isHeld: plan.targets[study.targets[place]].isSelfHosted)
        }.sorted { ($0.point.cost, $0.target) < ($1.point.cost, $1.target) }
        var outcome = QualityOutcome(
            policy: QualityPoint(result.policy), alone: alone, oracle: study.oracle,
            oracleRequests: study.oracleRequests, cachedAnswers: result.policy.answeredByCache)
        outcome.frontier = try frontier(outcome, result)
        return outcome
    }

    // MARK: Thresholds

    /// The first constant that may be moved and is a threshold on an attribute, tried at the values that the traffic has.
    private func frontier(
        _ outcome: QualityOutcome, _ result: SimulationResult
    ) throws(SimulationError) -> QualityFrontier? {
        guard retune != nil else { return nil }
        for tunable in scenario.economy.tunable {
            guard let attribute = policy.thresholdAttribute(of: tunable.constant) else { continue }
            let rows = max(result.traffic.requests, 1)
            let limit = Int(min(max(Self.mostCutRows / rows, 4), Int64(Self.mostCuts)))
            let (values, isComplete) = try thresholdValues(tunable, attribute, limit: limit)
            guard !values.isEmpty else { continue }
            return try frontier(tunable, attribute, values, isComplete, outcome, result)
        }
        return nil
    }

    private func frontier(
        _ tunable: ScenarioEconomy.Tunable, _ attribute: Int, _ values: [Rational], _ isComplete: Bool,
        _ outcome: QualityOutcome, _ result: SimulationResult
    ) throws(SimulationError) -> QualityFrontier? {
        let today = policy.value(ofConstant: tunable.constant)
        var cuts: [QualityFrontier.Cut] = []
        var failed = 0
        if let today {
            cuts.append(
                .init(
                    text: today.text, point: outcome.policy, refused: result.policy.rejected, isToday: true))
        }
        for value in values where value != today?.value {
            let text = Quantity(value, tunable.low.dimension, scale: tunable.low.scale).text
            guard let other = try retuned([.init(constant: tunable.constant, text: text)]) else {
                failed += 1
                continue
            }
            let (tally, _) = try other.replay(other.plan, other.traffic, other.pools)
            cuts.append(.init(text: text, point: QualityPoint(tally), refused: tally.rejected))
        }
        let best = QualityFrontier.best(of: cuts)
        return QualityFrontier(
            constant: tunable.name, attribute: policy.attributes[attribute].name, tried: cuts.count, failed: failed,
            isComplete: isComplete, cuts: best,
            beaten: best.contains { $0.isToday } ? nil : cuts.first { $0.isToday },
            meanGapRecovered: outcome.meanGapRecovered(over: cuts.map(\.point)))
    }

    /// Values of a threshold that make a difference to this traffic: those that the attribute has, and the ends of the range.
    func thresholdValues(
        _ tunable: ScenarioEconomy.Tunable, _ attribute: Int, limit: Int
    ) throws(SimulationError) -> (values: [Rational], isComplete: Bool) {
        let scale = policy.scale(ofAttribute: attribute)
        guard let low = tunable.low.value.scaled(by: scale), let high = tunable.high.value.scaled(by: scale),
            low <= high
        else { return ([], false) }
        var values = AttributeValues()
        var isColumn = false
        try forEachChunk { chunk, source in
            guard let slot = source.layout.numberSlot(policy.attributes[attribute].name) else { return }
            isColumn = true
            values.add(chunk, slot: slot)
        }
        guard isColumn else { return ([], false) }
        let (cuts, isComplete) = values.cuts(within: low...high, limit: max(limit - 2, 1))
        let ends = [tunable.low.value, tunable.high.value]
        let all = Set(cuts.compactMap { Rational(Int128($0), scale) } + ends)
        return (all.sorted(), isComplete)
    }

    private func forEachChunk(_ body: (TraceChunk, TraceSource) -> Void) throws(SimulationError) {
        var source = try traffic.open()
        try forEachChunk(&source, traffic, nil) { chunk, source throws(SimulationError) in body(chunk, source) }
    }
}

extension Rational {
    /// The nearest whole number of so many parts; nil beyond 64 bits.
    fileprivate func scaled(by parts: Int128) -> Int64? {
        multiplied(by: Rational(whole: parts)).flatMap { Int64(exactly: $0.rounded) }
    }
}

extension Policy {
    /// The amount that a constant is, as the checker has worked it out.
    package func value(ofConstant index: Int) -> Quantity? {
        guard case .quantity(let quantity) = constants[index].expression.kind else { return nil }
        return quantity
    }
}
