import ScrimpQuantities

/// Writes checked values with the names of their policy, as they would be written in one.
struct PolicyWords {
    let policy: Policy

    func text(_ expression: Expression) -> String { text(expression, within: 0) }

    /// Parentheses where the surroundings bind at least as tightly.
    private func text(_ expression: Expression, within level: Int) -> String {
        let (words, own) = words(expression)
        return own <= level ? "(\(words))" : words
    }

    private static let orLevel = 1
    private static let andLevel = 2
    private static let notLevel = 3
    private static let comparisonLevel = 4
    private static let sumLevel = 5
    private static let productLevel = 6
    private static let atomLevel = 8

    private func words(_ expression: Expression) -> (String, Int) {
        switch expression.kind {
        case .boolean(let value): return (value ? "true" : "false", Self.atomLevel)
        case .quantity(let quantity): return (quantity.text, Self.atomLevel)
        case .text(let text): return (quoted(text), Self.atomLevel)
        case .enumerationCase(let index):
            guard case .enumeration(let attribute) = expression.type,
                case .enumeration(let cases) = policy.attributes[attribute].kind
            else { return ("?", Self.atomLevel) }
            return (cases[index], Self.atomLevel)
        case .timeOfDay(let minutes): return (clock(minutes), Self.atomLevel)
        case .weekdayName(let day): return (Checker.weekdays[day], Self.atomLevel)
        case .attribute(let index): return (policy.attributes[index].name, Self.atomLevel)
        case .localTime: return ("local_time", Self.atomLevel)
        case .weekday: return ("weekday", Self.atomLevel)
        case .filled(let index): return ("filled(\(policy.budgets[index].name))", Self.atomLevel)
        case .spend(let over): return ("spend(over: \(over.text))", Self.atomLevel)
        case .usual(let over): return ("usual(over: \(over.text))", Self.atomLevel)
        case .quality(let model, let over, let least):
            return (
                "quality(\(policy.models[model].name), over: \(over.text), at_least: \(least.text))", Self.atomLevel
            )
        case .health(let model): return ("health(\(policy.models[model].name))", Self.atomLevel)
        case .hostNumber(let name): return (name, Self.atomLevel)
        case .first(let model): return ("first(\(policy.models[model].name))", Self.atomLevel)
        case .reachable(let models):
            return ("reachable(\(models.map { policy.models[$0].name }.joined(separator: ", ")))", Self.atomLevel)
        case .verdict(let verdict): return (verdict.rawValue, Self.atomLevel)
        case .not(let inner): return ("not \(text(inner, within: Self.notLevel - 1))", Self.notLevel)
        case .and(let left, let right):
            return ("\(text(left, within: Self.andLevel - 1)) and \(text(right, within: Self.andLevel))", Self.andLevel)
        case .or(let left, let right):
            return ("\(text(left, within: Self.orLevel - 1)) or \(text(right, within: Self.orLevel))", Self.orLevel)
        case .compare(let sign, let left, let right):
            return (
                "\(text(left, within: Self.comparisonLevel)) \(sign.rawValue) \(text(right, within: Self.comparisonLevel))",
                Self.comparisonLevel
            )
        case .within(let value, let low, let high):
            return (
                "\(text(value, within: Self.comparisonLevel)) in \(text(low, within: Self.comparisonLevel))..\(text(high, within: Self.comparisonLevel))",
                Self.comparisonLevel
            )
        case .member(let value, let members):
            return (
                "\(text(value, within: Self.comparisonLevel)) in [\(members.map { text($0) }.joined(separator: ", "))]",
                Self.comparisonLevel
            )
        case .textTest(let function, let value, let operand):
            return ("\(function.rawValue)(\(text(value)), \(quoted(operand.value)))", Self.atomLevel)
        case .arithmetic(let sign, let left, let right):
            let level = sign == .add || sign == .subtract ? Self.sumLevel : Self.productLevel
            return ("\(text(left, within: level - 1)) \(sign.rawValue) \(text(right, within: level))", level)
        case .negate(let inner): return ("-\(text(inner, within: Self.productLevel))", Self.productLevel + 1)
        case .minimum(let values): return ("min(\(values.map { text($0) }.joined(separator: ", ")))", Self.atomLevel)
        case .maximum(let values): return ("max(\(values.map { text($0) }.joined(separator: ", ")))", Self.atomLevel)
        case .absolute(let value): return ("abs(\(text(value)))", Self.atomLevel)
        }
    }

    func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    func clock(_ minutes: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }
}

extension Quantity {
    /// With the largest unit that leaves a whole number, else the smallest that leaves a finite decimal.
    package var text: String {
        if dimension == .none {
            if scale == .ratio { return "\(value.multiplied(by: Rational(whole: 100))?.decimalText ?? fraction)%" }
            return value.decimalText ?? fraction
        }
        if dimension.money == 1 { return moneyText }
        let units = Unit.table.filter { $0.dimension == dimension && $0.isCalendar == (scale == .calendar) }
        let whole = units.filter { value.divided(by: $0.scale)?.whole != nil }.max { $0.scale < $1.scale }
        if value != .zero, let unit = whole, let number = value.divided(by: unit.scale)?.decimalText {
            let plural = number == "1" ? nil : units.first { $0.symbol == unit.symbol + "s" && $0.scale == unit.scale }
            return "\(number) \((plural ?? unit).symbol)"
        }
        for unit in units {
            if let number = value.divided(by: unit.scale)?.decimalText { return "\(number) \(unit.symbol)" }
        }
        return rateText
    }

    private var fraction: String { "\(value.numerator)/\(value.denominator)" }

    private var moneyText: String {
        let per = Dimension(
            tokens: dimension.tokens, requests: dimension.requests, time: dimension.time, bytes: dimension.bytes,
            energy: dimension.energy,
            carbon: dimension.carbon)
        if per == .none { return Money(rounding: value)?.description ?? fraction }
        for unit in Unit.table.reversed() where per == unit.dimension.inverse && !unit.isCalendar {
            guard let amount = value.multiplied(by: unit.scale), let money = Money(exactly: amount),
                money.pico % 10_000_000_000 == 0
            else {
                continue
            }
            return "\(money.description)/\(unit.symbol)"
        }
        return "\(Money(rounding: value)?.description ?? fraction) per \(per.description)"
    }

    /// Something per something: the first pair of units that gives a finite decimal.
    private var rateText: String {
        // Growth per month has no short decimal per hour, so that the first one that is short is what was meant.
        for below in Unit.table.filter({ !$0.isCalendar }) + Unit.table.filter(\.isCalendar) {
            guard let rest = dimension.combined(with: below.dimension, sign: 1) else { continue }
            if rest == .none, scale == .ratio,
                let number = value.multiplied(by: below.scale)?.multiplied(by: Rational(whole: 100))?.decimalText,
                number.count < 12
            {
                return "\(number)%/\(below.symbol)"
            }
            for above in Unit.table where above.dimension == rest && !above.isCalendar {
                guard let number = value.multiplied(by: below.scale)?.divided(by: above.scale)?.decimalText,
                    number.count < 12
                else { continue }
                return "\(number) \(above.symbol)/\(below.symbol)"
            }
        }
        return "\(fraction) \(dimension.description)"
    }
}

extension Dimension {
    fileprivate var inverse: Dimension? { Dimension.none.combined(with: self, sign: -1) }
}
