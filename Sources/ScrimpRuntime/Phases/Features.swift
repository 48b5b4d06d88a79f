import ScrimpPlan
import ScrimpQuantities

// What conditions test: attributes at once, everything derived from them when it is first asked for.
extension Evaluator {
    mutating func load(_ request: Request) {
        stamp &+= 1
        for index in tables.clamps.indices { features[index] = min(request.values[index], tables.clamps[index]) }
    }

    /// The attributes, and what the decision at hand has derived from them and from the state.
    func readFeatures() -> [Int64?] {
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
        case .localSecond: value = windows.local(at: now.nanoseconds).secondOfDay
        case .weekday: value = CivilDate.weekday(ofDay: windows.local(at: now.nanoseconds).day)
        case .filled(let budget): value = filled(Int(budget), request)
        case .health: value = PlanAttribute.ratioScale
        case .spend, .usual, .quality, .hostNumber: value = PlanFeature.undefined
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
        let table = Int(tables.symbols[attribute])
        guard table >= 0 else { return 0 }
        let symbol = request.values[attribute]
        let relations =
            symbol == symbols[table].otherSymbol
            ? request.untracked[attribute].relations : symbols[table].relations(symbol)
        return relations & tables.textBits[feature] != 0 ? 1 : 0
    }

    /// Settled plus reserved over the limit, in billionths, rounded down. A limit of nothing is always full.
    private mutating func filled(_ budget: Int, _ request: Request) -> Int64 {
        guard applies(budget, request) else { return 0 }
        let row = tables.budgets[budget]
        openWindow(budget, row)
        guard row.limit > 0 else { return PlanAttribute.ratioScale }
        guard let counter = store.existingCounter(budget: budget, scope: scope(row, request)) else { return 0 }
        let spent = max(store.spent(budget: budget, counter: counter), 0)
        let (scaled, overflow) = spent.multipliedReportingOverflow(by: Int128(PlanAttribute.ratioScale))
        if let narrow = Int64(exactly: scaled), let limit = Int64(exactly: row.limit), !overflow {
            return narrow / limit
        }
        return overflow ? .max : Int64(clamping: scaled / row.limit)
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
                guard value != PlanFeature.undefined || !plan.features[Int(index)].mayBeUndefined,
                    let fraction = Rational(Int128(value), Int128(scale))
                else { return 2 }
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
