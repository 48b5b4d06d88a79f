import ScrimpPlan

/// The plan's conditions while they are collected: formulas as jump code that only goes forward. Equal formulas share their
/// code.
struct ConditionTable {
    private(set) var tests: [ConditionTest] = []
    private var known: [Formula: ConditionID] = [:]

    mutating func add(_ formula: Formula) -> ConditionID {
        if let id = known[formula] { return id }
        var walk = ConditionWalk(base: tests.count)
        let start = walk.emit(formula, whenTrue: ConditionTest.yes, whenFalse: ConditionTest.no)
        let (added, entry) = walk.finish(start)
        tests.append(contentsOf: added)
        let id = ConditionID(entry)
        known[formula] = id
        return id
    }
}

/// The code of one formula, written from its end to its beginning: what a test jumps to is there already.
private struct ConditionWalk {
    let base: Int
    /// Last test first. Targets are positions in this array, or `yes` or `no`.
    private var reversed: [ConditionTest] = []
    private var known: [ConditionTest: UInt32] = [:]

    init(base: Int) { self.base = base }

    mutating func emit(_ formula: Formula, whenTrue: UInt32, whenFalse: UInt32) -> UInt32 {
        switch formula {
        case .constant(let value): return value ? whenTrue : whenFalse
        case .not(let inner): return emit(inner, whenTrue: whenFalse, whenFalse: whenTrue)
        case .and(let parts):
            return parts.reversed().reduce(whenTrue) { emit($1, whenTrue: $0, whenFalse: whenFalse) }
        case .or(let parts):
            return parts.reversed().reduce(whenFalse) { emit($1, whenTrue: whenTrue, whenFalse: $0) }
        case .test(let predicate): return emit(predicate, whenTrue: whenTrue, whenFalse: whenFalse)
        }
    }

    private mutating func emit(_ predicate: Predicate, whenTrue: UInt32, whenFalse: UInt32) -> UInt32 {
        if whenTrue == whenFalse { return whenTrue }
        let feature = UInt16(truncatingIfNeeded: predicate.feature)
        if predicate.intervals.count > 1, let first = predicate.intervals.first, let last = predicate.intervals.last,
            first.lowerBound >= 0, last.upperBound < 64
        {
            var bits: UInt64 = 0
            for interval in predicate.intervals { for value in interval { bits |= 1 << UInt64(value) } }
            return append(
                ConditionTest(
                    feature: feature, kind: .set, lower: Int64(bitPattern: bits), upper: 0, whenTrue: whenTrue,
                    whenFalse: whenFalse))
        }
        return predicate.intervals.reversed().reduce(whenFalse) { next, interval in
            append(
                ConditionTest(
                    feature: feature, kind: .interval, lower: interval.lowerBound, upper: interval.upperBound,
                    whenTrue: whenTrue, whenFalse: next))
        }
    }

    private mutating func append(_ test: ConditionTest) -> UInt32 {
        if test.whenTrue == test.whenFalse { return test.whenTrue }
        if let position = known[test] { return position }
        let position = UInt32(truncatingIfNeeded: reversed.count)
        reversed.append(test)
        known[test] = position
        return position
    }

    /// The tests in the order in which they run, and where to begin.
    func finish(_ start: UInt32) -> (tests: [ConditionTest], entry: UInt32) {
        let last = base + reversed.count - 1
        func final(_ target: UInt32) -> UInt32 {
            target == ConditionTest.yes || target == ConditionTest.no
                ? target : UInt32(truncatingIfNeeded: last - Int(target))
        }
        let tests = reversed.reversed().map { test in
            var test = test
            test.whenTrue = final(test.whenTrue)
            test.whenFalse = final(test.whenFalse)
            return test
        }
        return (tests, final(start))
    }
}
