import ScrimpPlan

/// The values that each feature can have where one rule fires.
///
/// Features are taken one by one: what is left out can have every value of its domain. So a region holds every request that
/// takes the rule, and may hold others.
struct RuleRegion: Sendable {
    enum Answer {
        case always, never, sometimes
    }

    /// By feature: inclusive intervals, ascending, not touching.
    var intervals: [Int: [ClosedRange<Int64>]] = [:]
    /// The most that prompt and output can be together, where a condition says so.
    var tokensTogether = Int64.max

    /// Least and greatest value of a feature.
    func hull(_ feature: Int, domain: ClosedRange<Int64>) -> ClosedRange<Int64> {
        guard let known = intervals[feature], let first = known.first, let last = known.last else { return domain }
        return first.lowerBound...max(first.lowerBound, last.upperBound)
    }

    /// Whether a condition holds for all requests of the region, as far as can be said feature by feature.
    func answer(_ formula: Formula) -> Answer {
        switch formula {
        case .constant(let value): return value ? .always : .never
        case .test(let predicate): return answer(predicate)
        case .not(let part):
            switch answer(part) {
            case .always: return .never
            case .never: return .always
            case .sometimes: return .sometimes
            }
        case .and(let parts):
            var result = Answer.always
            for part in parts {
                switch answer(part) {
                case .never: return .never
                case .sometimes: result = .sometimes
                case .always: break
                }
            }
            return result
        case .or(let parts):
            var result = Answer.never
            for part in parts {
                switch answer(part) {
                case .always: return .always
                case .sometimes: result = .sometimes
                case .never: break
                }
            }
            return result
        }
    }

    private func answer(_ predicate: Predicate) -> Answer {
        guard let known = intervals[predicate.feature] else { return predicate.intervals.isEmpty ? .never : .sometimes }
        var isWithin = true
        var isTouched = false
        for interval in known {
            if !predicate.intervals.contains(where: {
                $0.lowerBound <= interval.lowerBound && interval.upperBound <= $0.upperBound
            }) {
                isWithin = false
            }
            if predicate.intervals.contains(where: { $0.overlaps(interval) }) { isTouched = true }
        }
        return isWithin ? .always : isTouched ? .sometimes : .never
    }
}

extension RuleRegion {
    /// Of a condition alone, whatever rules stand before it: what is known where no diagram is.
    init(of formula: Formula) { intervals = Self.intervals(formula, isNegated: false) ?? [:] }

    /// Nil where nothing fulfils the formula.
    private static func intervals(_ formula: Formula, isNegated: Bool) -> [Int: [ClosedRange<Int64>]]? {
        switch formula {
        case .constant(let value): return value != isNegated ? [:] : nil
        case .test(let predicate):
            let kept = isNegated ? predicate.intervals.gaps : predicate.intervals
            return kept.isEmpty ? nil : [predicate.feature: kept]
        case .not(let part): return intervals(part, isNegated: !isNegated)
        case .and(let parts): return isNegated ? united(parts, true) : intersected(parts, false)
        case .or(let parts): return isNegated ? intersected(parts, true) : united(parts, false)
        }
    }

    private static func intersected(_ parts: [Formula], _ isNegated: Bool) -> [Int: [ClosedRange<Int64>]]? {
        var result: [Int: [ClosedRange<Int64>]] = [:]
        for part in parts {
            guard let known = intervals(part, isNegated: isNegated) else { return nil }
            for (feature, ranges) in known {
                guard let other = result[feature] else {
                    result[feature] = ranges
                    continue
                }
                let common = other.flatMap { left in
                    ranges.filter { $0.overlaps(left) }.map { $0.clamped(to: left) }
                }
                if common.isEmpty { return nil }
                result[feature] = common
            }
        }
        return result
    }

    private static func united(_ parts: [Formula], _ isNegated: Bool) -> [Int: [ClosedRange<Int64>]]? {
        var result: [Int: [ClosedRange<Int64>]]?
        for part in parts {
            guard let known = intervals(part, isNegated: isNegated) else { continue }
            guard let before = result else {
                result = known
                continue
            }
            var merged: [Int: [ClosedRange<Int64>]] = [:]
            for (feature, ranges) in before {
                if let other = known[feature] { merged[feature] = (ranges + other).ascending }
            }
            result = merged
        }
        return result
    }
}

extension [ClosedRange<Int64>] {
    /// What lies between ascending intervals, and on either side of them.
    fileprivate var gaps: [ClosedRange<Int64>] {
        var result: [ClosedRange<Int64>] = []
        var start: Int64? = .min
        for interval in self {
            if let start, start < interval.lowerBound { result.append(start...(interval.lowerBound - 1)) }
            start = interval.upperBound == .max ? nil : interval.upperBound + 1
        }
        if let start { result.append(start ... .max) }
        return result
    }

    fileprivate var ascending: [ClosedRange<Int64>] {
        var result: [ClosedRange<Int64>] = []
        for interval in sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, last.upperBound == .max || interval.lowerBound <= last.upperBound + 1 {
                result[result.count - 1] = last.lowerBound...Swift.max(last.upperBound, interval.upperBound)
            } else {
                result.append(interval)
            }
        }
        return result
    }
}
