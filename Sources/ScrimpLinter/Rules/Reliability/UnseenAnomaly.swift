import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// an anomaly that its own history hides
    ///
    /// Why: What is usual contains the time that is compared with it. Even if all money of two hours was spent in the last one, that
    /// hour is twice the usual one and never more: a factor of the longer time over the shorter, or above, is never reached. With a
    /// usual time below the one that is compared, the comparison speaks of spending that falls.
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
                guard condition.reads({ if case .usual = $0 { true } else { false } }) else { continue }
                for comparison in condition.comparisons {
                    guard let anomaly = Anomaly(comparison.sign, comparison.left, comparison.right),
                        let message = anomaly.message
                    else { continue }
                    findings.report(
                        message.text, at: comparison.whole.location, notes: [message.note],
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

    /// What is wrong with it; nil where it can be seen.
    var message: (text: String, note: String)? {
        let (short, long) = (Quantity(spend, .time).text, Quantity(usual, .time).text)
        if usual < spend {
            return (
                "`usual(over: \(long))` is measured over less than the `spend(over: \(short))` that is compared with it",
                "it becomes true when spending falls, not when it rises"
            )
        }
        // The last of 60 parts of a window counts in full: a little more than the shorter time lies within the longer one only
        // from this ratio on.
        guard let greatest = usual.divided(by: spend), factor >= greatest, let part = Rational(60, 59),
            greatest == .one || greatest >= part
        else { return nil }
        let times = factor.decimalText.map { "\($0) times" } ?? "so many times"
        return (
            "`spend(over: \(short))` is never more than \(times) `usual(over: \(long))`",
            "all money of \(long) in the last \(short) is \(greatest.decimalText ?? "a few") times the usual, and no more"
        )
    }
}
