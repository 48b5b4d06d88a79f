import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// an anomaly that its own history hides
    ///
    /// Why: What is usual contains the time that is compared with it. Even if all money of two hours was spent in the last one, that
    /// hour is twice the usual one and never more: a factor of the longer time over the shorter, or above, is never reached.
    ///
    /// Bad:
    /// ```scrimp
    /// alert runaway { when: spend(over: 1 h) > 3 * usual(over: 2 h), notify: "ml-oncall" }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// alert runaway { when: spend(over: 1 h) > 3 * usual(over: 7 d), notify: "ml-oncall" }
    /// ```
    package static let unseenAnomaly = LintRule(
        "R017",
        .policy { linted, findings in
            for condition in linted.policy.decidingConditions {
                for comparison in condition.comparisons {
                    guard let anomaly = Anomaly(comparison.sign, comparison.left, comparison.right),
                        let greatest = anomaly.usual.divided(by: anomaly.spend), anomaly.factor >= greatest
                    else { continue }
                    let spend = Quantity(anomaly.spend, .time).text
                    let usual = Quantity(anomaly.usual, .time).text
                    findings.report(
                        "`spend(over: \(spend))` is never more than \(anomaly.factor.decimalText ?? "so many") times `usual(over: \(usual))`",
                        at: comparison.whole.location,
                        notes: greatest > .one
                            ? [
                                "all money of \(usual) in the last \(spend) is \(greatest.decimalText ?? "some") times the usual"
                            ]
                            : ["what is usual is measured over no more than what is compared with it"],
                        help: "compare with a longer time: `usual(over: 7 d)`")
                }
            }
        })
}

/// `spend(over: 1 h) > 3 * usual(over: 7 d)`
private struct Anomaly {
    /// Lengths in nanoseconds.
    var spend: Rational
    var usual: Rational
    var factor: Rational

    init?(_ sign: Expression.Comparison, _ left: Expression, _ right: Expression) {
        let (large, small): (Expression, Expression)
        switch sign {
        case .greater: (large, small) = (left, right)
        case .less: (large, small) = (right, left)
        case .lessOrEqual, .equal, .notEqual, .greaterOrEqual: return nil
        }
        guard case .spend(let spend) = large.kind else { return nil }
        self.spend = spend.value
        switch small.kind {
        case .usual(let over): (usual, factor) = (over.value, .one)
        case .arithmetic(.multiply, let first, let second):
            switch (first.kind, second.kind) {
            case (.quantity(let number), .usual(let over)), (.usual(let over), .quantity(let number)):
                (usual, factor) = (over.value, number.value)
            default: return nil
            }
        default: return nil
        }
    }
}
