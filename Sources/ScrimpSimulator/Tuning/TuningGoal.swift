/// What a search is after: a figure as low or as high as it can be, within limits on others.
package struct TuningGoal: Sendable {
    /// A limit on a figure.
    package struct Constraint: Sendable {
        package enum Comparison: Sendable { case less, lessOrEqual, greaterOrEqual, greater }

        package var figure: Figure.Name
        package var comparison: Comparison
        package var limit: Double
        /// As it was written.
        package var text: String

        package init(_ figure: Figure.Name, _ comparison: Comparison, _ limit: Double, text: String) {
            self.figure = figure
            self.comparison = comparison
            self.limit = limit
            self.text = text
        }

        /// Whether more of the figure is what is asked for.
        var wantsMore: Bool { comparison == .greaterOrEqual || comparison == .greater }

        package func isMet(by value: Double) -> Bool {
            switch comparison {
            case .less: value < limit
            case .lessOrEqual: value <= limit
            case .greaterOrEqual: value >= limit
            case .greater: value > limit
            }
        }

        /// How far a value lies beyond the limit, as a share of the limit; zero where it does not. A figure without a value is
        /// beyond everything.
        func violation(_ value: Double?) -> Double {
            guard let value, !value.isNaN else { return .infinity }
            guard !isMet(by: value) else { return 0 }
            let distance = abs(value - limit) / max(abs(limit), 1e-9)
            // On a limit that is itself not allowed.
            return max(distance, .leastNonzeroMagnitude)
        }
    }

    package var figure: Figure.Name
    package var isMaximized: Bool
    package var constraints: [Constraint]

    package init(_ figure: Figure.Name, isMaximized: Bool = false, constraints: [Constraint] = []) {
        self.figure = figure
        self.isMaximized = isMaximized
        self.constraints = constraints
    }

    /// The figures that have to be known, the one that is sought first, each once.
    package var figures: [Figure.Name] {
        var names = [figure]
        for constraint in constraints where !names.contains(constraint.figure) { names.append(constraint.figure) }
        return names
    }

    func score(_ figures: [Figure]) -> TuningSearch.Score {
        func value(_ name: Figure.Name) -> Double? { figures.first { $0.name == name }?.value }
        let violation = constraints.reduce(0.0) { $0 + $1.violation(value($1.figure)) }
        guard let objective = value(figure), !objective.isNaN else { return .none }
        return .init(violation: violation, objective: isMaximized ? -objective : objective)
    }
}
