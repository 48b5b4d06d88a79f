// S43x: limits, gathers, batches, shapes, rollouts and shadows.
extension DiagnosticCode {
    package static let limitWithoutCap = DiagnosticCode(
        "S430", .error, "a limit that limits nothing",
        why: "Whoever reads it believes that calls are capped there.",
        bad: "limit openai { on: provider(\"openai\"), wait: 2 s }",
        good: "limit openai { on: provider(\"openai\"), concurrency: 30, wait: 2 s }")
    package static let gatherTooWide = DiagnosticCode(
        "S431", .warning, "a gather that starts everything at once",
        why: "What is saved are the calls that never start; with more places than calls all of them do.",
        bad: "gather search { stop_after: 20 of 100, concurrency: 200 }",
        good: "gather search { stop_after: 20 of 100, concurrency: 30 }")
    package static let batchWaitsTooLong = DiagnosticCode(
        "S432", .error, "a batch that waits longer than its calls may take",
        why: "A call that would miss its deadline goes alone, so that nothing is ever joined.",
        bad: "request { deadline: duration = 30 s }\nbatch b { on: local, size: 32, wait: 1 min }",
        good: "request { deadline: duration = 30 s }\nbatch b { on: local, size: 32, wait: 50 ms }")
    package static let capBeyondContext = DiagnosticCode(
        "S433", .warning, "a cap on output above the context window",
        why: "Prompt and output share the window: the provider refuses a call that asks for more.",
        bad: "model m { from: \"openai/gpt-4o-mini\", context: 128 ktok }\nshape s { max_output: 200 ktok }",
        good: "model m { from: \"openai/gpt-4o-mini\", context: 128 ktok }\nshape s { max_output: 2 ktok }")
    package static let rolloutToItself = DiagnosticCode(
        "S434", .error, "a rollout whose other model is the same one",
        why: "Everyone would be in from the start, and a reversion would change nothing.",
        bad: "rollout r { of: local, key: tenant, stages: [5%, 100%] every 1 d, otherwise: local }",
        good: "rollout r { of: local, key: tenant, stages: [5%, 100%] every 1 d, otherwise: mini }")
    package static let repeatedRollout = DiagnosticCode(
        "S435", .error, "two rollouts of one model",
        why: "A key is in or it is not; two answers to that have no meaning.",
        bad:
            "rollout a { of: local, key: tenant, stages: [5%, 100%] every 1 d, otherwise: mini }\nrollout b { of: local, key: tenant, stages: [100%] every 1 d, otherwise: large }",
        good: "rollout a { of: local, key: tenant, stages: [5%, 100%] every 1 d, otherwise: mini }")
    package static let shadowWithoutBound = DiagnosticCode(
        "S436", .error, "a shadow that no hard budget pays for",
        why: "Copies answer nobody, so that their money has to end at an amount that was decided for them.",
        bad:
            "budget trials { limit: $5 per day, spent: route(mini), ceiling: $6 }\nshadow s { of: local, sample: 1%, budget: trials }",
        good:
            "budget trials { limit: $5 per day, spent: reject(\"no more trials today\") }\nshadow s { of: local, sample: 1%, budget: trials }"
    )

    /// The S43x part of the money family.
    package static let operationCodes: [DiagnosticCode] = [
        limitWithoutCap, gatherTooWide, batchWaitsTooLong, capBeyondContext, rolloutToItself, repeatedRollout,
        shadowWithoutBound,
    ]
}
