/// How far a simulated series lies from the measured one, as ASHRAE Guideline 14-2014 (section 5.2.11.3) defines it for models of the
/// use of energy: with n values, measured mᵢ, simulated sᵢ, the mean m̄ of the measured ones, and p = 1 for a calibrated simulation.
package struct GoodnessOfFit: Sendable, Equatable {
    /// NMBE = Σ(mᵢ − sᵢ) / ((n − p)·m̄): above zero where the simulation is too low.
    package let meanBias: Double
    /// CV(RMSE) = √(Σ(mᵢ − sᵢ)² / (n − p)) / m̄.
    package let variation: Double

    /// Nil for fewer than two values, for series of different lengths, where nothing was measured, and where a value is not finite.
    package init?(measured: [Double], simulated: [Double]) {
        guard measured.count == simulated.count, measured.count >= 2 else { return nil }
        let mean = measured.reduce(0, +) / Double(measured.count)
        guard mean > 0, mean.isFinite, simulated.allSatisfy(\.isFinite) else { return nil }
        let freedom = Double(measured.count - 1)
        var (sum, squares) = (0.0, 0.0)
        for (value, other) in zip(measured, simulated) {
            sum += value - other
            squares += (value - other) * (value - other)
        }
        meanBias = sum / (freedom * mean)
        variation = (squares / freedom).squareRoot() / mean
    }
}
