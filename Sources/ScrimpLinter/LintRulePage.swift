package import ScrimpDiagnostics

/// What the documentation comment of a rule says.
package struct LintRulePage: Sendable {
    /// What a rule offers besides words.
    package enum Mending: String, Sendable {
        /// `--fix` mends it.
        case safe
        /// `--fix --unsafe` changes it to what is probably meant.
        case unsafe
    }

    package var title: String
    package var why: String
    package var bad: String
    package var good: String
    /// What the bad example can be mended with; nil where a person has to.
    package var mending: Mending?

    package init(title: String, why: String, bad: String, good: String, mending: Mending? = nil) {
        self.title = title
        self.why = why
        self.bad = bad
        self.good = good
        self.mending = mending
    }

    /// Of a rule whose page was not generated yet.
    static let none = LintRulePage(title: "", why: "", bad: "", good: "")
}

extension LintRulePage {
    /// The page of a rule in `Docs/lint/`, which `scrimp rule` prints.
    package func text(id: String, severity: Diagnostic.Severity) -> String {
        let family = LintFamily.of(id)?.name ?? ""
        var text = "# \(id): \(title)\n\n*\(severity.rawValue)* · \(family)\n\n\(why)\n"
        for (heading, example) in [("Gives it:", bad), ("Mended:", good)] {
            text += "\n\(heading)\n\n```scrimp\n\(example)\n```\n"
        }
        switch mending {
        case .safe: text += "\n`scrimp lint --fix` mends it.\n"
        case .unsafe: text += "\n`scrimp lint --fix --unsafe` mends it; look at what it writes.\n"
        case nil: break
        }
        return text
    }

    /// The list of all rules in `Docs/lint/`, by family.
    package static func index(of rules: [(id: String, severity: Diagnostic.Severity, page: LintRulePage)]) -> String {
        var text = """
            # Lint rules

            Every rule has a stable code; a code is never reused. This list is generated from the comments of the rules.

            """
        for family in LintFamily.all {
            let own = rules.filter { $0.id.hasPrefix(family.letter) }
            guard !own.isEmpty else { continue }
            text +=
                "\n## \(family.letter): \(family.name)\n\n\(family.meaning)\n\n| code | | fix | finds |\n|---|---|---|---|\n"
            for rule in own {
                let title = rule.page.title.replacing("|", with: "\\|")
                let mending = rule.page.mending.map { $0 == .safe ? "`--fix`" : "`--fix --unsafe`" } ?? ""
                text += "| [\(rule.id)](\(rule.id).md) | \(rule.severity.rawValue) | \(mending) | \(title) |\n"
            }
        }
        return text
    }
}

extension LintRule {
    /// As it was generated from the documentation comment.
    package var page: LintRulePage { LintRulePages.pages[code.id] ?? .none }
}
