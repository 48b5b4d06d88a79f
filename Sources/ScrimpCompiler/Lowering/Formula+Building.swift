extension Formula {
    static let yes = Formula.constant(true)
    static let no = Formula.constant(false)

    /// All of them; constants are folded and conjunctions within are flattened.
    static func all(_ parts: [Formula]) -> Formula {
        var kept: [Formula] = []
        for part in parts {
            switch part {
            case .constant(true): continue
            case .constant(false): return .no
            case .and(let inner): kept.append(contentsOf: inner)
            case .test, .or, .not: kept.append(part)
            }
        }
        if kept.count == 1, let only = kept.first { return only }
        return kept.isEmpty ? .yes : .and(kept)
    }

    /// At least one of them.
    static func any(_ parts: [Formula]) -> Formula {
        var kept: [Formula] = []
        for part in parts {
            switch part {
            case .constant(false): continue
            case .constant(true): return .yes
            case .or(let inner): kept.append(contentsOf: inner)
            case .test, .and, .not: kept.append(part)
            }
        }
        if kept.count == 1, let only = kept.first { return only }
        return kept.isEmpty ? .no : .or(kept)
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
        var merged: [ClosedRange<Int64>] = []
        for interval in intervals.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            guard interval.overlaps(bounds) else { continue }
            let clipped = interval.clamped(to: bounds)
            if let last = merged.last, last.upperBound == .max || clipped.lowerBound <= last.upperBound + 1 {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, clipped.upperBound)
            } else {
                merged.append(clipped)
            }
        }
        if merged.isEmpty { return .no }
        if merged.count == 1, merged.first == bounds { return .yes }
        return .test(Predicate(feature: feature, intervals: merged))
    }

    /// Features that are tested, each once, in order of appearance.
    var testedFeatures: [Int] {
        var seen: Set<Int> = []
        var result: [Int] = []
        func visit(_ formula: Formula) {
            switch formula {
            case .constant: break
            case .test(let predicate): if seen.insert(predicate.feature).inserted { result.append(predicate.feature) }
            case .and(let parts), .or(let parts): for part in parts { visit(part) }
            case .not(let inner): visit(inner)
            }
        }
        visit(self)
        return result
    }
}
