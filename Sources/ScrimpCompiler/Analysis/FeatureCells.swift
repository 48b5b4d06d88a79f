/// The equivalence classes of each feature's values: no formula tells two values of one cell apart.
///
/// Cells are half-open intervals in ascending order, so a set of values is a set of ranges of cell numbers.
package struct FeatureCells: Sendable {
    /// By feature: least and greatest value.
    package let domains: [ClosedRange<Int64>]
    /// By feature: where each cell after the first begins.
    package let cuts: [[Int64]]
    /// By feature: whether values are few enough to be rows of a table (cases and symbols, not numbers).
    package let isTabular: [Bool]
    package let isText: [Bool]

    package init(domains kinds: [FeatureDomain], formulas: [Formula]) {
        let domains = kinds.map(\.range)
        var cuts = [[Int64]](repeating: [], count: kinds.count)
        func collect(_ formula: Formula) {
            switch formula {
            case .constant: break
            case .test(let predicate):
                guard domains.indices.contains(predicate.feature) else { return }
                let domain = domains[predicate.feature]
                for interval in predicate.intervals {
                    if interval.lowerBound > domain.lowerBound, interval.lowerBound <= domain.upperBound {
                        cuts[predicate.feature].append(interval.lowerBound)
                    }
                    if interval.upperBound < domain.upperBound, interval.upperBound >= domain.lowerBound {
                        cuts[predicate.feature].append(interval.upperBound + 1)
                    }
                }
            case .and(let parts), .or(let parts): for part in parts { collect(part) }
            case .not(let part): collect(part)
            }
        }
        for formula in formulas { collect(formula) }
        for feature in cuts.indices where !cuts[feature].isEmpty {
            cuts[feature].sort()
            var kept = 0
            for index in cuts[feature].indices.dropFirst() where cuts[feature][index] != cuts[feature][kept] {
                kept += 1
                cuts[feature][kept] = cuts[feature][index]
            }
            cuts[feature].removeLast(cuts[feature].count - kept - 1)
        }
        self.domains = domains
        self.cuts = cuts
        isTabular = kinds.map(\.isTabular)
        isText = kinds.map { if case .symbols = $0 { true } else { false } }
    }

    package var features: Range<Int> { domains.indices }

    /// Number of cells of a feature, at least one.
    package func count(_ feature: Int) -> Int { cuts[feature].count + 1 }

    /// The cell that holds a value; values beyond the domain belong to the cell at its end.
    package func cell(_ feature: Int, of value: Int64) -> Int {
        var low = 0
        var high = cuts[feature].count
        while low < high {
            let middle = (low + high) / 2
            if cuts[feature][middle] <= value { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The values of a range of cells that is not empty.
    package func values(_ feature: Int, of cells: Range<Int>) -> ClosedRange<Int64> {
        let domain = domains[feature]
        let lower = cells.lowerBound == 0 ? domain.lowerBound : cuts[feature][cells.lowerBound - 1]
        let upper = cells.upperBound > cuts[feature].count ? domain.upperBound : cuts[feature][cells.upperBound - 1] - 1
        return lower...upper
    }

    /// The cells in which a predicate holds, ascending and not touching; nil where it would split a cell, because its
    /// formula was not among those that the cells were made from.
    package func ranges(of predicate: Predicate) -> [Range<Int>]? {
        let feature = predicate.feature
        guard domains.indices.contains(feature) else { return nil }
        let domain = domains[feature]
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(predicate.intervals.count)
        for interval in predicate.intervals {
            let lower = max(interval.lowerBound, domain.lowerBound)
            let upper = min(interval.upperBound, domain.upperBound)
            guard lower <= upper else { continue }
            let range = cell(feature, of: lower)..<(cell(feature, of: upper) + 1)
            guard values(feature, of: range) == lower...upper else { return nil }
            if let last = ranges.last, last.upperBound >= range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                ranges.append(range)
            }
        }
        return ranges
    }

    /// The cells outside of `ranges`.
    package func complement(_ feature: Int, of ranges: [Range<Int>]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = 0
        for range in ranges {
            if start < range.lowerBound { result.append(start..<range.lowerBound) }
            start = range.upperBound
        }
        if start < count(feature) { result.append(start..<count(feature)) }
        return result
    }

    /// The cell that a reader would expect an example to lie in: the one of zero, of the first case or literal.
    package func naturalCell(_ feature: Int) -> Int { cell(feature, of: 0) }

    /// The value of a cell that a reader would expect: zero, or what is closest to it.
    package func naturalValue(_ feature: Int, cell: Int) -> Int64 {
        let values = values(feature, of: cell..<(cell + 1))
        return min(max(values.lowerBound, 0), values.upperBound)
    }
}

extension FeatureDomain {
    /// Least and greatest value; a domain without values counts as one of a single value.
    package var range: ClosedRange<Int64> {
        switch self {
        case .cases(let count): 0...Int64(max(count, 1) - 1)
        case .symbols(let literals): 0...Int64(max(literals, 0))
        case .numbers(let lower, let upper): lower...max(lower, upper)
        }
    }

    package var isTabular: Bool {
        if case .numbers = self { false } else { true }
    }
}

extension Formula {
    /// The naive meaning, which everything else is measured against.
    package func holds(_ values: [Int64]) -> Bool {
        switch self {
        case .constant(let value): value
        case .test(let predicate): predicate.holds(values[predicate.feature])
        case .and(let parts): parts.allSatisfy { $0.holds(values) }
        case .or(let parts): parts.contains { $0.holds(values) }
        case .not(let part): !part.holds(values)
        }
    }

    /// Calls back with the feature of every test.
    package func forEachFeature(_ body: (Int) -> Void) {
        switch self {
        case .constant: break
        case .test(let predicate): body(predicate.feature)
        case .and(let parts), .or(let parts): for part in parts { part.forEachFeature(body) }
        case .not(let part): part.forEachFeature(body)
        }
    }
}

extension Predicate {
    package func holds(_ value: Int64) -> Bool { intervals.contains { $0.contains(value) } }
}

extension RoutingProblem {
    /// The first rule that holds, found one by one.
    package func firstMatch(_ values: [Int64]) -> Int? { rules.firstIndex { $0.holds(values) } }
}
