import ScrimpPlan
public import ScrimpQuantities
public import ScrimpRuntime

/// How full a budget is.
public struct BudgetStanding: Hashable, Sendable {
    /// Reported, or lapsed without a report, in the present window.
    public var settled: Money
    /// The most that calls can cost which have not been reported yet.
    public var held: Money
    /// What the policy lets it spend in a window.
    public var limit: Money
    /// Of a budget that routes elsewhere at its limit.
    public var ceiling: Money?

    /// What decisions compare with the limit.
    public var spent: Money { Money(pico: settled.pico.addingClamped(held.pico)) }
}

extension Engine {
    /// How full the counter of a budget is that a request would be held in. For reports: the whole state is copied.
    ///
    /// - Returns: nil where there is no such budget, or the request is outside of it because its scope is the empty text.
    ///   Conditions of the budget are not looked at. Of a shared store it is what this process has seen last.
    public func standing(ofBudget index: UInt16, for request: Request, at now: Instant) -> BudgetStanding? {
        guard plan.budgets.indices.contains(Int(index)), request.values.count == plan.attributes.count else {
            return nil
        }
        let budget = plan.budgets[Int(index)]
        var scope: Int64?
        if let attribute = budget.scope {
            let value = request.values[Int(attribute)]
            guard value != core.texts.emptySymbols[Int(attribute)] else { return nil }
            scope = value == core.texts.otherSymbols[Int(attribute)] ? nil : value
        }
        var copy = snapshot()
        copy.tick(now)
        // Opens the window of the present time, if nobody has.
        _ = copy.spent(budget: Int(index), for: request)
        let record = copy.core.state.export(part: Int(index), scope: scope)
        return BudgetStanding(
            settled: Money(pico: record?.settled ?? 0), held: Money(pico: record?.reserved ?? 0), limit: budget.limit,
            ceiling: budget.ceiling)
    }
}

extension Int128 {
    fileprivate func addingClamped(_ other: Int128) -> Int128 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
