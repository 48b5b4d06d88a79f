/// What is spent in a period where requests come at random and each costs something random.
package struct CompoundPoisson: Sendable, Equatable {
    /// λ, the mean number of requests in the period.
    package let requests: Double
    /// μ and σ of the cost of one request.
    package let meanCost: Double
    package let deviation: Double

    /// Nil for arguments that are negative or not finite.
    package init?(requests: Double, meanCost: Double, deviation: Double) {
        guard requests >= 0, meanCost >= 0, deviation >= 0, requests.isFinite, meanCost.isFinite, deviation.isFinite
        else { return nil }
        self.requests = requests
        self.meanCost = meanCost
        self.deviation = deviation
    }

    /// λE[c].
    package var mean: Double { requests * meanCost }

    /// λE[c²].
    package var variance: Double { requests * (deviation * deviation + meanCost * meanCost) }

    /// The mean number of requests until a budget is spent, that which crosses it included: about B/μ + (1 + σ²/μ²)/2
    /// (renewal theory; exact for exponential costs). Nil where requests cost nothing or the budget is negative.
    package func requestsUntilSpent(budget: Double) -> Double? {
        guard budget >= 0, budget.isFinite, meanCost > 0 else { return nil }
        let ratio = deviation / meanCost
        let requests = budget / meanCost + (1 + ratio * ratio) / 2
        return requests.isFinite ? requests : nil
    }
}
