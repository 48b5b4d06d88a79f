import ScrimpPlan
import ScrimpQuantities

/// What derived features come to where the attributes are known, for examples and their check.
struct FeatureEvaluation {
    let features: FeatureTable
    let strings: StringTable

    init(features: FeatureTable, strings: StringTable) {
        self.features = features
        self.strings = strings
    }

    /// Replaces the value of every derived feature by what the attributes make of it.
    func complete(_ request: inout ExampleRequest) {
        for (index, feature) in features.features.enumerated() {
            switch feature {
            case .attribute, .localSecond, .weekday, .filled, .spend, .usual, .quality, .health, .hostNumber: break
            case .linear(let start, let count):
                var sum: Int128 = 0
                for term in features.linearTerms[range(start, count)] {
                    sum = sum.addingSaturating(Int128(term.coefficient) * Int128(request.values[Int(term.feature)]))
                }
                request.values[index] = Int64(clamping: sum)
            case .comparison(let start, let count):
                let steps = features.instructions[range(start, count)]
                request.values[index] = compare(steps, request.values).map { $0 ? 1 : 0 } ?? 2
            case .text(let attribute, let operation, let operand):
                guard let text = request.texts[Int(attribute)] else { continue }
                request.values[index] = operation.holds(text, Array(strings[operand])) ? 1 : 0
            }
        }
    }

    private func range(_ start: UInt32, _ count: UInt32) -> Range<Int> { Int(start)..<(Int(start) + Int(count)) }

    /// Nil where the comparison is undefined.
    private func compare(_ steps: ArraySlice<Instruction>, _ values: [Int64]) -> Bool? {
        var stack: [Rational] = []
        for step in steps {
            switch step {
            case .feature(let feature, let scale):
                let number = values[Int(feature)]
                let isUndefined = number == PlanFeature.undefined && features.features[Int(feature)].mayBeUndefined
                guard !isUndefined, let value = Rational(Int128(number), Int128(scale)) else {
                    return nil
                }
                stack.append(value)
            case .constant(let numerator, let denominator):
                guard let value = Rational(Int128(numerator), Int128(denominator)) else { return nil }
                stack.append(value)
            case .negate:
                guard let value = stack.popLast() else { return nil }
                stack.append(value.negated)
            case .absolute:
                guard let value = stack.popLast() else { return nil }
                stack.append(value < .zero ? value.negated : value)
            case .add, .subtract, .multiply, .divide, .minimum, .maximum:
                guard let right = stack.popLast(), let left = stack.popLast(),
                    let result = Self.combine(step, left, right)
                else { return nil }
                stack.append(result)
            case .compare(let comparison):
                guard let right = stack.popLast(), let left = stack.popLast() else { return nil }
                switch comparison {
                case .less: return left < right
                case .lessOrEqual: return left <= right
                case .equal: return left == right
                case .notEqual: return left != right
                case .greaterOrEqual: return left >= right
                case .greater: return left > right
                }
            }
        }
        return nil
    }

    private static func combine(_ step: Instruction, _ left: Rational, _ right: Rational) -> Rational? {
        switch step {
        case .add: left.adding(right)
        case .subtract: left.subtracting(right)
        case .multiply: left.multiplied(by: right)
        case .divide: left.divided(by: right)
        case .minimum: min(left, right)
        case .maximum: max(left, right)
        case .feature, .constant, .negate, .absolute, .compare: nil
        }
    }
}

extension Int128 {
    fileprivate func addingSaturating(_ other: Int128) -> Int128 {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other < 0 ? .min : .max) : sum
    }
}
