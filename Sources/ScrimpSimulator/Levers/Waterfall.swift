package import ScrimpQuantities

/// Where a saving comes from: from the baseline to the policy, one step a lever.
///
/// A lever's part is its Shapley value: what switching it on saves, on average over all orders in which the levers could be
/// switched on (L. S. Shapley, "A value for n-person games", 1953). Levers do not add up otherwise: what a cache answers saves
/// nothing by routing.
package struct Waterfall: Sendable, Equatable {
    package struct Part: Sendable, Equatable {
        package var lever: Lever
        /// Negative where the lever raises the cost.
        package var saved: Money

        package init(_ lever: Lever, _ saved: Money) {
            self.lever = lever
            self.saved = saved
        }
    }

    package var baseline: Money
    /// The model that everything goes to with all levers off.
    package var reference: String
    /// Baseline minus everything on that model: what no lever explains, such as a bill that is not the list price.
    package var unexplained: Money
    /// In the order of `Lever`. With `unexplained` they add up to baseline minus cost, to the pico-dollar.
    package var parts: [Part]
    /// Calls and capacity of the policy; what running it takes comes on top.
    package var cost: Money
    package var running: Money = .zero
    /// Exact over all sets of levers and the whole traffic; else estimated.
    package var basis: SimulationResult.Basis
    /// How often traffic was replayed for it.
    package var replays: Int
    /// Requests from the start of the traffic that it stands on; nil for all of them.
    package var sampledRequests: Int64?

    package init(
        baseline: Money, reference: String, unexplained: Money, parts: [Part], cost: Money,
        running: Money = .zero, basis: SimulationResult.Basis, replays: Int, sampledRequests: Int64? = nil
    ) {
        self.baseline = baseline
        self.reference = reference
        self.unexplained = unexplained
        self.parts = parts
        self.cost = cost
        self.running = running
        self.basis = basis
        self.replays = replays
        self.sampledRequests = sampledRequests
    }
}
