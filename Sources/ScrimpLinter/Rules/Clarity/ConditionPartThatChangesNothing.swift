import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a part of a condition that changes nothing
    ///
    /// Why: What earlier rules have excluded, or another part says already, need not be said again. A reader takes every part for a
    /// distinction that somebody wanted.
    ///
    /// Bad:
    /// ```scrimp
    /// route {
    ///     when tier == premium                      -> large, mini
    ///     when tier != premium and prompt > 10 ktok -> haiku, mini
    ///     otherwise                                 -> mini
    /// }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// route {
    ///     when tier == premium  -> large, mini
    ///     when prompt > 10 ktok -> haiku, mini
    ///     otherwise             -> mini
    /// }
    /// ```
    package static let conditionPartThatChangesNothing = LintRule(
        "C002", severity: .note,
        .policy { linted, findings in
            let analysis = linted.compilation.analysis
            func report(_ part: Expression, in condition: Expression, isAfterOthers: Bool) {
                var isConjunction = false
                if case .and = condition.kind { isConjunction = true }
                let reason =
                    isConjunction
                    ? isAfterOthers
                        ? "it holds for every request that gets here and fulfils the rest"
                        : "it holds wherever the rest of the condition does"
                    : isAfterOthers
                        ? "whatever fulfils it is taken by an earlier rule, or fulfils the rest too"
                        : "whatever fulfils it fulfils the rest of the condition too"
                findings.report(
                    "`\(linted.text(at: part.location))` changes nothing here: \(reason)", at: part.location,
                    help: "leave it out")
            }

            let rules = linted.policy.rules.map { rule in
                rule.condition.flatMap { linted.parts(of: $0, undefined: false) }
            }
            if rules.contains(where: { $0 != nil }) {
                let redundant = analysis.redundantParts(ofRules: rules.map { $0?.parts })
                for (index, parts) in redundant.enumerated() where !parts.isEmpty {
                    guard let condition = linted.policy.rules[index].condition, let rule = rules[index] else {
                        continue
                    }
                    let alone = Set(analysis.redundantParts(rule.parts))
                    for part in parts {
                        report(
                            rule.written[part], in: condition, isAfterOthers: !alone.contains(part))
                    }
                }
            }
            let lets = linted.policy.constants.map(\.expression).filter { $0.type == .boolean }
            for (condition, undefined) in linted.loneConditions.map({ ($0.expression, $0.undefined) })
                + lets.map({ ($0, false) })
            {
                guard let parts = linted.parts(of: condition, undefined: undefined) else { continue }
                for part in analysis.redundantParts(parts.parts) {
                    report(parts.written[part], in: condition, isAfterOthers: false)
                }
            }
        })
}
