// S9xx: what this version checks and does not run yet.
extension DiagnosticCode {
    package static let blockNotExecuted = DiagnosticCode(
        "S901", .warning, "a block that is checked but has no effect yet",
        why: "The policy may say it already, so that it need not change later; until then nobody should count on it.",
        bad: "gather search { stop_after: 20 of 100, concurrency: 30 }",
        good: "cache exact { match: exact, key: tenant, ttl: 1 h, capacity: 1_000 }")
    package static let fieldNotExecuted = DiagnosticCode(
        "S902", .warning, "a field that is checked but has no effect yet",
        why: "The policy may say it already, so that it need not change later; until then nobody should count on it.",
        bad: "model m { from: \"openai/gpt-4o-mini\", region: \"eu\" }",
        good: "model m { from: \"openai/gpt-4o-mini\" }")
    package static let cacheNotExecuted = DiagnosticCode(
        "S903", .warning, "a cache that never answers yet",
        why: "Only exact matches are looked up in this version; every request misses here.",
        bad: "cache c { match: semantic(similarity: 93%), key: tenant, ttl: 24 h, capacity: 1_000 }",
        good: "cache c { match: exact, key: tenant, ttl: 24 h, capacity: 1_000 }")
    package static let conditionNotExecuted = DiagnosticCode(
        "S904", .warning, "a condition on something that is not known yet",
        why:
            "The comparison is undefined in this version: a rule does not match, and a switch, an allow or a budget takes the restrictive side.",
        bad: "when health(local) < 90% -> mini", good: "when filled(company) >= 90% -> mini")

    /// The S9xx family.
    package static let executionCodes: [DiagnosticCode] = [
        blockNotExecuted, fieldNotExecuted, cacheNotExecuted, conditionNotExecuted,
    ]
}
