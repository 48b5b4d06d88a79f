import ScrimpPlan
import ScrimpQuantities
import ScrimpRuntime

// Values as the policy would write them.
extension SentenceWriter {
    func value(_ value: Int64, of attribute: UInt16) -> String {
        let declared = engine.plan.attributes[Int(attribute)]
        switch declared.kind {
        case .string:
            if value == declared.otherSymbol { return "(a text that is not tracked)" }
            return "\"\(engine.text(of: value, attribute: attribute))\""
        case .bool: return value == 0 ? "false" : "true"
        case .enumeration:
            guard value >= 0, value < Int64(declared.cases.count) else { return "\(value)" }
            return text(declared.cases[Int(value)])
        case .int, .count: return grouped(value)
        case .tokens: return "\(grouped(value)) tok"
        case .bytes: return "\(grouped(value)) B"
        case .money: return Money(pico: Int128(value)).description
        case .ratio: return percent(value)
        case .duration: return duration(value)
        }
    }

    /// Nil for features that people have no name for.
    func name(of feature: PlanFeature) -> String? {
        switch feature {
        case .attribute, .linear, .comparison: return nil
        case .text(let attribute, let operation, let operand):
            let name =
                switch operation {
                case .contains: "contains"
                case .startsWith: "starts_with"
                case .endsWith: "ends_with"
                case .matches: "matches"
                }
            let owner = text(engine.plan.attributes[Int(attribute)].name)
            return "\(name)(\(owner), \"\(text(operand))\")"
        case .localSecond: return "local_time"
        case .weekday: return "weekday"
        case .filled(let budget): return "filled(\(text(engine.plan.budgets[Int(budget)].name)))"
        case .spend(let over): return "spend(over: \(duration(over)))"
        case .usual(let over, _): return "usual(over: \(duration(over)))"
        case .quality(let target, let over, let atLeast):
            let name = text(engine.plan.targets[Int(target)].name)
            return "quality(\(name), over: \(duration(over)), at_least: \(atLeast) req)"
        case .health(let target): return "health(\(text(engine.plan.targets[Int(target)].name)))"
        case .hostNumber(let name): return text(name)
        }
    }

    func value(_ value: Int64, of feature: PlanFeature) -> String {
        switch feature {
        case .attribute(let attribute): return self.value(value, of: attribute)
        case .linear: return "\(value)"
        case .comparison: return value == 2 ? "undefined" : value == 1 ? "true" : "false"
        case .text: return value == 1 ? "true" : "false"
        case .localSecond: return "\(twoDigits(value / 3_600)):\(twoDigits(value / 60 % 60))"
        case .weekday:
            let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
            return names.indices.contains(Int(value)) ? names[Int(value)] : "\(value)"
        case .filled, .quality, .health, .hostNumber:
            return value == PlanFeature.undefined ? "undefined" : percent(value)
        case .spend, .usual:
            return value == PlanFeature.undefined ? "undefined" : Money(pico: Int128(value)).description
        }
    }

    private func twoDigits(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }

    /// Billionths as percent, with as many decimals as it has.
    func percent(_ billionths: Int64) -> String {
        decimal(billionths, scale: 10_000_000) + "%"
    }

    /// Nanoseconds in the largest unit that is not above them.
    func duration(_ nanoseconds: Int64) -> String {
        let units: [(name: String, length: Int64)] = [
            ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("min", 60_000_000_000), ("s", 1_000_000_000),
        ]
        for unit in units where nanoseconds >= unit.length && nanoseconds % unit.length == 0 {
            return "\(nanoseconds / unit.length) \(unit.name)"
        }
        return decimal(nanoseconds, scale: 1_000_000) + " ms"
    }

    /// In groups of three digits: `128_000`.
    func grouped(_ value: Int64) -> String {
        let digits = String(value.magnitude)
        var text = value < 0 ? "-" : ""
        for (place, digit) in digits.enumerated() {
            if place > 0, (digits.count - place) % 3 == 0 { text.append("_") }
            text.append(digit)
        }
        return text
    }

    /// A quotient by a power of ten, without trailing zeros.
    private func decimal(_ value: Int64, scale: Int64) -> String {
        var digits = "\(value.magnitude / UInt64(scale))"
        var rest = value.magnitude % UInt64(scale)
        var place = UInt64(scale) / 10
        if rest > 0 { digits += "." }
        while rest > 0, place > 0 {
            digits += "\(rest / place)"
            rest %= place
            place /= 10
        }
        return value < 0 ? "-" + digits : digits
    }
}
