package import ScrimpDiagnostics

/// What one rule has to say.
package struct LintFindings: Sendable {
    package private(set) var diagnostics: [Diagnostic] = []
    private let code: DiagnosticCode

    init(of rule: LintRule) { code = rule.code }

    /// - Parameters:
    ///   - message: lower case, no final period, user input in backticks.
    ///   - help: what to do.
    package mutating func report(
        _ message: String, at location: SourceLocation, caption: String = "", labels: [Diagnostic.Label] = [],
        notes: [String] = [], help: String? = nil, fixes: [Diagnostic.Fix] = []
    ) {
        diagnostics.append(
            Diagnostic(
                code, message, at: location, caption: caption, labels: labels, notes: notes, help: help, fixes: fixes))
    }
}
