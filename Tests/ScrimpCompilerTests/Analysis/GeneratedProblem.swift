import ScrimpCompiler
import ScrimpPlan

/// Routing problems from a seed: mixed domains, nested conditions, values on both sides of every boundary.
struct GeneratedProblem {
    var problem: RoutingProblem
    private var state: UInt64

    init(seed: UInt64, rules: ClosedRange<Int> = 1...80, features: ClosedRange<Int> = 1...10, small: Bool = false) {
        problem = RoutingProblem(domains: [], rules: [])
        state = seed
        let count = between(features)
        problem.domains = (0..<count).map { _ in domain(small: small) }
        problem.rules = (0..<between(rules)).map { _ in formula(depth: 2) }
        if below(2) == 0 { problem.rules.append(.constant(true)) }
    }

    mutating func next() -> UInt64 {
        state &+= 1
        return StableHash.mix(state)
    }
    mutating func below(_ count: Int) -> Int { Int(next() % UInt64(count)) }
    mutating func between(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }

    private mutating func domain(small: Bool) -> FeatureDomain {
        switch below(4) {
        case 0: .cases(small ? between(1...3) : between(1...9))
        case 1: .symbols(literals: small ? between(0...3) : [0, 1, 3, 40, 70, 300][below(6)])
        case 2 where !small: .numbers(.min, .max)
        default: small ? .numbers(-1, Int64(between(0...3))) : .numbers(0, 1_000_000)
        }
    }

    /// One of few constants per feature, so that rules share and cross each other's boundaries.
    private mutating func constant(_ feature: Int) -> Int64 {
        let range = problem.domains[feature].range
        let candidates: [Int64] = [
            range.lowerBound, range.upperBound, 0, 1, 2, 7, 99, 100, 101, 1000, 65_536, .max, .min,
        ]
        let value = below(3) == 0 ? candidates[below(candidates.count)] : Int64(below(300))
        return min(max(value, range.lowerBound), range.upperBound)
    }

    mutating func predicate() -> Predicate {
        let feature = below(problem.domains.count)
        var intervals: [ClosedRange<Int64>] = []
        for _ in 0..<between(0...3) + (below(4) == 0 ? 0 : 1) {
            let (one, other) = (constant(feature), constant(feature))
            switch below(4) {
            case 0: intervals.append(one...one)
            case 1: intervals.append(.min...one)
            case 2: intervals.append(one...(.max))
            default: intervals.append(min(one, other)...max(one, other))
            }
        }
        intervals.sort { $0.lowerBound < $1.lowerBound }
        var merged: [ClosedRange<Int64>] = []
        for interval in intervals {
            if let last = merged.last, last.upperBound == .max || interval.lowerBound <= last.upperBound + 1 {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, interval.upperBound)
            } else {
                merged.append(interval)
            }
        }
        return Predicate(feature: feature, intervals: merged)
    }

    mutating func formula(depth: Int) -> Formula {
        switch depth == 0 ? 0 : below(8) {
        case 0...2: .test(predicate())
        case 3...4: .and((0..<between(1...3)).map { _ in formula(depth: depth - 1) })
        case 5: .or((0..<between(1...3)).map { _ in formula(depth: depth - 1) })
        case 6: .not(formula(depth: depth - 1))
        default: .and([.test(predicate()), .test(predicate())])
        }
    }

    /// A row of values, mostly at the ends of cells.
    mutating func row(_ cells: FeatureCells) -> [Int64] {
        cells.features.map { feature in
            let cell = below(cells.count(feature))
            let values = cells.values(feature, of: cell..<(cell + 1))
            switch below(3) {
            case 0: return values.lowerBound
            case 1: return values.upperBound
            default:
                let span = values.upperBound.subtractingReportingOverflow(values.lowerBound)
                return span.overflow || span.partialValue == .max
                    ? 0 : values.lowerBound + Int64(next() % UInt64(span.partialValue + 1))
            }
        }
    }

    /// Every combination of values; only for small domains.
    var everyRow: [[Int64]] {
        var rows: [[Int64]] = [[]]
        for domain in problem.domains { rows = rows.flatMap { row in domain.range.map { row + [$0] } } }
        return rows
    }
}
