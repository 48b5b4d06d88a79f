extension FieldType {
    /// The type as a phrase of a sentence, for messages, hover and the reference: `a duration`, `the name of a model`.
    package var words: String {
        switch self {
        case .text: "a text"
        case .flag: "`true` or `false`"
        case .amount(let measure): measure.name
        case .span(let measure): "\(measure.name) or a range of it"
        case .timeRange: "a range of times of day"
        case .uncertain(let measure): "\(measure.name), a range or a distribution of it"
        case .choice(let alternatives): Self.words(of: alternatives)
        case .name(let kind): "the name of \(kind.withArticle)"
        case .attribute: "an attribute of the request"
        case .list(let element): "a list, each \(element.words)"
        case .condition: "a condition"
        case .claim: "a condition, also on what the policy does"
        case .streamCondition: "a condition on a number that the host reports"
        case .action(let reject, let wait, let route):
            Self.words(of: Schema.actions(reject: reject, wait: wait, route: route))
        case .budgetLimit: "an amount of money per window, over a rolling time or per attribute"
        case .perAttribute(let measure): "\(measure.name) per attribute"
        case .perWindow(let measure): "\(measure.name) per calendar window"
        case .casesByAttribute: "a list of cases by attribute"
        case .part: "a whole number of another"
        case .stages: "a list of percentages, one every duration"
        case .timeToLive: "a duration from insert or from last hit"
        case .block: "a block of fields"
        case .named(let element): "a block of fields of any name, each \(element.words)"
        case .attributeValues: "a block of attributes and their values"
        case .state: "a block of what the state is"
        case .attributeFills: "a block of attributes and how they are filled"
        case .uncertainties: "a block of paths and their distributions"
        case .either(let types): Self.joined(types.map(\.words))
        case .tuple(let types): "a list of exactly \(types.count): \(types.map(\.words).joined(separator: ", "))"
        case .path: "the path of an uncertain value"
        case .constant: "a constant of the type that it stands for"
        case .fill: "a constant or a distribution"
        }
    }

    /// A value of the type, as it would be written; empty where the words say all.
    package var example: String {
        switch self {
        case .text: #""…""#
        case .flag, .choice, .condition, .claim, .name, .attribute, .action, .path, .constant, .block: ""
        case .amount(let measure), .uncertain(let measure): measure.example
        case .span(let measure): "\(measure.nothing)..\(measure.example)"
        case .timeRange: "22:00..06:00"
        case .list(let element): element.example.isEmpty ? "" : "[\(element.example)]"
        case .streamCondition: "confidence < 20%"
        case .budgetLimit: "$25 per tenant per day"
        case .perAttribute(let measure): "\(measure.example) per run"
        case .perWindow(let measure): "\(measure.example) per month"
        case .casesByAttribute: "[premium, plus, free] by tier"
        case .part: "20 of 100"
        case .stages: "[5%, 25%, 100%] every 2 d"
        case .timeToLive: "24 h from insert"
        case .named(let element): element.example.isEmpty ? "" : "{ name: \(element.example) }"
        case .attributeValues: "{ task: summary, prompt: 2 ktok }"
        case .state: "{ time: 12:00, rollout.quantized: 100% }"
        case .attributeFills: "{ tenant: zipf(1_000, 0.9) }"
        case .uncertainties: "{ growth: 0%..4% }"
        case .either(let types): types.map(\.example).first { !$0.isEmpty } ?? ""
        case .tuple: ""
        case .fill: "lognormal(900 tok, 1_200 tok)"
        }
    }

    private static func words(of alternatives: [Alternative]) -> String {
        joined(alternatives.map { $0.takesArguments ? "`\($0.word)(…)`" : "`\($0.word)`" })
    }

    private static func joined(_ phrases: [String]) -> String {
        guard let last = phrases.last, phrases.count > 1 else { return phrases.first ?? "" }
        return phrases.dropLast().joined(separator: ", ") + " or " + last
    }
}

extension Alternative {
    package var takesArguments: Bool { !parameters.isEmpty || rest != nil || open != nil }

    /// As it is written: `standard`, `batch(within:)`, `trace(file, time:, …)`.
    package var signature: String {
        guard takesArguments else { return word }
        var arguments: [String] = []
        for (index, parameter) in parameters.enumerated() {
            arguments.append(index < positional ? parameter.name : "\(parameter.name):")
        }
        if rest != nil || open != nil { arguments.append("…") }
        return "\(word)(\(arguments.joined(separator: ", ")))"
    }
}

extension Measure {
    /// Its example with zero in the place of the number: `0 s`.
    fileprivate var nothing: String {
        guard let start = example.firstIndex(where: \.isNumber) else { return example }
        return example[..<start] + "0" + example[start...].drop { $0.isNumber || $0 == "." || $0 == "_" }
    }
}

extension BlockKind {
    /// `a model`, `an allow`.
    package var withArticle: String {
        guard let first = rawValue.first else { return rawValue }
        return "aeiou".contains(first) ? "an `\(rawValue)`" : "a `\(rawValue)`"
    }
}

extension Schema {
    /// The actions that a field of type `action` allows.
    package static func actions(reject: Bool, wait: Bool, route: Bool) -> [Alternative] {
        actions.filter { action in
            switch action.word {
            case "reject": reject
            case "wait": wait
            case "route": route
            default: false
            }
        }
    }
}
