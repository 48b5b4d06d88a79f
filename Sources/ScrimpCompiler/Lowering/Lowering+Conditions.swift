import ScrimpDiagnostics
import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

/// Conditions: Boolean expressions to formulas over features.
extension Lowering {
    mutating func truth(_ expression: Expression) -> Truth {
        switch expression.kind {
        case .boolean(let value): return Truth(.constant(value))
        case .attribute(let attribute): return test(attribute, in: [1...1])
        case .not(let inner): return truth(inner).negated
        case .and(let left, let right): return .all([truth(left), truth(right)])
        case .or(let left, let right): return .any([truth(left), truth(right)])
        case .compare(let comparison, let left, let right): return compare(comparison, left, right)
        case .within(let value, let low, let high): return within(value, low, high)
        case .member(let value, let elements):
            return .any(elements.map { compare(.equal, value, $0) })
        case .textTest(let function, let value, let operand): return text(function, value, operand)
        case .first(let model): return truth(of: .first(model))
        case .reachable(let models): return truth(of: .reachable(models))
        case .verdict(let verdict): return truth(of: .verdict(verdict))
        // The checker lets nothing else stand for a condition.
        default: return .undefined
        }
    }

    private func test(_ feature: Int, in intervals: [ClosedRange<Int64>]) -> Truth {
        Truth(.test(feature, in: intervals, of: domain(feature)))
    }

    private mutating func compare(_ comparison: Expression.Comparison, _ left: Expression, _ right: Expression) -> Truth
    {
        switch left.type {
        case .boolean:
            let (first, second) = (truth(left), truth(right))
            let equal = Truth.any([.all([first, second]), .all([first.negated, second.negated])])
            return comparison == .notEqual ? equal.negated : equal
        case .quantity:
            usualLength = Self.usualLength(left, right)
            return compareNumbers(comparison, left, right)
        case .text, .enumeration, .timeOfDay, .weekday: return compareSymbols(comparison, left, right)
        }
    }

    private mutating func within(_ value: Expression, _ low: Expression, _ high: Expression) -> Truth {
        guard value.type == .timeOfDay || value.type == .weekday else {
            return .all([compare(.greaterOrEqual, value, low), compare(.lessOrEqual, value, high)])
        }
        // Times of day are half-open; both wrap where the end is before the beginning.
        guard case .feature(let feature) = symbol(value), case .constant(let first) = symbol(low),
            case .constant(let end) = symbol(high)
        else { return .undefined }
        let last = value.type == .timeOfDay ? end - 1 : end
        let bounds = domain(feature).range
        let wraps = value.type == .timeOfDay ? end <= first : end < first
        var intervals: [ClosedRange<Int64>] = []
        if wraps {
            if first <= bounds.upperBound { intervals.append(first...bounds.upperBound) }
            if last >= bounds.lowerBound { intervals.append(bounds.lowerBound...last) }
        } else if first <= last {
            intervals.append(first...last)
        }
        return test(feature, in: intervals)
    }
}

/// Comparisons of what is not a number: texts, cases, times of day, days of the week.
extension Lowering {
    private enum Symbol {
        case feature(Int)
        case constant(Int64)
        /// A text that the policy compares with nothing else: equal to no literal.
        case other
    }

    private mutating func symbol(_ expression: Expression, of attribute: Int? = nil) -> Symbol? {
        switch expression.kind {
        case .attribute(let index): return .feature(index)
        case .enumerationCase(let index): return .constant(Int64(index))
        case .timeOfDay(let minutes): return .constant(Int64(minutes) * 60)
        case .weekdayName(let day): return .constant(Int64(day))
        case .localTime: return .feature(features.index(of: .localSecond, domain: .numbers(0, 86_399)))
        case .weekday: return .feature(features.index(of: .weekday, domain: .cases(7)))
        case .text(let text):
            guard let attribute, let symbol = symbol(of: text, attribute: attribute) else { return .other }
            return .constant(symbol)
        default: return nil
        }
    }

    private mutating func compareSymbols(
        _ comparison: Expression.Comparison, _ left: Expression, _ right: Expression
    ) -> Truth {
        if case .text(let first) = left.kind, case .text(let second) = right.kind {
            let isEqual = Array(first.utf8) == Array(second.utf8)
            return Truth(.constant(isEqual == (comparison == .equal)))
        }
        switch (symbol(left, of: right.attributeIndex), symbol(right, of: left.attributeIndex)) {
        case (.feature(let first), .feature(let second)):
            if first == second { return Truth(.constant(comparison.holds(0, 0))) }
            let diagnostic = Diagnostic(
                .textsCompared, "two attributes of a request are compared", at: left.location,
                labels: [Diagnostic.Label(right.location, "the other one")],
                help: "compare each of them with a constant")
            diagnostics.append(diagnostic)
            return .undefined
        case (.feature(let feature), .constant(let constant)):
            return test(feature, in: comparison.intervals(around: constant, within: domain(feature).range))
        case (.constant(let constant), .feature(let feature)):
            return test(feature, in: comparison.mirrored.intervals(around: constant, within: domain(feature).range))
        case (.constant(let first), .constant(let second)):
            return Truth(.constant(comparison.holds(first, second)))
        case (.other, .some), (.some, .other): return Truth(.constant(comparison == .notEqual))
        case (nil, _), (_, nil): return .undefined
        }
    }

    /// Exact on the policy's own literals; another text is asked at run time.
    private mutating func text(
        _ function: Expression.TextFunction, _ value: Expression, _ operand: Typed<String>
    ) -> Truth {
        let bytes = Array(operand.value.utf8)
        let operation: TextOperation
        switch function {
        case .contains: operation = .contains
        case .startsWith: operation = .startsWith
        case .endsWith: operation = .endsWith
        case .matches:
            operation = .matches
            guard isPattern(bytes, at: operand.origin) else { return .undefined }
        }
        if case .text(let text) = value.kind { return Truth(.constant(operation.holds(Array(text.utf8), bytes))) }
        guard case .attribute(let attribute) = value.kind else { return .undefined }
        if bytes.isEmpty, operation != .matches { return Truth(.yes) }
        let matching = literals[attribute].indices.filter { operation.holds(literals[attribute][$0], bytes) }
        let known = Formula.test(
            attribute, in: matching.map { Int64($0)...Int64($0) }, of: domain(attribute))
        let feature = features.index(
            of: .text(
                attribute: UInt16(truncatingIfNeeded: attribute), operation: operation,
                operand: strings.intern(bytes)), domain: .cases(2))
        let other = Int64(literals[attribute].count)
        let unknown = Formula.all([
            .test(attribute, in: [other...other], of: domain(attribute)),
            .test(feature, in: [1...1], of: domain(feature)),
        ])
        return Truth(.any([known, unknown]))
    }
}

extension Lowering {
    /// Reports what is no pattern, once for each place.
    private mutating func isPattern(_ bytes: [UInt8], at location: SourceLocation) -> Bool {
        do throws(TextPatternError) {
            _ = try TextPattern(bytes)
            return true
        } catch {
            if wrongPatterns.insert(location).inserted {
                let seen = String(decoding: bytes.prefix(error.offset), as: UTF8.self)
                diagnostics.append(
                    Diagnostic(
                        .unreadablePattern, "this pattern cannot be read: \(error.text)", at: location,
                        caption: seen.isEmpty ? "at its start" : "behind `\(seen)`",
                        help: error.kind == .anchor
                            ? "leave the sign out, or write a `\\` before it where it is meant itself" : nil))
            }
            return false
        }
    }
}

extension TextOperation {
    func holds(_ text: [UInt8], _ operand: [UInt8]) -> Bool {
        switch self {
        case .startsWith: text.starts(with: operand)
        case .endsWith: text.reversed().starts(with: operand.reversed())
        case .contains:
            operand.count <= text.count
                && (0...(text.count - operand.count)).contains { text[$0...].starts(with: operand) }
        case .matches: (try? TextPattern(operand))?.matches(text[...]) ?? false
        }
    }
}

extension Expression {
    var attributeIndex: Int? {
        if case .attribute(let index) = kind { return index }
        return nil
    }

    /// Itself and everything in it.
    var parts: [Expression] { [self] + children.flatMap(\.parts) }
}

extension Expression.Comparison {
    var mirrored: Self {
        switch self {
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        case .equal, .notEqual: self
        }
    }

    func holds<Value: Comparable>(_ left: Value, _ right: Value) -> Bool {
        switch self {
        case .less: left < right
        case .lessOrEqual: left <= right
        case .equal: left == right
        case .notEqual: left != right
        case .greaterOrEqual: left >= right
        case .greater: left > right
        }
    }

    /// The whole numbers of a range that compare so with a constant.
    func intervals(around constant: Int64, within bounds: ClosedRange<Int64>) -> [ClosedRange<Int64>] {
        intervals(around: Rational(whole: Int128(constant)), within: bounds)
    }

    func intervals(around constant: Rational, within bounds: ClosedRange<Int64>) -> [ClosedRange<Int64>] {
        let (low, high) = (Int128(bounds.lowerBound), Int128(bounds.upperBound))
        func range(_ first: Int128, _ last: Int128) -> [ClosedRange<Int64>] {
            let (first, last) = (max(first, low), min(last, high))
            return first <= last ? [Int64(first)...Int64(last)] : []
        }
        switch self {
        case .less: return range(low, constant.ceiling - 1)
        case .lessOrEqual: return range(low, constant.floor)
        case .greaterOrEqual: return range(constant.ceiling, high)
        case .greater: return range(constant.floor + 1, high)
        case .equal: return constant.whole.map { range($0, $0) } ?? []
        case .notEqual:
            guard let whole = constant.whole else { return range(low, high) }
            return range(low, whole - 1) + range(whole + 1, high)
        }
    }
}
