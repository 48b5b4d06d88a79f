/// Batches that open with an arrival and close when they are full or a window has passed.
package enum BatchModels {
    /// The mean size of such a batch of at most b, with arrivals at rate λ and a window w:
    /// 1 + Σ_{k=1}^{b−1} P(Gamma(k, λ) ≤ w). Nil for negative or infinite arguments, and for λw above
    /// `SpecialFunctions.largestShape`.
    ///
    /// The sum is the mean of min(N, b − 1) for a Poisson number N of mean a = λw, which is
    /// a·P(N ≤ b − 3) + (b − 1)·P(N ≥ b − 1).
    package static func expectedSize(largest: Int, arrivals: Double, window: Double) -> Double? {
        guard largest >= 1, arrivals >= 0, window >= 0, arrivals.isFinite, window.isFinite else { return nil }
        let mean = arrivals * window
        guard mean <= SpecialFunctions.largestShape else { return nil }
        if largest == 1 || mean == 0 { return 1 }
        let room = Double(largest - 1)
        // Far beyond the mean nothing is cut off.
        if room > mean + 50 * (mean + 1).squareRoot() + 100 { return 1 + mean }
        guard let full = SpecialFunctions.lowerGamma(room, mean) else { return nil }
        if largest == 2 { return 1 + full }
        guard let below = SpecialFunctions.upperGamma(room - 1, mean) else { return nil }
        return 1 + mean * below + room * full
    }
}
