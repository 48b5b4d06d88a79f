import ScrimpSchema

extension Checker {
    /// What a type is called in a message: `a duration`, `one of …`.
    func shapeName(_ type: FieldType) -> String {
        switch type {
        case .text: "a text in quotes"
        case .flag: "`true` or `false`"
        case .amount(let measure): measure.name
        case .span(let measure): "\(measure.name) or a range of them"
        case .timeRange: "a range of times"
        case .uncertain(let measure): "\(measure.name), a range or a distribution"
        case .choice(let alternatives): alternatives.count == 1 ? "`\(alternatives[0].word)`" : "one of \(Self.words(alternatives))"
        case .name(let kind): "the name of \(Self.article(kind.rawValue))"
        case .attribute: "the name of an attribute"
        case .list(let inner): "a list: \(shapeName(inner)), once or more"
        case .condition, .streamCondition: "a condition"
        case .action: "an action"
        case .budgetLimit: "an amount of money per window"
        case .perAttribute(let measure): "\(measure.name) per attribute"
        case .perWindow(let measure): "\(measure.name) per window"
        case .casesByAttribute: "a list of cases by an attribute"
        case .part: "a count of a larger count"
        case .stages: "a list of percentages with the time between them"
        case .timeToLive: "a duration"
        case .block, .named, .attributeValues, .state, .attributeFills, .uncertainties: "a block"
        case .either(let types): types.map { shapeName($0) }.joined(separator: ", or ")
        case .tuple(let types): "a list of \(types.count)"
        case .path: "a path such as `cache.answers.hit_rate`"
        case .constant: "a constant"
        case .fill: "a constant or a distribution"
        }
    }

    /// How a value of a type is written.
    func shapeHelp(_ type: FieldType) -> String? {
        let example: String? =
            switch type {
            case .text: "\"…\""
            case .amount(let measure), .span(let measure), .uncertain(let measure): measure.example
            case .timeRange: "22:00..06:00"
            case .budgetLimit: "$25 per tenant per day"
            case .perAttribute: "40 per run"
            case .perWindow: "$3_000 per month"
            case .casesByAttribute: "[premium, plus] by tier"
            case .part: "20 of 100"
            case .stages: "[5%, 25%, 100%] every 2 d"
            case .timeToLive: "24 h from insert"
            case .block(let specs): specs.first.map { "{ \($0.name): … }" }
            case .named, .attributeValues, .state, .attributeFills, .uncertainties: "{ name: value }"
            case .action(let reject, let wait, let route):
                [reject ? "reject(\"why\")" : nil, wait ? "wait" : nil, route ? "route(mini)" : nil].compactMap(\.self)
                    .joined(separator: "` or `")
            case .list(let inner):
                if case .amount(let measure) = inner { "[\(measure.example)]" } else { nil }
            default: nil
            }
        return example.map { "write it like `\($0)`" }
    }

    static func words(_ alternatives: [Alternative]) -> String {
        alternatives.map { "`\($0.word)`" }.joined(separator: ", ")
    }
}
