package import ScrimpQuantities
package import ScrimpSemantics

extension Simulation {
    /// More values of a threshold than these are thinned out to quantiles of the traffic.
    private static let mostValues = 4_096

    /// What a search may do with a constant within a range that lies in the declared one.
    package func parameter(
        _ tunable: ScenarioEconomy.Tunable, from low: Quantity, to high: Quantity
    ) throws(SimulationError) -> TuningParameter {
        let today = policy.value(ofConstant: tunable.constant)
        var narrowed = tunable
        (narrowed.low, narrowed.high) = (low, high)
        if let attribute = policy.thresholdAttribute(of: tunable.constant) {
            let (values, _) = try thresholdValues(narrowed, attribute, limit: Self.mostValues)
            if values.count > 2 {
                return TuningParameter(
                    constant: tunable.constant, name: tunable.name,
                    values: values.map { Quantity($0, low.dimension, scale: low.scale) }, today: today,
                    attribute: policy.attributes[attribute].name)
            }
        }
        return TuningParameter(
            constant: tunable.constant, name: tunable.name, values: TuningParameter.ladder(from: low, to: high),
            today: today)
    }

    /// Searches the values of some constants for the best figure within limits.
    ///
    /// - Parameters:
    ///   - today: the policy as it is, measured.
    ///   - most: replays at the most, that of today left aside.
    package func tune(
        _ parameters: [TuningParameter], _ goal: TuningGoal, today: SimulationResult, most: Int
    ) throws(SimulationError) -> TuningResult {
        let shown = Self.shown(goal, today)
        func point(
            _ texts: [String], _ result: SimulationResult, isToday: Bool
        ) -> (TuningResult.Point, TuningSearch.Score) {
            let score = goal.score(result.figures)
            let figures = shown.compactMap { result.figure($0) }
            return (.init(texts: texts, figures: figures, isAllowed: score.violation == 0, isToday: isToday), score)
        }
        let todaysTexts = parameters.map(\.todayText)
        let (first, firstScore) = point(todaysTexts, today, isToday: true)
        var points = [first]
        var scores = [firstScore]
        var (replays, failed) = (0, 0)
        var search = TuningSearch(counts: parameters.map(\.values.count), most: most)
        try search.run { places throws(SimulationError) in
            let values = zip(parameters, places).map { $0.values[$1] }
            // The policy as it is has been replayed already.
            if values == parameters.map(\.today) { return firstScore }
            let texts = values.map(\.text)
            let changes = zip(parameters, texts).map { RetunedConstant(constant: $0.constant, text: $1) }
            guard let other = try retuned(changes) else {
                failed += 1
                return .none
            }
            replays += 1
            let (found, score) = point(texts, try other.measure(Set(goal.figures)), isToday: false)
            points.append(found)
            scores.append(score)
            return score
        }
        // Of equal ones the first, so that nothing is changed for nothing.
        let order = scores.indices.min { scores[$0] < scores[$1] } ?? 0
        let best = scores[order].violation == 0 && scores[order].objective.isFinite ? points[order] : nil
        return TuningResult(
            policyName: policy.name.value, scenarioName: scenario.name, goal: goal, parameters: parameters,
            figures: shown, points: points, today: first, best: best,
            nearest: scores[order].violation.isFinite ? points[order] : nil,
            frontier: TuningResult.frontier(points, TuningResult.axes(goal, shown)), replays: replays, failed: failed,
            most: most, isExhaustive: search.isExhaustive)
    }

    /// Figures that the search needs, and cost and quality where they are known anyhow.
    private static func shown(_ goal: TuningGoal, _ today: SimulationResult) -> [Figure.Name] {
        var names = goal.figures
        for name in [Figure.Name.cost, .quality] where !names.contains(name) && today.figure(name) != nil {
            names.append(name)
        }
        return names
    }
}
