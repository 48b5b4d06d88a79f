import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a percentage that is never reached
    ///
    /// Why: A share of a whole is at most 100 %, and a budget is filled up to its limit, or to its ceiling. Compared with more than
    /// that, the condition says nothing, and mostly a digit is wrong.
    ///
    /// Bad:
    /// ```scrimp
    /// let hopeless = complexity > 350% or task == advice
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// let hopeless = complexity > 35% or task == advice
    /// ```
    package static let percentageAboveOneHundred = LintRule(
        "C018",
        .policy { linted, findings in
            var seen: Set<SourceLocation> = []
            func visit(_ expression: Expression) {
                switch expression.kind {
                case .compare(_, let left, let right):
                    check(left, right)
                    check(right, left)
                case .within(let value, let low, let high):
                    check(value, low)
                    check(value, high)
                case .member(let value, let elements): for element in elements { check(value, element) }
                default: break
                }
                for operand in expression.operands { visit(operand) }
            }
            func check(_ value: Expression, _ constant: Expression) {
                guard case .quantity(let quantity) = constant.kind, quantity.kind == .ratio,
                    let greatest = linted.greatest(of: value), greatest < quantity.value,
                    seen.insert(constant.location).inserted
                else { return }
                let most = greatest.multiplied(by: Rational(whole: 100))?.decimalText
                findings.report(
                    "`\(linted.text(at: value.location))` is never above \(most.map { "\($0)%" } ?? "that"), and here it is"
                        + " compared with `\(linted.text(at: constant.location))`", at: constant.location,
                    labels: [Diagnostic.Label(value.location, "a share of a whole")],
                    help: "write the share that is meant")
            }
            for constant in linted.policy.constants { visit(constant.expression) }
            for rule in linted.policy.rules { rule.condition.map(visit) }
            for condition in linted.loneConditions { visit(condition.expression) }
        })
}

extension LintedPolicy {
    /// The most that a share can be; nil for what may be anything.
    fileprivate func greatest(of value: Expression) -> Rational? {
        switch value.kind {
        case .attribute(let index): return policy.attributes[index].kind == .ratio ? .one : nil
        case .quality, .health: return .one
        case .filled(let index):
            let budget = policy.budgets[index]
            if budget.isHard { return .one }
            guard let ceiling = budget.ceiling?.value else { return nil }
            return Rational(ceiling.pico, budget.limit.value.pico)
        default: return nil
        }
    }
}
