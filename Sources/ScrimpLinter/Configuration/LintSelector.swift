package import ScrimpDiagnostics

/// Codes by the letters that they begin with: `M`, `S5`, `R003`.
package struct LintSelector: Hashable, Sendable {
    package let prefix: String

    /// Nil where no code begins with the text.
    package init?(_ text: String) {
        guard !text.isEmpty, Self.codes.contains(where: { $0.id.hasPrefix(text) }) else { return nil }
        prefix = text
    }

    package func matches(_ id: String) -> Bool { id.hasPrefix(prefix) }

    /// What a selector may name: the rules, then the codes of checker and compiler.
    package static let codes: [DiagnosticCode] = LintRule.all.map(\.code) + DiagnosticCode.all

    package static func code(named id: String) -> DiagnosticCode? { codes.first { $0.id == id } }

    /// What may have been meant; families are too short to be guessed.
    static func suggestion(for text: String) -> String? {
        let upper = text.uppercased()
        if upper != text, LintSelector(upper) != nil { return upper }
        return suggest(text, among: codes.map(\.id))
    }
}

extension DiagnosticCode {
    /// Whether it is said by a rule of the linter, and not by the checker or the compiler.
    package var isLintRule: Bool { LintFamily.of(id) != nil }

    /// Whether a file or a comment may silence it: a policy with an error of the checker does not run.
    package var canBeSilenced: Bool { isLintRule || severity != .error }
}
