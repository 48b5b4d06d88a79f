import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// two `let`s that say the same
    ///
    /// Why: A condition that has two names is changed under one of them and not under the other.
    ///
    /// Bad:
    /// ```scrimp
    /// let simple = task == faq or task == summary
    /// let easy   = task != advice
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// let easy = task != advice
    /// ```
    package static let letsThatSayTheSame = LintRule(
        "C004", severity: .note,
        .policy { linted, findings in
            let lets = linted.policy.constants.filter { $0.expression.type == .boolean }
            guard lets.count > 1 else { return }
            var known: [Constant] = []
            var formulas: [[Formula]] = [[], []]
            for constant in lets {
                // A `let` that only names another is another rule's.
                if linted.policy.constants.contains(where: { $0.name == linted.text(at: constant.expression.location) })
                {
                    continue
                }
                guard let permissive = linted.compilation.formula(of: constant.expression),
                    let restrictive = linted.compilation.formula(of: constant.expression, undefined: true)
                else { continue }
                known.append(constant)
                formulas[0].append(permissive)
                formulas[1].append(restrictive)
            }
            let first = formulas.map { linted.compilation.analysis.firstEqual(of: $0) }
            for index in known.indices where first[0][index] != index && first[0][index] == first[1][index] {
                let other = known[first[0][index]]
                findings.report(
                    "`\(known[index].name)` and `\(other.name)` are the same condition", at: known[index].location,
                    labels: [Diagnostic.Label(other.location, "means the same")],
                    help: "keep one of them")
            }
        })
}
