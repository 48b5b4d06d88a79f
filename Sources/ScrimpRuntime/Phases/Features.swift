import ScrimpPlan
import ScrimpQuantities

// What conditions test: attributes at once, everything derived from them when it is first asked for.
extension Evaluator {
    mutating func load(_ request: Request) {
        stamp &+= 1
        for index in tables.clamps.indices { features[index] = min(request.values[index], tables.clamps[index]) }
    }

    /// The attributes, and what the decision at hand has derived from them and from the state.
    package func readFeatures() -> [Int64?] {
        features.indices.map { $0 < tables.clamps.count || stamps[$0] == stamp ? features[$0] : nil }
    }

    mutating func feature(_ index: Int, _ request: Request) -> Int64 {
        if index < tables.clamps.count || stamps[index] == stamp { return features[index] }
        let value: Int64
        switch plan.features[index] {
        case .attribute(let attribute): value = features[Int(attribute)]
        case .linear(let start, let count): value = linear(start, count, request)
        case .comparison(let start, let count): value = comparison(start, count, request)
        case .text(let attribute, _, _): value = text(index, Int(attribute), request)
        case .localSecond: value = windows.local(at: now).secondOfDay
        case .weekday: value = CivilDate.weekday(ofDay: windows.local(at: now).day)
        case .filled(let budget): value = filled(Int(budget), request)
        case .spend: value = spend(index)
        case .usual(_, let length): value = usual(index, length: length)
        case .quality(_, _, let atLeast): value = quality(index, atLeast: atLeast)
        case .health(let target): value = health(target)
        case .hostNumber: value = hostNumbers.indices.contains(index) ? hostNumbers[index] : PlanFeature.undefined
        }
        features[index] = value
        stamps[index] = stamp
        return value
    }

    mutating func holds(_ condition: ConditionID, _ request: Request) -> Bool {
        var position = condition.start
        while position < ConditionTest.no {
            let test = plan.tests[Int(position)]
            position = test.holds(feature(Int(test.feature), request)) ? test.whenTrue : test.whenFalse
        }
        return position == ConditionTest.yes
    }

    private mutating func linear(_ start: UInt32, _ count: UInt32, _ request: Request) -> Int64 {
        var sum: Int128 = 0
        for place in Int(start)..<Int(start + count) {
            let term = plan.linearTerms[place]
            let value = feature(Int(term.feature), request)
            sum = sum.adding(clamping: Int128(term.coefficient) &* Int128(value))
        }
        return Int64(clamping: sum)
    }

    private func text(_ feature: Int, _ attribute: Int, _ request: Request) -> Int64 {
        request.facts[attribute].relations & tables.textBits[feature] != 0 ? 1 : 0
    }

    /// Settled plus reserved over the limit, in billionths, rounded down. A limit of nothing is always full.
    private mutating func filled(_ budget: Int, _ request: Request) -> Int64 {
        guard applies(budget, request) else { return 0 }
        let limit = tables.budgets[budget].limit
        guard limit > 0 else { return PlanAttribute.ratioScale }
        let ask = ask(budget, 0, request, hasActed: false)
        guard let found = core.home.spent(ask, in: state, at: now) else { return 0 }
        let spent = max(found, 0)
        let (scaled, overflow) = spent.multipliedReportingOverflow(by: Int128(PlanAttribute.ratioScale))
        if let narrow = Int64(exactly: scaled), let limit = Int64(exactly: limit), !overflow {
            return narrow / limit
        }
        return overflow ? .max : Int64(clamping: scaled / limit)
    }
}

// What is remembered of the past, and what hosts report.
extension Evaluator {
    private func window(of feature: Int) -> Int { Int(tables.windowOfFeature[feature]) }

    private mutating func spend(_ feature: Int) -> Int64 {
        guard window(of: feature) >= 0 else { return PlanFeature.undefined }
        return state.spends[window(of: feature)].withLock { Int64(clamping: $0.sum(at: now)) }
    }

    private mutating func usual(_ feature: Int, length: Int64) -> Int64 {
        guard window(of: feature) >= 0 else { return PlanFeature.undefined }
        let usual = state.spends[window(of: feature)].withLock { $0.usual(length: length, at: now) }
        guard let usual, usual.denominator > 0 else { return PlanFeature.undefined }
        return Int64(clamping: usual.numerator / usual.denominator)
    }

    private mutating func quality(_ feature: Int, atLeast: Int64) -> Int64 {
        guard window(of: feature) >= 0 else { return PlanFeature.undefined }
        return state.qualities[window(of: feature)].withLock { $0.mean(atLeast: atLeast, at: now) }
            ?? PlanFeature.undefined
    }

    private mutating func health(_ target: UInt16) -> Int64 {
        guard Int(target) < state.health.count else { return PlanFeature.undefined }
        return state.health[Int(target)].withLock { $0.share(at: now) }
    }
}

extension Evaluator {
    /// 0 or 1; 2 where a division by zero or a number too large leaves the answer undefined.
    private mutating func comparison(_ start: UInt32, _ count: UInt32, _ request: Request) -> Int64 {
        stack.removeAll(keepingCapacity: true)
        for place in Int(start)..<Int(start + count) {
            switch plan.instructions[place] {
            case .feature(let index, let scale):
                let value = feature(Int(index), request)
                guard value != PlanFeature.undefined || !plan.features[Int(index)].mayBeUndefined else { return 2 }
                guard let fraction = Rational(Int128(value), Int128(scale)) else { return 2 }
                stack.append(fraction)
            case .constant(let numerator, let denominator):
                guard let fraction = Rational(Int128(numerator), Int128(denominator)) else { return 2 }
                stack.append(fraction)
            case .negate:
                guard let top = stack.popLast() else { return 2 }
                stack.append(top.negated)
            case .absolute:
                guard let top = stack.popLast() else { return 2 }
                stack.append(top < .zero ? top.negated : top)
            case .add: guard combine({ $0.adding($1) }) else { return 2 }
            case .subtract: guard combine({ $0.subtracting($1) }) else { return 2 }
            case .multiply: guard combine({ $0.multiplied(by: $1) }) else { return 2 }
            case .divide: guard combine({ $0.divided(by: $1) }) else { return 2 }
            case .minimum: guard combine({ min($0, $1) }) else { return 2 }
            case .maximum: guard combine({ max($0, $1) }) else { return 2 }
            case .compare(let comparison):
                guard let right = stack.popLast(), let left = stack.popLast() else { return 2 }
                return Self.compare(left, right, comparison) ? 1 : 0
            }
        }
        return 2
    }

    private mutating func combine(_ operation: (Rational, Rational) -> Rational?) -> Bool {
        guard let right = stack.popLast(), let left = stack.popLast(), let result = operation(left, right) else {
            return false
        }
        stack.append(result)
        return true
    }

    private static func compare(_ left: Rational, _ right: Rational, _ comparison: Comparison) -> Bool {
        switch comparison {
        case .less: left < right
        case .lessOrEqual: !(right < left)
        case .equal: left == right
        case .notEqual: left != right
        case .greaterOrEqual: !(left < right)
        case .greater: right < left
        }
    }
}
