extension DiagnosticCode {
    /// The S6xx family.
    package static let catalogCodes: [DiagnosticCode] = [
        notACatalog, unknownCatalogKey, missingCatalogField, wrongCatalogType, malformedPrice, wrongPriceUnit,
        negativePrice, inexactPrice, malformedDate, unknownCatalogWord, malformedCatalogQuantity,
        impossibleCatalogValue,
        notAPriceList,
    ]

    package static let notACatalog = DiagnosticCode(
        "S600", .error, "a file is no catalog",
        why: "A catalog is a mapping with `models:`, `gpus:` or `quantizations:`.",
        bad: "- openai/gpt-4o", good: "models:\n  openai/gpt-4o: {…}")

    package static let unknownCatalogKey = DiagnosticCode(
        "S601", .error, "an unknown key in a catalog",
        why: "A misspelt price would otherwise be a missing price, and a missing price is found when it is billed.",
        bad: "prices: {standard: {inptu: $0.15/Mtok}}", good: "prices: {standard: {input: $0.15/Mtok}}")

    package static let missingCatalogField = DiagnosticCode(
        "S602", .error, "a catalog entry lacks a field",
        why: "A price is a fact with a source and a date; without them nobody can tell whether it still holds.",
        bad: "openai/gpt-4o-mini: {prices: {…}}",
        good: "openai/gpt-4o-mini: {source: \"openai.com/pricing\", as_of: 2026-11-24, prices: {…}}")

    package static let wrongCatalogType = DiagnosticCode(
        "S603", .error, "a catalog field has the wrong kind of value",
        why: "The field was read and its value could not be used.",
        bad: "context: [128000]", good: "context: 128000")

    package static let malformedPrice = DiagnosticCode(
        "S604", .error, "a price in a catalog is malformed",
        why: "Prices are written as in a policy: an amount and what it buys. `0.15` alone could be anything.",
        bad: "input: 0.15", good: "input: $0.15/Mtok")

    package static let wrongPriceUnit = DiagnosticCode(
        "S605", .error, "a price in a catalog counts the wrong thing",
        why: "A price per request in the place of a price per token would be applied to every token.",
        bad: "input: $0.15/req", good: "input: $0.15/Mtok")

    package static let negativePrice = DiagnosticCode(
        "S606", .error, "a price in a catalog is negative",
        why: "No provider pays for requests; a negative price would make a budget grow.",
        bad: "input: -$0.15/Mtok", good: "input: $0.15/Mtok")

    package static let inexactPrice = DiagnosticCode(
        "S607", .error, "a price has more decimals than money has",
        why:
            "Money is exact to twelve decimals of a dollar a token; what is finer would have to be rounded in silence.",
        bad: "input: $0.0000001/Mtok", good: "input: $0.000001/Mtok")

    package static let malformedDate = DiagnosticCode(
        "S608", .error, "a date in a catalog is malformed",
        why: "Dates are written year, month, day, so that no reader swaps two of them.",
        bad: "as_of: 24/11/2026", good: "as_of: 2026-11-24")

    package static let unknownCatalogWord = DiagnosticCode(
        "S609", .error, "an unknown word in a catalog",
        why: "Kinds, service tiers, features and number formats are fixed words that the checker compares.",
        bad: "kind: chta", good: "kind: chat")

    package static let malformedCatalogQuantity = DiagnosticCode(
        "S610", .error, "a quantity in a catalog is malformed",
        why: "Sizes, speeds, shares and ranges carry their unit, as in a policy.",
        bad: "memory: 80", good: "memory: 80 GB")

    package static let impossibleCatalogValue = DiagnosticCode(
        "S611", .error, "a value in a catalog is impossible",
        why: "The figure is well written and cannot be true.",
        bad: "context: -1", good: "context: 128000")

    package static let notAPriceList = DiagnosticCode(
        "S612", .error, "a file is no LiteLLM price list",
        why: "LiteLLM's list is a JSON object with one object per model.",
        bad: "[{\"model\": \"gpt-4o\"}]", good: "{\"gpt-4o\": {\"input_cost_per_token\": 2.5e-06}}")
}
