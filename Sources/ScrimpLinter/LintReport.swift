package import ScrimpCompiler
package import ScrimpDiagnostics
package import ScrimpQuantities
package import ScrimpSemantics

/// Everything that is to be said of a checked file, by position: errors and warnings of checker and compiler, findings of the
/// rules, each with the severity that the configuration gives it, without what the configuration or a comment ignores.
///
/// The command, the hook and the editor say this and nothing else.
///
/// - Parameters:
///   - compilation: nil where the file has an error or no policy.
///   - rules: those that the configuration selects, for callers that ask of many files.
package func lintReport(
    _ checked: CheckedFile, _ compilation: Compilation?, under configuration: LintConfiguration = .standard,
    today: CivilDate?, rules: [LintRule]? = nil
) -> [Diagnostic] {
    let rules = rules ?? configuration.rules
    let all =
        checked.diagnostics + (compilation?.diagnostics ?? [])
        + lint(checked, compilation, today: today, rules: rules)
    var ignores = LintIgnores(checked.trees, sources: checked.sources)
    var kept: [Diagnostic] = []
    func keep(_ diagnostic: Diagnostic) {
        guard let severity = configuration.severity(of: diagnostic.code) else { return }
        var diagnostic = diagnostic
        diagnostic.severity = severity
        kept.append(diagnostic)
    }
    for diagnostic in all where !ignores.silence(diagnostic) { keep(diagnostic) }
    let isWhole = !checked.hasErrors && compilation?.plan != nil
    // Comments on ignores are about the linter itself, so no ignore speaks of them.
    for diagnostic in ignores.diagnostics(wasAsked: { code in
        code.isLintRule
            ? rules.contains { $0.code == code && (isWhole || !$0.needsPolicy) }
            : isWhole && configuration.severity(of: code) != nil
    }) {
        keep(diagnostic)
    }
    return kept.sortedByPosition()
}

extension LintRule {
    /// Whether it looks at policies without errors only.
    var needsPolicy: Bool {
        if case .policy = check { true } else { false }
    }
}
