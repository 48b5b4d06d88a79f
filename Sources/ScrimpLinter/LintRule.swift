package import ScrimpDiagnostics

/// One habit that the linter speaks of. `Rules/` has a file for each, `LintRule.all` lists them.
///
/// The documentation comment of a rule is its page: the first line is the title, then come `Why:`, `Bad:` and `Good:`.
/// `Docs/lint/`, `scrimp rule` and the editor show what stands there.
package struct LintRule: Sendable {
    package enum Check: Sendable {
        /// Looks at how a file is written; damaged files and those without a policy of their own included.
        case text(@Sendable (LintedText, inout LintFindings) -> Void)
        /// Looks at a policy that was checked and compiled without an error.
        case policy(@Sendable (LintedPolicy, inout LintFindings) -> Void)
    }

    package let code: DiagnosticCode
    package let check: Check

    /// - Parameter id: the letter of its family and three digits: `M012`.
    init(_ id: String, severity: Diagnostic.Severity = .warning, _ check: Check) {
        let page = LintRulePages.pages[id] ?? .none
        code = DiagnosticCode(
            id, severity, page.title, why: page.why, bad: page.bad, good: page.good)
        self.check = check
    }

    package var family: LintFamily? { LintFamily.of(code.id) }

    package static func named(_ id: String) -> LintRule? { all.first { $0.code.id == id } }
}

/// What a rule's first letter stands for.
package struct LintFamily: Sendable {
    package let letter: String
    package let name: String
    /// The folder of its rules in `Rules/`.
    package var folder: String { name.prefix(1).uppercased() + name.dropFirst() }
    /// What its rules have in common, as a sentence.
    package let meaning: String

    package static func of(_ id: String) -> LintFamily? { all.first { id.hasPrefix($0.letter) } }

    package static let all: [LintFamily] = [
        LintFamily(letter: "M", name: "money", meaning: "What costs more than it must, or more than somebody expects."),
        LintFamily(letter: "G", name: "safety", meaning: "What lets one customer see another's, or nobody stop it."),
        LintFamily(letter: "R", name: "reliability", meaning: "What fails, waits or never recovers."),
        LintFamily(letter: "H", name: "hardware", meaning: "What the declared GPUs cannot do."),
        LintFamily(letter: "C", name: "clarity", meaning: "What a reader will not understand, or will not find."),
    ]
}
