extension Formula {
    static let yes = Formula.constant(true)
    static let no = Formula.constant(false)

    /// All of them; constants are folded, conjunctions within are flattened, and tests of one feature become one.
    static func all(_ parts: [Formula]) -> Formula {
        var kept = MergedTests { $0.intersection(with: $1) }
        for part in parts {
            switch part {
            case .constant(true): continue
            case .constant(false): return .no
            case .and(let inner): for formula in inner { kept.add(formula) }
            case .test, .or, .not: kept.add(part)
            }
        }
        if kept.formulas.contains(where: \.neverHolds) { return .no }
        if kept.formulas.count == 1, let only = kept.formulas.first { return only }
        return kept.formulas.isEmpty ? .yes : .and(kept.formulas)
    }

    /// At least one of them; constants are folded, disjunctions within are flattened, and tests of one feature become one.
    static func any(_ parts: [Formula]) -> Formula {
        var kept = MergedTests { $0.union(with: $1) }
        for part in parts {
            switch part {
            case .constant(false): continue
            case .constant(true): return .yes
            case .or(let inner): for formula in inner { kept.add(formula) }
            case .test, .and, .not: kept.add(part)
            }
        }
        if kept.formulas.count == 1, let only = kept.formulas.first { return only }
        return kept.formulas.isEmpty ? .no : .or(kept.formulas)
    }

    private var neverHolds: Bool {
        if case .test(let predicate) = self { return predicate.intervals.isEmpty }
        return false
    }

    var negated: Formula {
        switch self {
        case .constant(let value): .constant(!value)
        case .not(let inner): inner
        case .test, .and, .or: .not(self)
        }
    }

    /// Whether a feature lies in one of some intervals, as far as the domain reaches: a test that every value or no value
    /// of the domain passes is a constant.
    static func test(_ feature: Int, in intervals: [ClosedRange<Int64>], of domain: FeatureDomain) -> Formula {
        let bounds = domain.range
        let clipped = intervals.filter { $0.overlaps(bounds) }.map { $0.clamped(to: bounds) }
        let merged = clipped.sorted { $0.lowerBound < $1.lowerBound }.joiningNeighbours
        if merged.isEmpty { return .no }
        if merged.count == 1, merged.first == bounds { return .yes }
        return .test(Predicate(feature: feature, intervals: merged))
    }
}

/// Formulas in order of appearance, with one test of each feature at most.
private struct MergedTests {
    let merge: (Predicate, Predicate) -> Predicate
    private(set) var formulas: [Formula] = []
    private var places: [Int: Int] = [:]

    init(_ merge: @escaping (Predicate, Predicate) -> Predicate) { self.merge = merge }

    mutating func add(_ formula: Formula) {
        guard case .test(let predicate) = formula else {
            formulas.append(formula)
            return
        }
        if let place = places[predicate.feature], case .test(let known) = formulas[place] {
            formulas[place] = .test(merge(known, predicate))
        } else {
            places[predicate.feature] = formulas.count
            formulas.append(formula)
        }
    }
}

extension Predicate {
    /// Where both hold; empty where they never do together.
    fileprivate func intersection(with other: Predicate) -> Predicate {
        var common: [ClosedRange<Int64>] = []
        var (left, right) = (0, 0)
        while left < intervals.count, right < other.intervals.count {
            let (first, second) = (intervals[left], other.intervals[right])
            if first.overlaps(second) { common.append(first.clamped(to: second)) }
            if first.upperBound < second.upperBound { left += 1 } else { right += 1 }
        }
        return Predicate(feature: feature, intervals: common)
    }

    /// Where either holds.
    fileprivate func union(with other: Predicate) -> Predicate {
        let sorted = (intervals + other.intervals).sorted { $0.lowerBound < $1.lowerBound }
        return Predicate(feature: feature, intervals: sorted.joiningNeighbours)
    }
}

extension [ClosedRange<Int64>] {
    /// Of ascending intervals: those that overlap or touch become one.
    fileprivate var joiningNeighbours: [ClosedRange<Int64>] {
        var joined: [ClosedRange<Int64>] = []
        for interval in self {
            if let last = joined.last, last.upperBound == .max || interval.lowerBound <= last.upperBound + 1 {
                joined[joined.count - 1] = last.lowerBound...Swift.max(last.upperBound, interval.upperBound)
            } else {
                joined.append(interval)
            }
        }
        return joined
    }
}
