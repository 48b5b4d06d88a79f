import ScrimpDiagnostics
import ScrimpSchema
import ScrimpSemantics
import ScrimpSyntax

extension LintRule {
    /// an attribute that nothing asks about
    ///
    /// Why: Every host must send it, and nothing depends on it. What prices calls, and the deadline, count without being named.
    ///
    /// Bad:
    /// ```scrimp
    /// request { tenant: string, colour: string, prompt: tokens, max_output: tokens }
    /// attribute { by: [tenant] }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// request { tenant: string, prompt: tokens, max_output: tokens }
    /// attribute { by: [tenant] }
    /// ```
    package static let unusedAttribute = LintRule(
        "C009", severity: .note,
        .policy { linted, findings in
            for attribute in linted.policy.attributes where attribute.location.source == 0 {
                guard Schema.role(named: attribute.name) == nil, attribute.name != "deadline",
                    !linted.isMentioned(attribute.name, besides: attribute.location)
                else { continue }
                findings.report(
                    "nothing asks about `\(attribute.name)`", at: attribute.location,
                    help:
                        "remove it together with what sends it, or put it into a condition, a key or `attribute { by: … }`"
                )
            }
        })
}
