import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a batch for calls that cannot wait for it
    ///
    /// Why: A call that would miss its deadline in a batch goes alone. Where the batch is only for requests with less time than it
    /// waits, all of them do.
    ///
    /// Bad:
    /// ```scrimp
    /// batch quick { when: deadline <= 1 s, on: mini, size: 32, wait: 2 s }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// batch quick { when: deadline <= 10 s, on: mini, size: 32, wait: 50 ms }
    /// ```
    package static let batchOutlastsDeadline = LintRule(
        "R022",
        .policy { linted, findings in
            let policy = linted.policy
            guard !policy.batches.isEmpty,
                let deadline = policy.attributes.firstIndex(where: { $0.name == "deadline" && $0.kind == .duration })
            else { return }
            for batch in policy.batches {
                guard let condition = batch.condition, let most = condition.greatest(deadline),
                    most <= Rational(whole: Int128(batch.wait))
                else { continue }
                findings.report(
                    "`batch \(batch.name)` waits \(FigureText.duration(batch.wait)) for calls that have \(Quantity(most, .time).text) at most",
                    at: batch.location, labels: [.init(condition.location, "only those")],
                    help: "wait for a small part of that time")
            }
        })
}

extension Expression {
    /// The greatest value of an attribute for which a condition can hold; nil where none is seen.
    fileprivate func greatest(_ attribute: Int) -> Rational? {
        switch kind {
        case .and(let left, let right):
            return [left.greatest(attribute), right.greatest(attribute)].compactMap(\.self).min()
        case .or(let left, let right):
            guard let first = left.greatest(attribute), let second = right.greatest(attribute) else { return nil }
            return max(first, second)
        case .compare(let sign, let left, let right):
            switch (sign, left.kind, right.kind) {
            case (.less, .attribute(attribute), .quantity(let bound)),
                (.lessOrEqual, .attribute(attribute), .quantity(let bound)),
                (.equal, .attribute(attribute), .quantity(let bound)),
                (.greater, .quantity(let bound), .attribute(attribute)),
                (.greaterOrEqual, .quantity(let bound), .attribute(attribute)):
                return bound.value
            default: return nil
            }
        case .within(let value, _, let high):
            guard case .attribute(attribute) = value.kind, case .quantity(let bound) = high.kind else { return nil }
            return bound.value
        default: return nil
        }
    }
}
