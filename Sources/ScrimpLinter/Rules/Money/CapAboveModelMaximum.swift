import ScrimpCatalog
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a cap on output that no model of the shape reaches
    ///
    /// Why: A cap above the longest answer that a model gives caps nothing, and makes every call reserve as if it did: budgets
    /// fill with money that cannot be spent.
    ///
    /// Bad:
    /// ```scrimp
    /// shape capped { on: mini, max_output: 32 ktok }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// shape capped { on: mini, max_output: 4 ktok }
    /// ```
    package static let capAboveModelMaximum = LintRule(
        "M022",
        .policy { linted, findings in
            let policy = linted.policy
            let called = linted.calledModels
            for shape in policy.shapes {
                guard let cap = shape.maxOutput else { continue }
                let shaped = called.filter { shape.models?.contains($0) ?? true }.map { policy.models[$0] }
                let longest = shaped.map { $0.catalogModel?.maxOutput }
                // A cap above the window is an error of its own.
                guard !longest.isEmpty, !longest.contains(nil), let most = longest.compactMap(\.self).max(),
                    cap.value > most, !shaped.contains(where: { cap.value > $0.contextWindow ?? .max })
                else { continue }
                findings.report(
                    "`shape \(shape.name)` caps nothing: no answer of its models has more than \(FigureText.tokens(most))",
                    at: cap.origin, caption: "\(FigureText.tokens(cap.value))",
                    help: "lower the cap to what answers need, or remove it")
            }
        })
}
