// S4xx: money, budgets, caches and chains.
extension DiagnosticCode {
    package static let missingCeiling = DiagnosticCode(
        "S401", .error, "a soft budget without a ceiling",
        why: "A budget that routes elsewhere when it is spent goes on spending; only a ceiling ends it.",
        bad: "budget b { limit: $5 per day, spent: route(mini) }",
        good: "budget b { limit: $5 per day, spent: route(mini), ceiling: $6 }")
    package static let ceilingBelowLimit = DiagnosticCode(
        "S402", .error, "a ceiling below the limit", why: "The budget would end before it is spent.",
        bad: "budget b { limit: $5 per day, spent: route(mini), ceiling: $4 }",
        good: "budget b { limit: $5 per day, spent: route(mini), ceiling: $6 }")
    package static let uselessCeiling = DiagnosticCode(
        "S403", .error, "a ceiling above a limit that is hard already", why: "Nothing is ever spent between the two.",
        bad: "budget b { limit: $5 per day, spent: reject(\"no\"), ceiling: $6 }",
        good: "budget b { limit: $5 per day, spent: reject(\"no\") }")
    package static let missingWindow = DiagnosticCode(
        "S404", .error, "a limit that does not say for how long",
        why:
            "A budget adds up over a window (`per day`), the last hours (`over 24 h`), or one value of an attribute (`per run`).",
        bad: "budget b { limit: $5, spent: reject(\"no\") }",
        good: "budget b { limit: $5 per day, spent: reject(\"no\") }")
    package static let unfitScope = DiagnosticCode(
        "S405", .error, "a counter per value of an attribute that is a number",
        why: "Counters are kept per text, case or truth value; a number has too many.",
        bad: "budget b { limit: $5 per prompt per day, spent: reject(\"no\") }",
        good: "budget b { limit: $5 per tenant per day, spent: reject(\"no\") }")
    package static let childExceedsParent = DiagnosticCode(
        "S406", .error, "a budget larger than the one that holds it",
        why: "The outer budget is spent before the inner one can be.",
        bad:
            "budget team { limit: $50 per day, within: company, spent: reject(\"no\") }\nbudget company { limit: $40 per day, spent: reject(\"no\") }",
        good:
            "budget team { limit: $30 per day, within: company, spent: reject(\"no\") }\nbudget company { limit: $40 per day, spent: reject(\"no\") }"
    )
    package static let cacheNotIsolated = DiagnosticCode(
        "S407", .error, "a cache key without the attribute that isolates",
        why: "One customer would be answered with what another one asked.",
        bad: "policy p { isolate: tenant }\ncache c { match: exact, key: [task], ttl: 1 h, capacity: 10 }",
        good: "policy p { isolate: tenant }\ncache c { match: exact, key: [tenant, task], ttl: 1 h, capacity: 10 }")
    package static let splitNotWhole = DiagnosticCode(
        "S408", .error, "shares that do not sum to 100 %", why: "The rest of the traffic would go nowhere.",
        bad: "route { otherwise -> 90%: mini, 5%: large }", good: "route { otherwise -> 90%: mini, 10%: large }")
    package static let repeatedCandidate = DiagnosticCode(
        "S409", .error, "a fallback chain that comes back to a model",
        why: "Each model is tried at most once per request, so that the second place is never reached.",
        bad: "route { otherwise -> mini, large, mini }", good: "route { otherwise -> mini, large }")
    package static let notRoutable = DiagnosticCode(
        "S410", .error, "a call routed to a model that cannot answer it",
        why: "Embedding and reranking models do not chat.",
        bad: "model e { from: \"openai/text-embedding-3-small\", kind: embedding }\nroute { otherwise -> e }",
        good: "model m { from: \"openai/gpt-4o-mini\" }\nroute { otherwise -> m }")
    package static let openStoreOfHardBudget = DiagnosticCode(
        "S412", .error, "a hard budget that goes on without its counters",
        why:
            "`store_lost: open` lets calls through when the counters are gone, so that the limit no longer holds; the policy must then say a ceiling route instead of a hard limit.",
        bad: "budget b { limit: $5 per day, spent: reject(\"no\"), store_lost: open }",
        good: "budget b { limit: $5 per day, spent: route(mini), ceiling: $6, store_lost: open }")
    package static let stagesNotAscending = DiagnosticCode(
        "S413", .error, "rollout stages that do not ascend to 100 %",
        why: "A rollout only ever widens, and ends with everyone.",
        bad: "rollout r { of: local, key: tenant, stages: [25%, 5%] every 1 d, otherwise: mini }",
        good: "rollout r { of: local, key: tenant, stages: [5%, 25%, 100%] every 1 d, otherwise: mini }")

    /// The S4xx family.
    package static let moneyCodes: [DiagnosticCode] = [
        missingCeiling, ceilingBelowLimit, uselessCeiling, missingWindow, unfitScope, childExceedsParent,
        cacheNotIsolated,
        splitNotWhole, repeatedCandidate, notRoutable, openStoreOfHardBudget, stagesNotAscending,
    ]
}
