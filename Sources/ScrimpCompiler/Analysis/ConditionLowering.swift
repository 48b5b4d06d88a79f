package import ScrimpPlan

/// Turns formulas into tests with jumps, all of them forward.
package struct ConditionLowering: Sendable {
    private let domains: [FeatureDomain]
    /// Tests of all formulas so far; what `Plan.tests` or `RuleList.tests` becomes.
    package private(set) var tests: [ConditionTest] = []

    package init(domains: [FeatureDomain]) { self.domains = domains }

    /// Adds a formula and returns where to start.
    package mutating func append(_ formula: Formula) -> ConditionID {
        // Made from the end, because a test has to know where to go on; numbered from the end until all are there.
        var reversed: [ConditionTest] = []
        let start = emit(formula, negated: false, yes: ConditionTest.yes, no: ConditionTest.no, &reversed)
        let base = UInt32(truncatingIfNeeded: tests.count)
        let last = UInt32(truncatingIfNeeded: reversed.count) &- 1
        func place(_ target: UInt32) -> UInt32 { target >= ConditionTest.no ? target : base + (last - target) }
        for test in reversed.reversed() {
            var placed = test
            placed.whenTrue = place(test.whenTrue)
            placed.whenFalse = place(test.whenFalse)
            tests.append(placed)
        }
        return ConditionID(place(start))
    }

    private func emit(
        _ formula: Formula, negated: Bool, yes: UInt32, no: UInt32, _ reversed: inout [ConditionTest]
    ) -> UInt32 {
        switch formula {
        case .constant(let value): return value != negated ? yes : no
        case .not(let part): return emit(part, negated: !negated, yes: yes, no: no, &reversed)
        case .test(let predicate):
            return negated ? emit(predicate, yes: no, no: yes, &reversed) : emit(predicate, yes: yes, no: no, &reversed)
        case .and(let parts):
            return emit(parts, isConjunction: !negated, negated: negated, yes: yes, no: no, &reversed)
        case .or(let parts):
            return emit(parts, isConjunction: negated, negated: negated, yes: yes, no: no, &reversed)
        }
    }

    private func emit(
        _ parts: [Formula], isConjunction: Bool, negated: Bool, yes: UInt32, no: UInt32,
        _ reversed: inout [ConditionTest]
    ) -> UInt32 {
        var next = isConjunction ? yes : no
        for part in parts.reversed() {
            next =
                isConjunction
                ? emit(part, negated: negated, yes: next, no: no, &reversed)
                : emit(part, negated: negated, yes: yes, no: next, &reversed)
        }
        return next
    }

    private func emit(_ predicate: Predicate, yes: UInt32, no: UInt32, _ reversed: inout [ConditionTest]) -> UInt32 {
        if yes == no { return yes }
        guard domains.indices.contains(predicate.feature), let feature = UInt16(exactly: predicate.feature) else {
            return no
        }
        let domain = domains[predicate.feature].range
        let intervals = predicate.intervals.filter { $0.overlaps(domain) }
        guard let first = intervals.first, let last = intervals.last else { return no }
        if intervals.count == 1, first.lowerBound <= domain.lowerBound, first.upperBound >= domain.upperBound {
            return yes
        }

        func add(_ kind: ConditionTest.Kind, _ lower: Int64, _ upper: Int64, _ yes: UInt32, _ no: UInt32) -> UInt32 {
            reversed.append(
                ConditionTest(
                    feature: feature, kind: kind, lower: lower, upper: upper, whenTrue: yes, whenFalse: no))
            return UInt32(truncatingIfNeeded: reversed.count - 1)
        }
        if intervals.count > 1, domain.lowerBound >= 0 {
            // The last value of a domain also stands for what is beyond it, so a set never names it.
            if last.upperBound < min(64, domain.upperBound) { return add(.set, Self.bits(intervals), 0, yes, no) }
            let outside = Self.complement(intervals, in: domain)
            if let end = outside.last, end.upperBound < min(64, domain.upperBound) {
                return add(.set, Self.bits(outside), 0, no, yes)
            }
        }
        var next = no
        for interval in intervals.reversed() {
            let lower = interval.lowerBound <= domain.lowerBound ? .min : interval.lowerBound
            let upper = interval.upperBound >= domain.upperBound ? .max : interval.upperBound
            next = add(.interval, lower, upper, yes, next)
        }
        return next
    }

    private static func bits(_ intervals: [ClosedRange<Int64>]) -> Int64 {
        var bits: UInt64 = 0
        for interval in intervals {
            for value in max(interval.lowerBound, 0)...interval.upperBound { bits |= 1 << UInt64(value) }
        }
        return Int64(bitPattern: bits)
    }

    private static func complement(
        _ intervals: [ClosedRange<Int64>], in domain: ClosedRange<Int64>
    ) -> [ClosedRange<Int64>] {
        var result: [ClosedRange<Int64>] = []
        var start = domain.lowerBound
        for interval in intervals {
            if interval.lowerBound > start { result.append(start...(interval.lowerBound - 1)) }
            guard interval.upperBound < domain.upperBound else { return result }
            start = max(start, interval.upperBound + 1)
        }
        result.append(start...domain.upperBound)
        return result
    }
}
