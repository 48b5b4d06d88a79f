/// Answers over conjunctions, for policies whose diagram would be too large: takes what is left of a region apart, rule by
/// rule, until a piece is free or nothing is left. Exact within its bound.
struct ConjunctionSearch: Sendable {
    /// A conjunction of a rule.
    struct Entry: Sendable {
        var conjunction: Conjunction
        var rule: Int
    }

    /// Greatest number of conjunctions that one rule may be expanded to.
    static let expansionLimit = 256

    let cells: FeatureCells
    /// In rule order; rules that could not be expanded are missing.
    private(set) var entries: [Entry] = []
    private(set) var unexpanded: [Int] = []
    /// First entry of each rule and one more at the end.
    private(set) var starts: [Int] = []
    /// Comparisons that may still be made.
    private(set) var stepsLeft = 0

    struct OutOfSteps: Error {}

    init(cells: FeatureCells, rules: [Formula]) {
        self.cells = cells
        for (rule, formula) in rules.enumerated() {
            starts.append(entries.count)
            if let conjunctions = cells.conjunctions(of: formula, limit: Self.expansionLimit) {
                entries += conjunctions.map { Entry(conjunction: $0, rule: rule) }
            } else {
                unexpanded.append(rule)
            }
        }
        starts.append(entries.count)
    }

    mutating func allow(steps: Int) { stepsLeft = steps }

    /// Takes a region apart along the entries of a range: each part goes to the first entry that it lies in, or to none.
    /// Stops early when the visitor says no.
    mutating func divide(
        _ region: Conjunction, along range: Range<Int>,
        visitor: (Conjunction, Entry?, inout ConjunctionSearch) throws(OutOfSteps) -> Bool
    ) throws(OutOfSteps) -> Bool {
        var index = range.lowerBound
        while index < range.upperBound {
            stepsLeft -= 1
            guard stepsLeft > 0 else { throw OutOfSteps() }
            let entry = entries[index]
            index += 1
            guard region.overlaps(entry.conjunction) else { continue }
            var rest = region
            for constraint in entry.conjunction.constraints {
                let all = [0..<cells.count(constraint.feature)]
                let held = rest.ranges(of: constraint.feature) ?? all
                let outside = CellRanges.intersection(held, cells.complement(constraint.feature, of: constraint.ranges))
                if outside.isEmpty { continue }
                let part = rest.with(constraint.feature, ranges: outside)
                guard try divide(part, along: index..<range.upperBound, visitor: visitor) else { return false }
                rest = rest.with(constraint.feature, ranges: CellRanges.intersection(held, constraint.ranges))
            }
            return try visitor(rest, entry, &self)
        }
        return try visitor(region, nil, &self)
    }
}
