import ScrimpDiagnostics
import ScrimpSyntax

extension LintRule {
    /// a policy that nobody answers for
    ///
    /// Why: When calls are refused at night, or a bill is too high, somebody has to be asked. The policy is where everyone looks.
    ///
    /// Bad:
    /// ```scrimp
    /// policy support_chat { timezone: "Europe/Berlin" }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// policy support_chat { owner: "ml-platform", timezone: "Europe/Berlin" }
    /// ```
    package static let policyWithoutOwner = LintRule(
        "C014", severity: .note,
        .text { linted, findings in
            for case .declaration(let view) in linted.file.items where view.kind.text == "policy" {
                guard let name = view.name, let block = view.block,
                    !block.fields.contains(where: { $0.path.first?.text == "owner" })
                else { continue }
                findings.report(
                    "nobody answers for `policy \(name.text)`", at: linted.location(name.range),
                    help: "say which team does: `owner: \"…\"`")
            }
        })
}
