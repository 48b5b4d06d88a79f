import ScrimpQuantities
import ScrimpSemantics
import ScrimpTestSupport

extension NaiveEvaluator {
    /// Nil for undefined, which only spreads where it decides: `true or undefined` is true.
    func isTrue(_ expression: Expression, _ request: NaiveRequest) -> Bool? {
        if case .boolean(let value) = value(expression, request) { return value }
        return nil
    }

    /// Nil for undefined.
    func value(_ expression: Expression, _ request: NaiveRequest) -> NaiveValue? {
        switch expression.kind {
        case .boolean(let value): return .boolean(value)
        case .quantity(let quantity): return .number(quantity.value)
        case .text(let text): return .text(text)
        case .enumerationCase(let index): return .enumerationCase(index)
        case .timeOfDay(let minutes): return .time(Int64(minutes) * 60)
        case .weekdayName(let day): return .day(Int64(day))
        case .attribute(let index): return request.values[index]
        case .localTime: return .time(policy.settings.zone.local(atSecond: now.seconds).secondOfDay)
        case .weekday: return .day(CivilDate.weekday(ofDay: policy.settings.zone.local(atSecond: now.seconds).day))
        case .filled(let budget): return filled(budget, request).map { .number($0) }
        case .health(let model): return .number(health[model] ?? .one)
        case .quality(let model, let over, let least):
            return quality[NaiveQuality(model: model, over: over.value, least: least.value)].map { .number($0) }
        case .spend, .usual, .hostNumber, .first, .reachable, .verdict: return nil

        case .not(let inner): return isTrue(inner, request).map { .boolean(!$0) }
        case .and(let left, let right):
            return and(isTrue(left, request), isTrue(right, request)).map { .boolean($0) }
        case .or(let left, let right):
            let neither = and(isTrue(left, request).map { !$0 }, isTrue(right, request).map { !$0 })
            return neither.map { .boolean(!$0) }
        case .compare(let comparison, let left, let right):
            return compare(comparison, value(left, request), value(right, request)).map { .boolean($0) }
        case .within(let inner, let low, let high):
            return within(value(inner, request), value(low, request), value(high, request)).map { .boolean($0) }
        case .member(let inner, let elements):
            var result: Bool? = false
            for element in elements {
                let isEqual = compare(.equal, value(inner, request), value(element, request))
                result = and(result.map { !$0 }, isEqual.map { !$0 }).map { !$0 }
            }
            return result.map { .boolean($0) }
        case .textTest(let function, let inner, let operand):
            guard case .text(let text) = value(inner, request) else { return nil }
            return test(function, Array(text.utf8), operand.value).map { .boolean($0) }
        case .arithmetic(let operation, let left, let right):
            guard let first = number(left, request), let second = number(right, request) else { return nil }
            let result =
                switch operation {
                case .add: first.adding(second)
                case .subtract: first.subtracting(second)
                case .multiply: first.multiplied(by: second)
                case .divide: first.divided(by: second)
                }
            return result.map { .number($0) }
        case .negate(let inner): return number(inner, request).map { .number($0.negated) }
        case .absolute(let inner): return number(inner, request).map { .number(max($0, $0.negated)) }
        case .minimum(let parts): return extreme(parts, request) { $0.min() }
        case .maximum(let parts): return extreme(parts, request) { $0.max() }
        }
    }

    private func number(_ expression: Expression, _ request: NaiveRequest) -> Rational? {
        if case .number(let number) = value(expression, request) { return number }
        return nil
    }

    private func extreme(
        _ parts: [Expression], _ request: NaiveRequest, _ choose: ([Rational]) -> Rational?
    ) -> NaiveValue? {
        let numbers = parts.compactMap { number($0, request) }
        guard numbers.count == parts.count else { return nil }
        return choose(numbers).map { .number($0) }
    }

    private func and(_ left: Bool?, _ right: Bool?) -> Bool? {
        if left == false || right == false { return false }
        return left == nil || right == nil ? nil : true
    }

    private func compare(_ comparison: Expression.Comparison, _ left: NaiveValue?, _ right: NaiveValue?) -> Bool? {
        guard let left, let right else { return nil }
        let order: Int
        switch (left, right) {
        case (.boolean(let a), .boolean(let b)): order = a == b ? 0 : 1
        case (.text(let a), .text(let b)): order = Array(a.utf8) == Array(b.utf8) ? 0 : 1
        case (.enumerationCase(let a), .enumerationCase(let b)): order = a == b ? 0 : 1
        case (.number(let a), .number(let b)): order = a < b ? -1 : b < a ? 1 : 0
        case (.time(let a), .time(let b)), (.day(let a), .day(let b)): order = a < b ? -1 : b < a ? 1 : 0
        default: return nil
        }
        return switch comparison {
        case .less: order < 0
        case .lessOrEqual: order <= 0
        case .equal: order == 0
        case .notEqual: order != 0
        case .greaterOrEqual: order >= 0
        case .greater: order > 0
        }
    }

    private func within(_ value: NaiveValue?, _ low: NaiveValue?, _ high: NaiveValue?) -> Bool? {
        switch (value, low, high) {
        case (.time(let time), .time(let start), .time(let end)):
            return start < end ? start <= time && time < end : start <= time || time < end
        case (.day(let day), .day(let start), .day(let end)):
            return start <= end ? start <= day && day <= end : start <= day || day <= end
        default: return and(compare(.greaterOrEqual, value, low), compare(.lessOrEqual, value, high))
        }
    }

    private func test(_ function: Expression.TextFunction, _ text: [UInt8], _ written: String) -> Bool? {
        let operand = Array(written.utf8)
        switch function {
        case .contains:
            guard text.count >= operand.count else { return false }
            return (0...(text.count - operand.count)).contains { Array(text[$0..<($0 + operand.count)]) == operand }
        case .startsWith: return Array(text.prefix(operand.count)) == operand
        case .endsWith: return Array(text.suffix(operand.count)) == operand
        case .matches: return NaivePattern(written)?.matches(String(decoding: text, as: UTF8.self))
        }
    }
}
