// S9xx: what this version checks and does not run yet.
extension DiagnosticCode {
    package static let fieldNotExecuted = DiagnosticCode(
        "S902", .warning, "a field that is checked but has no effect yet",
        why: "The policy may say it already, so that it need not change later; until then nobody should count on it.",
        bad: "pool h100 { gpu: \"h100-sxm-80gb\", replicas: 1, market: on_demand, engine: vllm }",
        good: "pool h100 { gpu: \"h100-sxm-80gb\", replicas: 1, market: on_demand }")
    /// The S9xx family.
    package static let executionCodes: [DiagnosticCode] = [
        fieldNotExecuted
    ]
}
