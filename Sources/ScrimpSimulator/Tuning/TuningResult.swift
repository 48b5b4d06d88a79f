/// What a search has found: every point that it tried, the best, and what would have to change.
package struct TuningResult: Sendable {
    /// One set of values, and the figures that it leads to.
    package struct Point: Sendable {
        /// By parameter, as they are written.
        package var texts: [String]
        package var figures: [Figure]
        /// Whether it meets every constraint.
        package var isAllowed: Bool
        package var isToday: Bool

        package init(texts: [String], figures: [Figure], isAllowed: Bool, isToday: Bool = false) {
            self.texts = texts
            self.figures = figures
            self.isAllowed = isAllowed
            self.isToday = isToday
        }

        package func value(_ name: Figure.Name) -> Double? { figures.first { $0.name == name }?.value }
    }

    package var policyName: String
    package var scenarioName: String
    package var goal: TuningGoal
    package var parameters: [TuningParameter]
    /// Figures that are worth showing, the one that is sought first.
    package var figures: [Figure.Name]
    /// In the order in which they were tried, today's first; those that do not compile are left out.
    package var points: [Point]
    /// The policy as it is.
    package var today: Point
    /// The best that meets every constraint; nil where none does.
    package var best: Point?
    /// The one that comes nearest to meeting them.
    package var nearest: Point?
    /// Those that no other one beats in everything that the goal asks for, best figure first.
    package var frontier: [Point]
    /// Replays, and values with which the policy does not compile.
    package var replays: Int
    package var failed: Int
    /// Replays that were allowed.
    package var most: Int
    /// Whether every value that may be taken was tried.
    package var isExhaustive: Bool

    /// Whether the policy had better stay as it is.
    package var isTodayBest: Bool { best?.isToday == true }
}

extension TuningResult {
    /// Along which figures points are compared, and whether more of each is better.
    static func axes(_ goal: TuningGoal, _ known: [Figure.Name]) -> [(name: Figure.Name, wantsMore: Bool)] {
        var axes = [(goal.figure, goal.isMaximized)]
        for constraint in goal.constraints where !axes.contains(where: { $0.0 == constraint.figure }) {
            axes.append((constraint.figure, constraint.wantsMore))
        }
        // Money is always spent for something.
        if axes.count == 1, goal.figure != .quality, known.contains(.quality) { axes.append((.quality, true)) }
        return axes
    }

    static func frontier(_ points: [Point], _ axes: [(name: Figure.Name, wantsMore: Bool)]) -> [Point] {
        let graded = points.compactMap { point -> (point: Point, losses: [Double])? in
            var losses: [Double] = []
            for axis in axes {
                guard let value = point.value(axis.name), !value.isNaN else { return nil }
                losses.append(axis.wantsMore ? -value : value)
            }
            return (point, losses)
        }
        func beats(_ left: [Double], _ right: [Double]) -> Bool {
            zip(left, right).allSatisfy { $0 <= $1 } && left != right
        }
        var kept: [(point: Point, losses: [Double])] = []
        for candidate in graded
        where !graded.contains(where: { beats($0.losses, candidate.losses) })
            && !kept.contains(where: { $0.losses == candidate.losses })
        {
            kept.append(candidate)
        }
        return kept.sorted { $0.losses.lexicographicallyPrecedes($1.losses) }.map(\.point)
    }
}
