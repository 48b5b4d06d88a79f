// S62x: what a policy says of models, against the catalog.
extension DiagnosticCode {
    package static let unknownModel = DiagnosticCode(
        "S620", .error, "a model that the catalog does not know",
        why: "Without an entry there is no price, and nothing about money is guessed.",
        bad: "model m { from: \"openai/gpt-4o-minni\" }", good: "model m { from: \"openai/gpt-4o-mini\" }")
    package static let missingTierPrice = DiagnosticCode(
        "S621", .error, "a service tier that has no price",
        why: "A price that is missing is never replaced by another tier's.",
        bad: "model m { from: \"mistral/mistral-small-latest\", service: flex }",
        good: "model m { from: \"openai/gpt-4o-mini\", service: batch(within: 24 h) }")
    package static let stalePrice = DiagnosticCode(
        "S622", .warning, "a price that is older than the policy allows",
        why: "Prices change; a stale one makes every figure wrong without a sign of it.",
        bad: "policy p { price_max_age: 1 d }", good: "policy p { price_max_age: 180 d }")
    package static let retiredModel = DiagnosticCode(
        "S623", .warning, "a model that its provider retires", why: "Calls to it fail from that date on.",
        bad: "model m { from: \"openai/gpt-4-32k\" }", good: "model m { from: \"openai/gpt-4o\" }")
    package static let priceWithoutSource = DiagnosticCode(
        "S624", .error, "a price without source or date",
        why: "A figure whose origin nobody knows cannot be checked later.",
        bad: "model m { from: \"own/model\", price: { input: $1/Mtok, output: $2/Mtok } }",
        good:
            "model m { from: \"own/model\", price: { input: $1/Mtok, output: $2/Mtok, source: \"contract 12\", as_of: \"2026-11-01\" } }"
    )
    package static let unknownHardware = DiagnosticCode(
        "S625", .error, "a GPU that the catalog does not know",
        why: "Its memory and price decide what fits and what it costs.",
        bad: "pool p { gpu: \"h100\", replicas: 1 }", good: "pool p { gpu: \"h100-sxm-80gb\", replicas: 1 }")
    package static let wrongModelKind = DiagnosticCode(
        "S626", .error, "a kind that contradicts the catalog",
        why: "The catalog says that the model is of another kind.",
        bad: "model m { from: \"openai/gpt-4o\", kind: embedding }", good: "model m { from: \"openai/gpt-4o\" }")

    /// The S62x part of the catalog's family.
    package static let catalogUseCodes: [DiagnosticCode] = [
        unknownModel, missingTierPrice, stalePrice, retiredModel, priceWithoutSource, unknownHardware, wrongModelKind,
    ]
}
