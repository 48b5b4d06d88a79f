import ScrimpDiagnostics
import ScrimpSyntax

extension LintRule {
    /// a policy that does not say what it is for
    ///
    /// Why: One sentence above the policy tells a reviewer what it is about, and what it is not. Reports and the editor show it.
    ///
    /// Bad:
    /// ```scrimp
    /// policy support_chat { owner: "ml-platform" }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// /// Support chat: cheap models for easy questions, our own GPUs for bulk summaries.
    /// policy support_chat { owner: "ml-platform" }
    /// ```
    package static let policyWithoutDocumentation = LintRule(
        "C015", severity: .note,
        .text { linted, findings in
            for case .declaration(let view) in linted.file.items where view.kind.text == "policy" {
                guard let name = view.name, view.documentation?.isEmpty ?? true else { continue }
                findings.report(
                    "nothing says what `policy \(name.text)` is for", at: linted.location(name.range),
                    help: "write a sentence above it, behind `///`")
            }
        })
}
