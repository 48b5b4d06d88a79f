import ScrimpSemantics

extension LintRule {
    /// a wait that leaves no time for the next candidate
    ///
    /// Why: A call waits for its limit until there is just time for itself. Where `wait` is as long as the deadline, that moment is the
    /// last one, and the candidates behind it are tried too late to answer.
    ///
    /// Bad:
    /// ```scrimp
    /// limit openai { on: provider("openai"), concurrency: 30, wait: 60 s }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// limit openai { on: provider("openai"), concurrency: 30, wait: 2 s }
    /// ```
    package static let waitBeyondDeadline = LintRule(
        "R012",
        .policy { linted, findings in
            guard let deadline = linted.policy.usualDeadline else { return }
            for limit in linted.policy.limits where limit.wait >= deadline {
                findings.report(
                    "a call waits \(FigureText.duration(limit.wait)) for `limit \(limit.name)`, and its usual deadline is \(FigureText.duration(deadline))",
                    at: limit.location,
                    help: "wait for a small part of the deadline, so that the next candidate still can answer")
            }
        })
}
