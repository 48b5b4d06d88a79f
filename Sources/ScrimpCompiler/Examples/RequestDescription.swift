import ScrimpPlan
import ScrimpQuantities
import ScrimpSemantics

/// Says in the policy's words what a request is: `tier: free, task: faq, prompt: 0 tok`.
struct RequestDescription: Sendable {
    let policy: Policy
    let features: FeatureTable
    /// By attribute.
    let literals: [[[UInt8]]]
    let strings: StringTable

    /// Only what some of the formulas ask about is mentioned.
    func describe(_ request: ExampleRequest, mentioning formulas: [Formula]) -> String {
        var mentioned: Set<Int> = []
        for formula in formulas { formula.forEachFeature { mentioned.formUnion(inputs(of: $0)) } }
        let parts = mentioned.sorted().filter { $0 < request.values.count }.map { describe($0, request) }
        return parts.isEmpty ? "any request" : parts.joined(separator: ", ")
    }

    func describe(_ feature: Int, _ request: ExampleRequest) -> String {
        let value = request.values[feature]
        switch features.features[feature] {
        case .attribute(let attribute):
            let text = request.texts[Int(attribute)]
            return "\(policy.attributes[Int(attribute)].name): \(show(value, of: Int(attribute), text: text))"
        case .localSecond: return "local_time: \(Self.time(value))"
        case .weekday: return "weekday: \(Self.weekdays[Int(min(max(value, 0), 6))])"
        case .filled(let budget): return "filled(\(policy.budgets[Int(budget)].name)): \(Self.percent(value))"
        case .quality, .health, .spend, .usual, .hostNumber:
            return "\(name(ofFeature: feature)): \(showState(value, of: features.features[feature]))"
        case .linear, .comparison, .text: return "\(name(ofFeature: feature)): \(value)"
        }
    }

    /// A value of an attribute as a policy would write it.
    func show(_ value: Int64, of attribute: Int, text: [UInt8]? = nil) -> String {
        switch policy.attributes[attribute].kind {
        case .string:
            let known = literals[attribute]
            let bytes = known.indices.contains(Int(value)) ? known[Int(value)] : text ?? Array("other".utf8)
            return "\"\(String(decoding: bytes, as: UTF8.self))\""
        case .bool: return value == 1 ? "true" : "false"
        case .int, .count: return String(value)
        case .ratio: return Self.percent(value)
        case .money: return Money(pico: Int128(value)).description
        case .tokens: return "\(value) tok"
        case .duration: return Self.duration(value)
        case .bytes: return "\(value) B"
        case .enumeration(let cases): return cases.indices.contains(Int(value)) ? cases[Int(value)] : String(value)
        }
    }

    /// The attributes and parts of the state that a feature is made of.
    ///
    /// The stand-ins of `first` and `reachable` in proofs are numbered behind the features and are made of none.
    private func inputs(of feature: Int) -> [Int] {
        guard features.features.indices.contains(feature) else { return [] }
        switch features.features[feature] {
        case .attribute, .localSecond, .weekday, .filled, .spend, .usual, .quality, .health, .hostNumber:
            return [feature]
        case .text(let attribute, _, _): return [Int(attribute)]
        case .linear(let start, let count):
            return features.linearTerms[Int(start)..<(Int(start) + Int(count))].map { Int($0.feature) }
        case .comparison(let start, let count):
            return features.instructions[Int(start)..<(Int(start) + Int(count))].compactMap {
                if case .feature(let input, _) = $0 { Int(input) } else { nil }
            }
        }
    }

    func name(ofRule rule: Int) -> String {
        policy.rules.indices.contains(rule) ? "rule \(rule + 1): \(policy.rules[rule].text)" : "rule \(rule + 1)"
    }

    func name(ofFeature feature: Int) -> String {
        switch features.features[feature] {
        case .attribute(let attribute): return policy.attributes[Int(attribute)].name
        case .localSecond: return "local_time in seconds"
        case .weekday: return "weekday"
        case .filled(let budget): return "filled(\(policy.budgets[Int(budget)].name)) in billionths"
        case .text(let attribute, let operation, let operand):
            let word =
                switch operation {
                case .contains: "contains"
                case .startsWith: "starts_with"
                case .endsWith: "ends_with"
                case .matches: "matches"
                }
            return "\(word)(\(policy.attributes[Int(attribute)].name), \"\(strings.text(operand))\")"
        case .linear(let start, let count):
            let terms = features.linearTerms[Int(start)..<(Int(start) + Int(count))]
            return terms.map { "\($0.coefficient) × \(name(ofFeature: Int($0.feature)))" }.joined(separator: " + ")
        case .spend(let over): return "spend(over: \(Self.duration(over)))"
        case .usual(let over, _): return "usual(over: \(Self.duration(over)))"
        case .quality(let target, let over, _):
            return "quality(\(policy.models[Int(target)].name), over: \(Self.duration(over)))"
        case .health(let target): return "health(\(policy.models[Int(target)].name))"
        case .hostNumber(let name): return strings.text(name)
        case .comparison:
            return "comparison of " + inputs(of: feature).map { name(ofFeature: $0) }.joined(separator: ", ")
        }
    }

    private func showState(_ value: Int64, of feature: PlanFeature) -> String {
        if value == PlanFeature.undefined { return "not known" }
        switch feature {
        case .spend, .usual: return Money(pico: Int128(value)).description
        default: return Self.percent(value)
        }
    }

    static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

    private static func time(_ second: Int64) -> String {
        func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : String(number) }
        let text = "\(two(second / 3_600)):\(two(second / 60 % 60))"
        return second % 60 == 0 ? text : "\(text):\(two(second % 60))"
    }

    private static func percent(_ billionths: Int64) -> String { decimal(billionths, places: 7) + "%" }

    /// Nanoseconds in the largest unit that they fill.
    private static func duration(_ nanoseconds: Int64) -> String {
        if nanoseconds == 0 { return "0 s" }
        let units: [(String, Int64)] = [
            ("d", 86_400_000_000_000), ("h", 3_600_000_000_000), ("min", 60_000_000_000), ("s", 1_000_000_000),
        ]
        for (symbol, size) in units where nanoseconds % size == 0 { return "\(nanoseconds / size) \(symbol)" }
        return decimal(nanoseconds, places: 6) + " ms"
    }

    /// `value / 10^places` without zeros at its end.
    private static func decimal(_ value: Int64, places: Int) -> String {
        var digits = String(value.magnitude)
        if digits.utf8.count <= places {
            digits = String(repeating: "0", count: places + 1 - digits.utf8.count) + digits
        }
        let whole = digits.dropLast(places)
        var fraction = digits.suffix(places)
        while fraction.last == "0" { fraction = fraction.dropLast() }
        return (value < 0 ? "-" : "") + whole + (fraction.isEmpty ? "" : "." + fraction)
    }
}
