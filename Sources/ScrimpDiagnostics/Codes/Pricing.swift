// S42x: what a hard amount needs to know about a call before it is made.
extension DiagnosticCode {
    package static let unpricedCall = DiagnosticCode(
        "S420", .error, "a call without a price under a hard amount",
        why:
            "A hard amount holds because the most that a call can cost is reserved first; without a price there is nothing to reserve.",
        bad: "model m { from: \"own/model\" }\nbudget b { limit: $5 per day, spent: reject(\"no\") }",
        good: "model m { from: \"openai/gpt-4o-mini\" }\nbudget b { limit: $5 per day, spent: reject(\"no\") }")
    package static let uncappedCall = DiagnosticCode(
        "S421", .error, "calls without a cap on their output under a hard amount",
        why: "The most that a call can cost includes its output, which ends only at `max_output`.",
        bad: "request { prompt: tokens }\nbudget b { limit: $5 per day, spent: reject(\"no\") }",
        good: "request { prompt: tokens, max_output: tokens }\nbudget b { limit: $5 per day, spent: reject(\"no\") }")
    package static let unmeasuredCall = DiagnosticCode(
        "S422", .error, "calls whose prompt is not measured under a hard amount",
        why: "The most that a call can cost includes its prompt, whose length only the host knows.",
        bad: "request { max_output: tokens }\nbudget b { limit: $5 per day, spent: reject(\"no\") }",
        good: "request { prompt: tokens, max_output: tokens }\nbudget b { limit: $5 per day, spent: reject(\"no\") }")

    /// The S42x part of the money family.
    package static let pricingCodes: [DiagnosticCode] = [unpricedCall, uncappedCall, unmeasuredCall]
}
