package import ScrimpQuantities
import ScrimpSemantics

/// A call that was decided, from its reservation on.
package struct NaiveCall: Sendable {
    package enum State: Sendable {
        case reserved
        case lapsed
        case settled
    }

    package var model: Int
    /// What counts in the budgets: reserved, then what it cost.
    package var amount: Int128
    package var state = State.reserved
    package var made: Instant
    package var lapsesAt: Instant
    /// By budget that counts the call: the value of its scope.
    package var scopes: [Int: NaiveValue?]
    /// When something happened to it, for budgets that forget what is idle.
    var touched: [Instant]
    /// By budget: forgotten because its scope was idle.
    var forgotten: Set<Int> = []
    /// Caches that its answer fills.
    var caches: [Int]
    var request: NaiveRequest
}

extension NaiveEvaluator {
    /// Whether a budget counts a request, whatever the model. An undefined condition counts as true.
    func applies(_ budget: Int, _ request: NaiveRequest) -> Bool {
        let budget = policy.budgets[budget]
        if let scope = budget.scope, request.values[scope] == .text("") { return false }
        guard let condition = budget.condition else { return true }
        return isTrue(condition, request) != false
    }

    func scope(_ budget: Int, _ request: NaiveRequest) -> NaiveValue? {
        policy.budgets[budget].scope.map { request.values[$0] }
    }

    /// Settled plus reserved money of the budget's window that holds the present.
    func spent(_ budget: Int, _ request: NaiveRequest) -> Int128 {
        let scope = scope(budget, request)
        var sum: Int128 = 0
        for call in calls where !call.forgotten.contains(budget) {
            guard let callScope = call.scopes[budget], callScope == scope, isInWindow(call.made, budget) else {
                continue
            }
            sum += call.amount
        }
        return sum
    }

    /// A share of the limit, rounded down to billionths; 0 outside of the budget.
    func filled(_ budget: Int, _ request: NaiveRequest) -> Rational? {
        guard applies(budget, request) else { return .zero }
        let limit = policy.budgets[budget].limit.value.pico
        guard limit > 0 else { return .one }
        return Rational(spent(budget, request) * 1_000_000_000 / limit, 1_000_000_000)
    }

    private func isInWindow(_ moment: Instant, _ budget: Int) -> Bool {
        switch policy.budgets[budget].window {
        case .untilIdle: return true
        case .rolling(let length):
            // 60 buckets, of which 59 cover the window and one is being filled.
            let width = (length + 58) / 59
            func bucket(_ time: Instant) -> Int64 {
                Rational(Int128(time.nanoseconds), Int128(width)).map { Int64($0.wholeBelow) } ?? 0
            }
            return bucket(now) - bucket(moment) < 60
        case .minute: return day(moment).minute == day(now).minute
        case .hour: return day(moment).hour == day(now).hour
        case .day: return day(moment).date == day(now).date
        case .week: return week(moment) == week(now)
        case .month: return day(moment).date.year == day(now).date.year && day(moment).date.month == day(now).date.month
        case .quarter:
            return day(moment).date.year == day(now).date.year
                && (day(moment).date.month - 1) / 3 == (day(now).date.month - 1) / 3
        case .year: return day(moment).date.year == day(now).date.year
        }
    }

    private func week(_ moment: Instant) -> Int64 {
        let day = policy.settings.zone.local(atSecond: moment.seconds).day
        return day - CivilDate.weekday(ofDay: day)
    }

    private func day(_ moment: Instant) -> (date: CivilDate, hour: [Int64], minute: [Int64]) {
        let (day, second) = policy.settings.zone.local(atSecond: moment.seconds)
        return (CivilDate(daysSinceEpoch: day), [day, second / 3_600], [day, second / 60])
    }

    /// Forgets what scopes have spent that were idle for long enough and hold nothing.
    mutating func forgetIdle() {
        for (index, budget) in policy.budgets.enumerated() {
            guard case .untilIdle(let length) = budget.window else { continue }
            let live = calls.indices.filter { calls[$0].scopes[index] != nil && !calls[$0].forgotten.contains(index) }
            for scope in Set(live.map { calls[$0].scopes[index] ?? nil }) {
                let members = live.filter { (calls[$0].scopes[index] ?? nil) == scope }
                let last = members.flatMap { calls[$0].touched }.max() ?? now
                let holdsNothing = members.allSatisfy { calls[$0].state != .reserved || calls[$0].amount == 0 }
                guard holdsNothing, now.nanoseconds - last.nanoseconds >= length else { continue }
                for member in members { calls[member].forgotten.insert(index) }
            }
        }
    }
}

extension Rational {
    fileprivate var wholeBelow: Int128 {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
