/// Finds the rules of many requests at once.
///
/// Each distinct predicate becomes one byte mask of 1,024 rows; the rules are then applied from the last to the first, each
/// overwriting the rows in which it holds. Agrees with `Matcher.match` on every row. Holds its own scratch memory: one
/// matcher per thread.
public struct ColumnMatcher: Sendable {
    /// Rows that are worked on together.
    public static let batch = 1024

    private let matcher: Matcher
    private let rules: ColumnRules?
    private let featureCount: Int
    /// Byte that stands for each conjunction while a batch is worked on, and what a byte means in the end.
    private var bytes: [UInt8] = []
    private var meanings: [UInt16] = []
    private var otherwise: UInt8 = 0
    private var masks: [[UInt8]]
    private var joined: [UInt8]
    private var chosen: [UInt8]
    private var row: [Int64]

    /// `featureCount`: number of features of the plan.
    public init(matcher: Matcher, columns: ColumnRules?, featureCount: Int) {
        self.matcher = matcher
        rules = columns
        self.featureCount = featureCount
        masks = (columns?.predicates ?? []).map { _ in [UInt8](repeating: 0, count: Self.batch) }
        joined = [UInt8](repeating: 0, count: Self.batch)
        chosen = [UInt8](repeating: 0, count: Self.batch)
        row = [Int64](repeating: 0, count: columns == nil ? featureCount : 0)
        guard let columns else { return }
        let numbers = columns.conjunctions.map { $0.rule } + [columns.otherwise]
        if numbers.allSatisfy({ $0 <= 255 }) {
            // Rules are their own bytes: the answer is a widening copy.
            bytes = numbers.map { UInt8(truncatingIfNeeded: $0) }
        } else {
            bytes = numbers.indices.map { UInt8(truncatingIfNeeded: $0) }
            meanings = numbers + [UInt16](repeating: columns.otherwise, count: max(0, 256 - numbers.count))
        }
        otherwise = bytes[numbers.count - 1]
    }

    /// Writes the rule of each row of `rows` to `answers`, from its start; `ColumnRules.noRule` where there is none.
    ///
    /// `columns` has one column per feature. Those that no rule tests may be anything.
    public mutating func match(
        _ columns: [FeatureColumn], rows: Range<Int>, into answers: inout MutableSpan<UInt16>
    ) throws(ColumnError) {
        guard answers.count >= rows.count else { throw .noRoom }
        guard let rules else { return try matchRows(columns, rows, &answers) }
        for predicate in rules.predicates { try check(columns, Int(predicate.feature), rows) }
        var start = rows.lowerBound
        while start < rows.upperBound {
            let count = min(Self.batch, rows.upperBound - start)
            for (index, predicate) in rules.predicates.enumerated() {
                fill(index, predicate, columns[Int(predicate.feature)], start..<(start + count), rules)
            }
            choose(rules, count)
            write(count, at: start - rows.lowerBound, &answers)
            start += count
        }
    }

    private func check(_ columns: [FeatureColumn], _ feature: Int, _ rows: Range<Int>) throws(ColumnError) {
        guard feature < columns.count else { throw .missing(feature: feature) }
        if let count = columns[feature].count, count < rows.upperBound { throw .tooShort(feature: feature) }
    }

    private mutating func matchRows(
        _ columns: [FeatureColumn], _ rows: Range<Int>, _ answers: inout MutableSpan<UInt16>
    ) throws(ColumnError) {
        for feature in 0..<featureCount { try check(columns, feature, rows) }
        for (position, index) in rows.enumerated() {
            for feature in 0..<featureCount { row[feature] = columns[feature][index] }
            let rule = matcher.match(row.span)
            answers[position] = rule == Matcher.noRule ? ColumnRules.noRule : UInt16(truncatingIfNeeded: rule)
        }
    }

    private mutating func fill(
        _ index: Int, _ predicate: ColumnRules.Predicate, _ column: FeatureColumn, _ rows: Range<Int>,
        _ rules: ColumnRules
    ) {
        switch (predicate.kind, column) {
        case (.less, .constant(let value)):
            ColumnKernels.fill(&masks[index], value < predicate.key ? 255 : 0, rows.count)
        case (.less, .wide(let values)): ColumnKernels.less(values.span.extracting(rows), predicate.key, &masks[index])
        case (.less, .narrow(let values)):
            ColumnKernels.less(values.span.extracting(rows), predicate.key, &masks[index])
        case (.less, .symbols(let values)):
            ColumnKernels.less(values.span.extracting(rows), predicate.key, &masks[index])
        case (.member, _):
            let base = Int(predicate.key)
            let members = rules.members.span.extracting(base..<(base + Int(predicate.count)))
            switch column {
            case .constant(let value):
                ColumnKernels.fill(&masks[index], members[ColumnKernels.entry(value, members.count)], rows.count)
            case .wide(let values): ColumnKernels.member(values.span.extracting(rows), members, &masks[index])
            case .narrow(let values): ColumnKernels.member(values.span.extracting(rows), members, &masks[index])
            case .symbols(let values): ColumnKernels.member(values.span.extracting(rows), members, &masks[index])
            }
        }
    }

    private mutating func choose(_ rules: ColumnRules, _ count: Int) {
        ColumnKernels.fill(&chosen, otherwise, count)
        func flip(_ literal: UInt32) -> UInt8 { literal & 1 == 0 ? 0 : 255 }
        for index in rules.conjunctions.indices.reversed() {
            let conjunction = rules.conjunctions[index]
            let start = Int(conjunction.start)
            let byte = bytes[index]
            guard conjunction.count > 0 else {
                ColumnKernels.fill(&chosen, byte, count)
                continue
            }
            let one = rules.literals[start]
            let first = masks[Int(one >> 1)]
            guard conjunction.count > 1 else {
                ColumnKernels.choose(byte, first, flip(one), &chosen, count)
                continue
            }
            let last = rules.literals[start + Int(conjunction.count) - 1]
            let final = masks[Int(last >> 1)]
            guard conjunction.count > 2 else {
                ColumnKernels.choose(byte, first, flip(one), final, flip(last), &chosen, count)
                continue
            }
            let two = rules.literals[start + 1]
            ColumnKernels.join(first, flip(one), masks[Int(two >> 1)], flip(two), &joined, count)
            for position in (start + 2)..<(start + Int(conjunction.count) - 1) {
                let literal = rules.literals[position]
                ColumnKernels.restrict(&joined, masks[Int(literal >> 1)], flip(literal), count)
            }
            ColumnKernels.choose(byte, joined, 0, final, flip(last), &chosen, count)
        }
    }

    private func write(_ count: Int, at start: Int, _ answers: inout MutableSpan<UInt16>) {
        if meanings.isEmpty {
            ColumnKernels.widen(chosen, &answers, from: start, count)
        } else {
            for index in 0..<count { answers[start + index] = meanings[Int(chosen[index])] }
        }
    }
}
