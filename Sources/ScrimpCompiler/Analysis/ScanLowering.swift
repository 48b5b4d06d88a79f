package import ScrimpPlan

extension MaskScan {
    /// Greatest number of conjunctions.
    package static let capacity = 64

    /// Estimated time of a decision in nanoseconds, and what each distinct predicate adds to it.
    static let costOfCall = 2.5
    static let costOfPredicate = 0.45

    var estimatedNanoseconds: Double { Self.costOfCall + Self.costOfPredicate * Double(cuts.count + tables.count) }

    /// The list must have at most `capacity` entries.
    package init?(_ list: ConjunctionList, cells: FeatureCells) {
        guard list.entries.count <= Self.capacity else { return nil }
        let all: UInt64 = list.entries.count == 64 ? .max : (1 << UInt64(list.entries.count)) - 1
        var cuts: [Cut] = []
        var tables: [Table] = []
        var rows: [UInt64] = []
        for feature in cells.features {
            let constrained = list.entries.indices.compactMap { index in
                list.entries[index].conjunction.ranges(of: feature).map {
                    (bit: UInt64(1) << UInt64(index), ranges: $0)
                }
            }
            if constrained.isEmpty { continue }
            guard let number = UInt16(exactly: feature) else { return nil }
            if cells.isTabular[feature] {
                let count = cells.values(feature, of: 0..<cells.count(feature)).count
                let base = rows.count
                tables.append(Table(feature: number, base: UInt32(base), count: UInt32(count)))
                rows.append(contentsOf: repeatElement(all, count: count))
                for (bit, ranges) in constrained {
                    for range in cells.complement(feature, of: ranges) {
                        for value in cells.values(feature, of: range) { rows[base + Int(value)] &= ~bit }
                    }
                }
            } else {
                // By cell at which it begins: which conjunctions need the value below it, and which from it on.
                var masks: [Int: (ifLess: UInt64, ifNot: UInt64)] = [:]
                for (bit, ranges) in constrained {
                    guard let range = ranges.first, ranges.count == 1 else { return nil }
                    if range.lowerBound > 0 { masks[range.lowerBound, default: (all, all)].ifLess &= ~bit }
                    if range.upperBound < cells.count(feature) {
                        masks[range.upperBound, default: (all, all)].ifNot &= ~bit
                    }
                }
                for (cell, mask) in masks.sorted(by: { $0.key < $1.key }) {
                    cuts.append(
                        Cut(
                            key: cells.cuts[feature][cell - 1], ifLess: mask.ifLess, ifNot: mask.ifNot, feature: number)
                    )
                }
            }
        }
        let rules = list.entries.map { UInt32(truncatingIfNeeded: $0.rule) }
        self.init(
            all: all, cuts: cuts, tables: tables, rows: rows,
            rules: rules + [UInt32(truncatingIfNeeded: list.otherwise ?? Matcher.noRule)])
    }
}
