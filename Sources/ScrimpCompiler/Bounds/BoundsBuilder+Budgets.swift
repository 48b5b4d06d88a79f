import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

/// Gatherings and windows of budgets, over all classes.
extension BoundsBuilder {
    func gatherBound(_ index: Int, _ classes: [ClassBound]) -> GatherBound {
        let gather = policy.gathers[index]
        let (needed, started) = (max(gather.stopAfter, 0), max(gather.of, gather.stopAfter, 0))
        var result = GatherBound(
            gather: index, name: gather.name, calls: needed...started, least: .zero, most: .zero, dearestClass: nil)
        var least: Money?
        for (place, item) in classes.enumerated() where item.isReachable {
            guard let region = regions[item.rule], region.answer(formulas.gathers[index]) != .never else { continue }
            least = min(least ?? item.bound.least, item.bound.least)
            guard let most = item.bound.most else {
                result.most = nil
                result.dearestClass = place
                continue
            }
            if let known = result.most, result.dearestClass == nil || most > known {
                (result.most, result.dearestClass) = (most, place)
            }
        }
        result.least = Money(pico: (least ?? .zero).pico.multiplied(clamping: Int128(needed)))
        result.most = result.most.map { Money(pico: $0.pico.multiplied(clamping: Int128(started))) }
        return result
    }

    func budgetBound(_ index: Int, _ classes: [ClassBound]) -> BudgetBound {
        let budget = policy.budgets[index]
        let hard = budget.isHard ? budget.limit.value : budget.ceiling?.value
        var result = BudgetBound(
            budget: index, name: budget.name, window: windowText(budget), location: budget.location, most: hard,
            limiting: hard == nil ? .nothing : budget.isHard ? .limit : .ceiling, hardAmount: hard, dearestCall: nil,
            dearestClass: nil, unbounded: [])
        var counted: Set<Int> = []
        func count(_ call: CallBound, _ place: Int?) {
            counted.insert(call.model)
            result.unbounded += call.bound.unbounded.filter { !result.unbounded.contains($0) }
            guard let most = call.bound.most else { return }
            if let known = result.dearestCall?.bound.most, known >= most { return }
            (result.dearestCall, result.dearestClass) = (call, place)
        }
        for (place, item) in classes.enumerated() where item.isReachable {
            guard let region = regions[item.rule], region.answer(formulas.budgets[index]) != .never else { continue }
            let calls = item.calls.filter { budget.models?.contains($0.model) ?? true }
            if !calls.isEmpty { result.classes.append(place) }
            for call in calls { count(call, place) }
        }
        let copies = policy.shadows.filter { $0.budget == index && $0.sample > .zero }
        for shadow in copies {
            for region in regions.compactMap(\.self) {
                if let call = call(shadow.model, in: region, isCopy: true), call.bound.unbounded.isEmpty {
                    count(call, nil)
                }
            }
        }
        if result.unbounded.isEmpty, (result.dearestCall?.bound.most ?? .zero) == .zero {
            (result.most, result.limiting) = (.zero, .noPaidCalls)
            return result
        }
        if copies.isEmpty { narrow(&result, budget, counted) }
        if result.most == nil { result.unbounded.append(UnboundedCost(cause: .noCeiling, subject: budget.name)) }
        return result
    }

    /// Limits that let so few calls through that their dearest do not spend the budget.
    private func narrow(_ result: inout BudgetBound, _ budget: Budget, _ counted: Set<Int>) {
        guard result.unbounded.isEmpty, let dearest = result.dearestCall?.bound.most else { return }
        for (index, limit) in policy.limits.enumerated() {
            guard limit.condition == nil, limit.scope == nil || limit.scope == budget.scope,
                limit.models.map({ $0.isSuperset(of: counted) }) ?? true, let calls = calls(limit, budget)
            else { continue }
            let most = Money(pico: dearest.pico.multiplied(clamping: Int128(calls)))
            if let known = result.most, known <= most { continue }
            (result.most, result.limiting) = (most, .calls(limit: index, calls: calls))
        }
    }

    /// The most calls that a limit lets start in one window; nil where it does not bound them. How many run at once bounds nothing:
    /// a call may end at once.
    private func calls(_ limit: Limit, _ budget: Budget) -> Int64? {
        var most: Int128?
        if case .untilIdle(let idle) = budget.window {
            // A counter that is forgotten later than the budget's begins anew only when the budget does too.
            if let calls = limit.calls, limit.forget >= idle { most = Int128(calls) }
            return most.map { Int64(clamping: $0) }
        }
        let length = Int128(longest(budget.window))
        for rate in limit.rates where !rate.isTokens {
            // Bursts are one second, and a call may start at either end.
            guard let started = rate.perNanosecond.multiplied(by: Rational(whole: length + 1_000_000_000)) else {
                continue
            }
            most = min(most ?? .max, started.numerator / max(started.denominator, 1) + 2)
        }
        if let calls = limit.calls {
            let lives = length / Int128(max(limit.forget, 1)) + 2
            most = min(most ?? .max, Int128(calls).multiplied(clamping: lives))
        }
        return most.map { Int64(clamping: max($0, 0)) }
    }

    /// In nanoseconds. Where clocks are set back a window is an hour longer.
    private func longest(_ window: Budget.Window) -> Int64 {
        let (hour, day): (Int64, Int64) = (3_600_000_000_000, 86_400_000_000_000)
        let later = policy.settings.zone == .utc ? 0 : hour
        return switch window {
        case .minute: hour / 60 + later
        case .hour: hour + later
        case .day: day + later
        case .week: 7 * day + later
        case .month: 31 * day + later
        case .quarter: 92 * day + later
        case .year: 366 * day + later
        case .rolling(let length), .untilIdle(let length): length
        }
    }

    private func windowText(_ budget: Budget) -> String {
        var parts: [String] = []
        if let scope = budget.scope, policy.attributes.indices.contains(scope) {
            parts.append("per \(policy.attributes[scope].name)")
        }
        switch budget.window {
        case .minute: parts.append("per minute")
        case .hour: parts.append("per hour")
        case .day: parts.append("per day")
        case .week: parts.append("per week")
        case .month: parts.append("per month")
        case .quarter: parts.append("per quarter")
        case .year: parts.append("per year")
        case .rolling(let length): parts.append("over \(Quantity(Rational(whole: Int128(length)), .time).text)")
        case .untilIdle: break
        }
        return parts.joined(separator: " ")
    }
}
