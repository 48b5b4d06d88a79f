import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a limit above the one around it
    ///
    /// Why: Every limit that bears on a call has to let it pass. What allows more than the provider's own limit, or than the one for
    /// all models, never holds anything back, and whoever reads it is wrong about what may run.
    ///
    /// Bad:
    /// ```scrimp
    /// limit openai { on: provider("openai"), concurrency: 30, rate: 500 req/min }
    /// limit mini   { on: mini, concurrency: 50 }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// limit openai { on: provider("openai"), concurrency: 30, rate: 500 req/min }
    /// limit mini   { on: mini, concurrency: 20 }
    /// ```
    package static let limitAboveOuter = LintRule(
        "R014",
        .policy { linted, findings in
            let limits = linted.policy.limits
            guard limits.count > 1 else { return }
            for (index, inner) in limits.enumerated() {
                for (other, outer) in limits.enumerated() where other != index && outer.holds(all: inner) {
                    guard let excess = inner.excess(over: outer) else { continue }
                    findings.report(
                        "`limit \(inner.name)` allows more \(excess) than `limit \(outer.name)`, which its calls pass as well",
                        at: inner.location, labels: [.init(outer.location, "allows less")],
                        help: "lower it below `limit \(outer.name)`, or remove it")
                    break
                }
            }
        })
}

extension Limit {
    /// Whether every call that the other limit bears on passes this one too, all of them by one counter.
    fileprivate func holds(all inner: Limit) -> Bool {
        guard condition == nil, scope == nil else { return false }
        guard let models else { return true }
        return inner.models?.isSubset(of: models) ?? false
    }

    /// In what this limit allows more than another one.
    fileprivate func excess(over outer: Limit) -> String? {
        if let own = concurrency, let other = outer.concurrency, own > other {
            return "calls at once (\(own) to \(other))"
        }
        for rate in rates {
            for other in outer.rates where other.isTokens == rate.isTokens && rate.perNanosecond > other.perNanosecond {
                return rate.isTokens ? "tokens per time" : "requests per time"
            }
        }
        return nil
    }
}
