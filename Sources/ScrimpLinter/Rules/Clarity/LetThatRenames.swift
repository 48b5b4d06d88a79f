import ScrimpDiagnostics
import ScrimpSyntax

extension LintRule {
    /// a `let` that only renames something
    ///
    /// Why: One thing with two names has to be looked up twice, and says nothing that the first name did not say.
    ///
    /// Bad:
    /// ```scrimp
    /// let easy   = task == faq or complexity < 35%
    /// let simple = easy
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// let easy = task == faq or complexity < 35%
    /// ```
    package static let letThatRenames = LintRule(
        "C005", severity: .note,
        .text { linted, findings in
            for case .constant(let constant) in linted.file.items {
                guard let name = constant.name, let value = constant.value, case .path(let path) = value.kind,
                    path.count == 1, let other = path.first
                else { continue }
                findings.report(
                    "`\(name.text)` is only another name of `\(other.text)`", at: linted.location(name.range),
                    help: "write `\(other.text)` where `\(name.text)` stands, or give `\(other.text)` the better name")
            }
        })
}
