import ScrimpDiagnostics
import ScrimpSemantics
import ScrimpSyntax

extension LintRule {
    /// residency that every new model breaks
    ///
    /// Why: `never` names what is forbidden, and allows all that is declared later: the next model that somebody adds may answer these
    /// requests at once, wherever it runs. `only` has to be extended by a person who thinks of it.
    ///
    /// Bad:
    /// ```scrimp
    /// policy desk { }
    /// request { residency: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
    /// model mini_eu { from: "azure/eu/gpt-4o-mini" }
    /// allow stays { when: residency == eu, never: [mini, large, haiku] }
    /// route { otherwise -> mini, mini_eu }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// policy desk { }
    /// request { residency: enum { anywhere, eu }, prompt: tokens, max_output: tokens }
    /// model mini_eu { from: "azure/eu/gpt-4o-mini" }
    /// allow stays { when: residency == eu, only: [mini_eu] }
    /// route { otherwise -> mini, mini_eu }
    /// ```
    package static let residencyByExclusion = LintRule(
        "G017",
        .policy { linted, findings in
            let policy = linted.policy
            for allow in policy.allows {
                guard allow.condition.attribute(in: policy, where: \.namesResidency) != nil,
                    let field = linted.writtenField("never", at: allow.location)
                else { continue }
                let names = allow.models.sorted().map { policy.models[$0].name }.joined(separator: ", ")
                findings.report(
                    "`allow \(allow.name)` lets every model that is declared later answer too", at: allow.location,
                    labels: [.init(SourceLocation(field.range, in: allow.location.source), "forbids these alone")],
                    help: "name those that may: `only: [\(names)]`",
                    fixes: [.init("allow what is left now", [.init(field.range, "only: [\(names)]")])])
            }
        })
}
