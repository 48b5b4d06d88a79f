import ScrimpDiagnostics
import ScrimpLinter

extension DiagnosticCode {
    /// Its page, whoever says it: a rule of the linter, the checker or the compiler.
    var fullPage: String { LintRule.named(id)?.page.text(id: id, severity: severity) ?? page }

    /// Where its page stands in the repository of the project.
    var pagePath: String { (isLintRule ? "Docs/lint/" : "Docs/diagnostics/") + pageName }
}
