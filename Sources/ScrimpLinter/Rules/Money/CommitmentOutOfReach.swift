import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a commitment whose tokens can never be used
    ///
    /// Why: What was committed to is paid whether it is used or not. A limit that lets fewer tokens through than are included,
    /// or a route that leads nowhere near, leaves a part of it unused for certain.
    ///
    /// Bad:
    /// ```scrimp
    /// commit provisioned { on: large, units: 50, price: $1/h, then: on_demand, included: 900 Mtok per day }
    /// limit calls { on: large, rate: 200_000 tok/min }
    /// route { otherwise -> large }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// commit provisioned { on: large, units: 50, price: $1/h, then: on_demand, included: 900 Mtok per day }
    /// limit calls { on: large, rate: 2_000_000 tok/min }
    /// route { otherwise -> large }
    /// ```
    package static let commitmentOutOfReach = LintRule(
        "M010",
        .policy { linted, findings in
            let policy = linted.policy
            guard !policy.commitments.isEmpty else { return }
            let called = linted.calledModels
            for commitment in policy.commitments {
                guard !commitment.models.isDisjoint(with: called) else {
                    findings.report(
                        "`commit \(commitment.name)` is paid for models that nothing routes to",
                        at: commitment.location,
                        help: "route to one of them, or end the commitment")
                    continue
                }
                guard let included = commitment.included, let length = included.window.longest else { continue }
                for limit in policy.limits where limit.condition == nil && limit.scope == nil {
                    guard limit.models.map({ $0.isSuperset(of: commitment.models) }) ?? true else { continue }
                    // Bursts are one second.
                    let most = limit.rates.filter(\.isTokens).compactMap {
                        $0.perNanosecond.multiplied(by: Rational(whole: Int128(length) + 1_000_000_000))?.rounded
                    }.min()
                    guard let most, most < Int128(included.tokens) else { continue }
                    findings.report(
                        "`commit \(commitment.name)` includes \(FigureText.tokens(included.tokens)), and "
                            + "`limit \(limit.name)` lets \(FigureText.tokens(Int64(clamping: most))) through at most",
                        at: commitment.location, caption: "paid for, and out of reach",
                        labels: [Diagnostic.Label(limit.location, "in as long a time")],
                        help: "commit to less, or raise the `rate`")
                    break
                }
            }
        })
}

extension Budget.Window {
    /// The longest that it can be, in nanoseconds; nil where it has no length.
    var longest: Int64? {
        let hour: Int64 = 3_600_000_000_000
        return switch self {
        case .minute: hour / 60
        case .hour: hour
        // A day on which clocks are set back.
        case .day: 25 * hour
        case .week: 7 * 24 * hour + hour
        case .month: 31 * 24 * hour + hour
        case .quarter: 92 * 24 * hour + hour
        case .year: 366 * 24 * hour
        case .rolling(let length): length
        case .untilIdle: nil
        }
    }

    /// The shortest that it can be, in hours; nil where it has no length.
    var shortestHours: Int64? {
        switch self {
        case .hour: 1
        case .day: 23
        case .week: 7 * 24 - 1
        case .month: 28 * 24 - 1
        case .quarter: 90 * 24 - 1
        case .year: 365 * 24
        case .minute, .rolling, .untilIdle: nil
        }
    }
}
