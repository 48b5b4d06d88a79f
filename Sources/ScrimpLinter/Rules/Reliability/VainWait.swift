import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a wait that is too short for the rate
    ///
    /// Why: A rate of ten requests a minute lets one start every six seconds. Who waits two of them for it is mostly turned away
    /// after all, two seconds later than without.
    ///
    /// Bad:
    /// ```scrimp
    /// limit openai { on: provider("openai"), rate: 10 req/min, wait: 2 s }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// limit openai { on: provider("openai"), rate: 10 req/min, wait: 10 s }
    /// ```
    package static let vainWait = LintRule(
        "R013",
        .policy { linted, findings in
            for limit in linted.policy.limits where limit.wait > 0 {
                for rate in limit.rates where !rate.isTokens {
                    // With more than one request a second several may start at once, and this tells nothing.
                    guard let period = Rational.one.divided(by: rate.perNanosecond),
                        period >= Rational(whole: 1_000_000_000),
                        Rational(whole: Int128(limit.wait) * 2) < period
                    else { continue }
                    let every = FigureText.duration(Int64(clamping: period.rounded))
                    findings.report(
                        "`limit \(limit.name)` lets a request start every \(every), and a call waits \(FigureText.duration(limit.wait)) for it",
                        at: limit.location,
                        help: "wait \(every) at least, or not at all, so that the next candidate is tried at once")
                    break
                }
            }
        })
}
