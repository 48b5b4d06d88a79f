import ScrimpDiagnostics
import ScrimpSyntax

extension LintRule {
    /// a block that says nothing
    ///
    /// Why: A shape that shapes nothing, or an empty block of a scenario, looks like something that was decided. It is something that was
    /// forgotten.
    ///
    /// Bad:
    /// ```scrimp
    /// shape lean { when: prompt > 2 ktok }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// shape lean { when: prompt > 2 ktok, max_output: 512 tok }
    /// ```
    package static let blockThatSaysNothing = LintRule(
        "C021",
        .text { linted, findings in
            for case .declaration(let view) in linted.file.items {
                guard let block = view.block else { continue }
                switch view.kind.text {
                case "shape":
                    guard let name = view.name,
                        block.fields.allSatisfy({ ["when", "on"].contains($0.path.first?.text) && $0.value != nil })
                    else { continue }
                    findings.report(
                        "`shape \(name.text)` changes no call", at: linted.location(name.range),
                        help: "say what it does, for example `max_output: 512 tok`, or remove it")
                case "scenario":
                    for field in block.fields {
                        guard case .block(let inner)? = field.value, let name = field.path.first,
                            linted.tree.nodes[inner.node].size == 1
                        else { continue }
                        findings.report(
                            "`\(name.text)` is empty", at: linted.location(field.range),
                            help: "fill it in, or leave it out")
                    }
                default: break
                }
            }
        })
}
