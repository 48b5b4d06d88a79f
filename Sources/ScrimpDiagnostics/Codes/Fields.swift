// S3xx: kinds and fields.
extension DiagnosticCode {
    package static let unknownKind = DiagnosticCode(
        "S301", .error, "a kind of block that does not exist",
        why: "A block that nothing reads would be a setting without an effect.",
        bad: "modell mini { from: \"openai/gpt-4o-mini\" }", good: "model mini { from: \"openai/gpt-4o-mini\" }")
    package static let unknownField = DiagnosticCode(
        "S302", .error, "a field that the block does not have",
        why: "A field that nothing reads would be a setting without an effect.",
        bad: "budget b { limits: $5 per day }", good: "budget b { limit: $5 per day, spent: reject(\"no\") }")
    package static let missingField = DiagnosticCode(
        "S303", .error, "a field that is needed",
        why: "The block has no meaning without it, and money is never guessed.",
        bad: "budget b { limit: $5 per day }", good: "budget b { limit: $5 per day, spent: reject(\"no\") }")
    package static let duplicateField = DiagnosticCode(
        "S304", .error, "a field that is given twice", why: "Only one of the two could count.",
        bad: "policy p { owner: \"a\", owner: \"b\" }", good: "policy p { owner: \"a\" }")
    package static let missingName = DiagnosticCode(
        "S305", .error, "a block without its name",
        why: "Budgets, caches and models are counted, reported and referred to by name.",
        bad: "budget { limit: $5 per day }", good: "budget daily { limit: $5 per day, spent: reject(\"no\") }")
    package static let unwantedName = DiagnosticCode(
        "S306", .error, "a name where none belongs",
        why: "There is only one such block, so that a name would suggest another.",
        bad: "attribute costs { by: [tenant] }", good: "attribute { by: [tenant] }")
    package static let repeatedBlock = DiagnosticCode(
        "S307", .error, "a block that may stand once, given twice", why: "Only one of the two could count.",
        bad: "policy a {}\npolicy b {}", good: "policy a {}")
    package static let missingBlock = DiagnosticCode(
        "S308", .error, "a policy without a part that it needs",
        why: "Without a request block nothing can be asked about requests, without a route nothing is answered.",
        bad: "policy p {}",
        good:
            "policy p {}\nrequest { prompt: tokens, max_output: tokens }\nmodel m { from: \"openai/gpt-4o-mini\" }\nroute { otherwise -> m }"
    )
    package static let conflictingFields = DiagnosticCode(
        "S309", .error, "fields that exclude each other", why: "Only one of the two can hold.",
        bad: "allow a { when: true, only: [mini], never: [large] }", good: "allow a { when: true, only: [mini] }")
    package static let unknownChoice = DiagnosticCode(
        "S310", .error, "a word that the field does not know", why: "The field takes one of a few words.",
        bad: "model m { from: \"openai/gpt-4o\", service: bulk }",
        good: "model m { from: \"openai/gpt-4o\", service: batch(within: 24 h) }")
    package static let unknownType = DiagnosticCode(
        "S311", .error, "a type that does not exist",
        why: "Attributes have one of a few types, so that their units can be checked.",
        bad: "request { prompt: integer }", good: "request { prompt: tokens }")
    package static let roleType = DiagnosticCode(
        "S312", .error, "a priced attribute of the wrong type",
        why: "`prompt`, `max_output` and a few other names are what calls are priced by, in fixed units.",
        bad: "request { prompt: int }", good: "request { prompt: tokens }")
    package static let unsupportedCurrency = DiagnosticCode(
        "S313", .error, "a currency other than USD",
        why: "Prices of models are published in US dollars; converting them would be guessing a rate.",
        bad: "policy p { currency: EUR }", good: "policy p { currency: USD }")
    package static let unsupportedLanguage = DiagnosticCode(
        "S314", .error, "an edition of the language that this version does not know",
        why: "A later edition may mean something else by the same words.",
        bad: "policy p { language: 9 }", good: "policy p { language: 1 }")

    /// The S3xx family.
    package static let fieldCodes: [DiagnosticCode] = [
        unknownKind, unknownField, missingField, duplicateField, missingName, unwantedName, repeatedBlock, missingBlock,
        conflictingFields, unknownChoice, unknownType, roleType, unsupportedCurrency, unsupportedLanguage,
    ]
}
