import ScrimpSemantics

extension LintRule {
    /// retries that multiply what one request can cost
    ///
    /// Why: A failed try stays charged, and each candidate of a chain has tries of its own: three retries on two models are eight paid
    /// calls. In an outage that happens to every request at once.
    ///
    /// Bad:
    /// ```scrimp
    /// model first  { from: "openai/gpt-4o", retry: 3 }
    /// model second { from: "openai/gpt-4o-mini", retry: 3 }
    /// route { otherwise -> first, second }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// model first  { from: "openai/gpt-4o", retry: 1 }
    /// model second { from: "openai/gpt-4o-mini" }
    /// route { otherwise -> first, second }
    /// ```
    package static let multipliedCalls = LintRule(
        "R011",
        .policy { linted, findings in
            let policy = linted.policy
            guard policy.models.contains(where: { $0.operation.retries > 0 }) else { return }
            for rule in policy.rules {
                var calls: Int64 = 0
                var parts: [String] = []
                for candidate in rule.chain.candidates {
                    let arms: [Int]
                    switch candidate {
                    case .model(let model): arms = [model]
                    case .split(let split): arms = split.map(\.model)
                    }
                    guard
                        let worst = arms.max(by: {
                            policy.models[$0].operation.retries < policy.models[$1].operation.retries
                        })
                    else { continue }
                    let tries = min(policy.models[worst].operation.retries, 1_000_000) + 1
                    calls += tries
                    parts.append("\(tries) of `\(policy.models[worst].name)`")
                }
                guard calls > mostCalls, calls > rule.chain.candidates.count else { continue }
                findings.report(
                    "one request can be paid for \(calls) times here", at: rule.chain.location,
                    notes: ["tries: \(parts.joined(separator: ", "))"],
                    help: "retry once, on the first candidate, and leave the rest to the chain")
            }
        })

    /// Two tries on each of three candidates.
    private static let mostCalls: Int64 = 6
}
