/// The quantile function of a beta distribution for many draws: a guess from a table of exact quantiles, then the same
/// root that `BetaDistribution.quantile` finds, in fewer steps.
struct PertQuantile: Sendable, Equatable {
    let beta: BetaDistribution
    /// Exact quantiles of 0, 1/cells, …, 1.
    private let knots: [Double]

    private static let cells = 64

    init(_ beta: BetaDistribution) {
        self.beta = beta
        knots = (0...Self.cells).map { beta.quantile(Double($0) / Double(Self.cells)) }
    }

    func value(at unit: Double) -> Double {
        let position = unit * Double(Self.cells)
        // Near the ends the quantile function is too steep for a table.
        guard position >= 2, position <= Double(Self.cells - 2) else { return beta.quantile(unit) }
        let cell = Int(position)
        let low = knots[cell]
        let high = knots[min(cell + 1, Self.cells)]
        var point = low + (high - low) * (position - Double(cell))
        for _ in 0..<20 {
            let gap = beta.cumulative(point) - unit
            let step = gap / beta.density(point)
            // Halley's correction: the slope of the density relative to the density.
            let bend = (beta.a - 1) / point - (beta.b - 1) / (1 - point)
            let corrected = step / (1 - 0.5 * max(-1, min(1, step * bend)))
            let next = min(max(point - corrected, low), high)
            let moved = abs(next - point)
            point = next
            // Halley's steps cube the error: after a step this short nothing is left to gain.
            if moved <= 1e-6 * point { break }
        }
        return point
    }
}
