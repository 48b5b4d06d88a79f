import ScrimpLinter

/// The Swift text of `LintRulePages` and of what each family adds to it.
enum GeneratedPages {
    private static let heading =
        "// Generated from the documentation comments of `Rules/`: `SCRIMP_RECORD=1 swift test --filter LintRulePageTests`.\n// swift-format-ignore-file\n\n"

    static func table() -> String {
        let families = LintFamily.all.map { "\($0.name)Pages" }.joined(separator: ", ")
        return heading + """
            /// What `scrimp rule` and the editor show.
            enum LintRulePages {
                /// By id.
                static let pages: [String: LintRulePage] = Dictionary(
                    [\(families)].joined(),
                    uniquingKeysWith: { first, _ in first })
            }

            """
    }

    static func family(_ family: LintFamily, _ rules: [RuleComment]) -> String {
        var text = heading + "extension LintRulePages {\n"
        guard !rules.isEmpty else {
            return text + "    static let \(family.name)Pages: [(String, LintRulePage)] = []\n}\n"
        }
        text += "    static let \(family.name)Pages: [(String, LintRulePage)] = [\n"
        for rule in rules {
            let page = rule.page
            text += """
                        (
                            \(quoted(rule.id)),
                            LintRulePage(
                                title: \(quoted(page.title)),
                                why: \"\"\"
                \(folded(page.why, indent: 20))
                                    \"\"\",
                                bad: #\"\"\"
                \(indented(page.bad, by: 20))
                                    \"\"\"#,
                                good: #\"\"\"
                \(indented(page.good, by: 20))
                                    \"\"\"#\(page.mending.map { ", mending: .\($0.rawValue)" } ?? ""))
                        ),

                """
        }
        return text + "    ]\n}\n"
    }

    private static func quoted(_ text: String) -> String {
        "\"" + escaped(text).replacing("\"", with: "\\\"") + "\""
    }

    private static func escaped(_ text: String) -> String { text.replacing("\\", with: "\\\\") }

    /// Words on lines of at most 120 columns, each but the last ending in a backslash.
    private static func folded(_ text: String, indent: Int) -> String {
        var lines: [String] = [""]
        for word in escaped(text).split(separator: " ") {
            let last = lines[lines.count - 1]
            if !last.isEmpty, indent + last.count + word.count + 3 > 118 {
                lines[lines.count - 1] = last + " \\"
                lines.append(String(word))
            } else {
                lines[lines.count - 1] = last.isEmpty ? String(word) : last + " " + word
            }
        }
        return indented(lines.joined(separator: "\n"), by: indent)
    }

    private static func indented(_ text: String, by indent: Int) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : String(repeating: " ", count: indent) + $0 }.joined(separator: "\n")
    }
}
