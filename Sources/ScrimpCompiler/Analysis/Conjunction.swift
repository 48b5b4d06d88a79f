/// Cells that each of some features must lie in; other features are free.
package struct Conjunction: Hashable, Sendable {
    package struct Constraint: Hashable, Sendable {
        package var feature: Int
        /// Ascending, not touching, not empty, not all cells.
        package var ranges: [Range<Int>]
    }

    /// In ascending order of features.
    package var constraints: [Constraint] = []

    /// The conjunction that always holds.
    package static let always = Conjunction()

    /// The cells of one feature; nil for all of them.
    func ranges(of feature: Int) -> [Range<Int>]? { constraints.first { $0.feature == feature }?.ranges }

    /// Replaces what a feature must be.
    func with(_ feature: Int, ranges: [Range<Int>]) -> Conjunction {
        var result = self
        let position = constraints.firstIndex { $0.feature >= feature } ?? constraints.count
        let constraint = Constraint(feature: feature, ranges: ranges)
        if position < constraints.count, constraints[position].feature == feature {
            result.constraints[position] = constraint
        } else {
            result.constraints.insert(constraint, at: position)
        }
        return result
    }

    /// Both; nil where they exclude each other.
    func intersection(_ other: Conjunction) -> Conjunction? {
        var result = Conjunction()
        result.constraints.reserveCapacity(constraints.count + other.constraints.count)
        var (left, right) = (0, 0)
        while left < constraints.count || right < other.constraints.count {
            let leftFeature = left < constraints.count ? constraints[left].feature : .max
            let rightFeature = right < other.constraints.count ? other.constraints[right].feature : .max
            if leftFeature < rightFeature {
                result.constraints.append(constraints[left])
                left += 1
            } else if rightFeature < leftFeature {
                result.constraints.append(other.constraints[right])
                right += 1
            } else {
                let common = CellRanges.intersection(constraints[left].ranges, other.constraints[right].ranges)
                if common.isEmpty { return nil }
                result.constraints.append(Constraint(feature: leftFeature, ranges: common))
                left += 1
                right += 1
            }
        }
        return result
    }

    /// Whether some values satisfy both.
    func overlaps(_ other: Conjunction) -> Bool {
        var (left, right) = (0, 0)
        while left < constraints.count, right < other.constraints.count {
            let (leftFeature, rightFeature) = (constraints[left].feature, other.constraints[right].feature)
            if leftFeature < rightFeature {
                left += 1
            } else if rightFeature < leftFeature {
                right += 1
            } else {
                if !CellRanges.overlap(constraints[left].ranges, other.constraints[right].ranges) { return false }
                left += 1
                right += 1
            }
        }
        return true
    }

    /// Values that satisfy it, as natural as it allows.
    func example(_ cells: FeatureCells) -> [Int64] {
        cells.features.map { feature in
            let natural = cells.naturalCell(feature)
            guard let ranges = ranges(of: feature) else { return cells.naturalValue(feature, cell: natural) }
            let cell =
                ranges.contains { $0.contains(natural) }
                ? natural : ranges.first { $0.lowerBound > natural }?.lowerBound ?? (ranges.last?.upperBound ?? 1) - 1
            return cells.naturalValue(feature, cell: cell)
        }
    }
}

/// Sets of cells as ascending ranges that do not touch.
enum CellRanges {
    static func intersection(_ left: [Range<Int>], _ right: [Range<Int>]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var (leftIndex, rightIndex) = (0, 0)
        while leftIndex < left.count, rightIndex < right.count {
            let (one, other) = (left[leftIndex], right[rightIndex])
            let lower = max(one.lowerBound, other.lowerBound)
            let upper = min(one.upperBound, other.upperBound)
            if lower < upper { result.append(lower..<upper) }
            if one.upperBound <= other.upperBound { leftIndex += 1 } else { rightIndex += 1 }
        }
        return result
    }

    static func overlap(_ left: [Range<Int>], _ right: [Range<Int>]) -> Bool {
        var (leftIndex, rightIndex) = (0, 0)
        while leftIndex < left.count, rightIndex < right.count {
            let (one, other) = (left[leftIndex], right[rightIndex])
            if max(one.lowerBound, other.lowerBound) < min(one.upperBound, other.upperBound) { return true }
            if one.upperBound <= other.upperBound { leftIndex += 1 } else { rightIndex += 1 }
        }
        return false
    }
}

extension FeatureCells {
    /// The formula as an `or` of conjunctions; nil where there would be more than `limit`, or where a test splits a cell.
    package func conjunctions(of formula: Formula, limit: Int, negated: Bool = false) -> [Conjunction]? {
        switch formula {
        case .constant(let value): return value != negated ? [.always] : []
        case .not(let part): return conjunctions(of: part, limit: limit, negated: !negated)
        case .test(let predicate):
            guard var ranges = ranges(of: predicate) else { return nil }
            if negated { ranges = complement(predicate.feature, of: ranges) }
            guard let first = ranges.first else { return [] }
            if first == 0..<count(predicate.feature) { return [.always] }
            return [Conjunction(constraints: [.init(feature: predicate.feature, ranges: ranges)])]
        case .and(let parts), .or(let parts):
            if case .and = formula, !negated { return product(parts, limit: limit, negated: negated) }
            if case .or = formula, negated { return product(parts, limit: limit, negated: negated) }
            return union(parts, limit: limit, negated: negated)
        }
    }

    private func union(_ parts: [Formula], limit: Int, negated: Bool) -> [Conjunction]? {
        var result: [Conjunction] = []
        for part in parts {
            guard let more = conjunctions(of: part, limit: limit, negated: negated) else { return nil }
            for conjunction in more where !result.contains(conjunction) { result.append(conjunction) }
            if result.contains(.always) { return [.always] }
            if result.count > limit { return nil }
        }
        return result
    }

    private func product(_ parts: [Formula], limit: Int, negated: Bool) -> [Conjunction]? {
        var result: [Conjunction] = [.always]
        for part in parts {
            guard let factors = conjunctions(of: part, limit: limit, negated: negated) else { return nil }
            var next: [Conjunction] = []
            for conjunction in result {
                for factor in factors {
                    guard let both = conjunction.intersection(factor), !next.contains(both) else { continue }
                    next.append(both)
                    if next.count > limit { return nil }
                }
            }
            result = next
        }
        return result
    }
}
