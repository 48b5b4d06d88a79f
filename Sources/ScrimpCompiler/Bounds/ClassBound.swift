package import ScrimpDiagnostics
package import ScrimpQuantities

/// What one request of a class can cost. A class is what one rule of the route takes.
package struct ClassBound: Hashable, Sendable {
    /// Index in `Policy.rules`.
    package var rule: Int
    /// The condition as written, on one line: `when easy`, or `otherwise`.
    package var name: String
    /// Behind the arrow, as written.
    package var chain: String
    package var location: SourceLocation
    /// Of the whole request: failed tries, retries, what budgets and switches route to, and a copy included.
    package var bound: CostBound
    /// The way that leads to the most.
    package var way: Way
    /// Every call that the class may come to, in the order of the policy's models.
    package var calls: [CallBound]
    /// Indices in `Policy.caches` of the caches that may answer for nothing.
    package var caches: [Int]
    /// Whether some request takes the rule at all.
    package var isReachable: Bool

    package enum Way: Hashable, Sendable {
        /// Its own chain.
        case chain
        /// Index in `Policy.switches`: what the switch routes to while it is thrown.
        case thrownSwitch(Int)
        /// Index in `Policy.budgets`: behind its own chain, what the spent budget routes to.
        case spentBudget(Int)
    }

    /// The dearest single call that has a greatest amount.
    package var dearestCall: CallBound? {
        calls.filter { $0.bound.most != nil }.max { ($0.bound.most ?? .zero) < ($1.bound.most ?? .zero) }
    }
}

/// What the calls of one gathering can cost, over the classes that it may bear on.
package struct GatherBound: Hashable, Sendable {
    /// Index in `Policy.gathers`.
    package var gather: Int
    package var name: String
    /// Calls that give what was needed, at least, and calls that may be started, at most.
    package var calls: ClosedRange<Int64>
    package var least: Money
    package var most: Money?
    /// Index in `CostBounds.classes` of the dearest class; nil where it bears on none.
    package var dearestClass: Int?
}

/// The most that one window of a budget lets through.
package struct BudgetBound: Hashable, Sendable {
    package enum Limiting: Hashable, Sendable {
        /// The budget's own limit, which is hard.
        case limit
        case ceiling
        /// Index in `Policy.limits`: so few calls can be made that less than the budget is spent.
        case calls(limit: Int, calls: Int64)
        /// No call that it counts costs anything.
        case noPaidCalls
        case nothing
    }

    /// Index in `Policy.budgets`.
    package var budget: Int
    package var name: String
    /// `per tenant per day`
    package var window: String
    package var location: SourceLocation
    /// Of one window, and of one value of the scope; nil where nothing bounds it.
    package var most: Money?
    package var limiting: Limiting
    /// What the budget itself never lets through; nil for a soft one without a ceiling.
    package var hardAmount: Money?
    /// The dearest single call that it counts and that has a greatest amount, and the class (index in
    /// `CostBounds.classes`) that makes it; nil for a copy.
    package var dearestCall: CallBound?
    package var dearestClass: Int?
    /// Indices in `CostBounds.classes` of the classes some requests of which it may count.
    package var classes: [Int] = []
    /// Why calls that it counts have no bound of their own.
    package var unbounded: [UnboundedCost]

    /// How many of the dearest calls one window has room for; nil where they are free or have no bound.
    package var fewestCalls: Int64? {
        guard let hardAmount, unbounded.isEmpty, let price = dearestCall?.bound.most, price.pico > 0 else { return nil }
        return Int64(clamping: hardAmount.pico / price.pico)
    }
}
