// S73x: the same policy as JSON and YAML.
extension DiagnosticCode {
    package static let unknownDataKey = DiagnosticCode(
        "S730", .error, "a key that a policy as data does not have",
        why: "A key that nobody reads says nothing: what it was meant to decide would not be decided.",
        bad: "{\"budget\": {\"daily\": {\"limit\": \"$25 per day\"}}}",
        good: "{\"budgets\": {\"daily\": {\"limit\": \"$25 per day\", \"spent\": \"wait\"}}}")

    package static let wrongDataValue = DiagnosticCode(
        "S731", .error, "a value of the wrong kind in a policy as data",
        why: "Each key takes some kinds of value: blocks are objects, rules are a list, and expressions are strings.",
        bad: "{\"route\": {\"otherwise\": \"mini\"}}", good: "{\"route\": [{\"otherwise\": [\"mini\"]}]}")

    package static let partialDataValue = DiagnosticCode(
        "S732", .error, "a string of a policy as data that is not one value",
        why:
            "A string holds exactly one expression. More than that, or a comment, would become something else in the text.",
        bad: "{\"caches\": {\"exact\": {\"capacity\": \"100, evict: lfu\"}}}",
        good: "{\"caches\": {\"exact\": {\"capacity\": 100, \"evict\": \"lfu\"}}}")

    package static let malformedDataName = DiagnosticCode(
        "S733", .error, "a key of a policy as data that is not a name",
        why: "Declarations, attributes and fields have names of letters, digits and `_` that begin with a letter.",
        bad: "{\"models\": {\"gpt-4o\": {\"from\": \"openai/gpt-4o\"}}}",
        good: "{\"models\": {\"large\": {\"from\": \"openai/gpt-4o\"}}}")

    package static let unfitForData = DiagnosticCode(
        "S734", .error, "a policy text that has no form as data",
        why:
            "In data a name stands once in its group, as a key: what has no name, or the name of another, has no place.",
        bad: "model mini { from: \"openai/gpt-4o-mini\" }\nmodel mini { from: \"openai/gpt-4o\" }",
        good: "model mini { from: \"openai/gpt-4o-mini\" }\nmodel large { from: \"openai/gpt-4o\" }")

    /// Between what locks and what configurations say.
    package static let dataFormCodes: [DiagnosticCode] = [
        unknownDataKey, wrongDataValue, partialDataValue, malformedDataName, unfitForData,
    ]
}
