import ScrimpDiagnostics
import ScrimpSemantics
import ScrimpSyntax

extension LintRule {
    /// a `let` that nothing uses
    ///
    /// Why: It looks like a decision of the policy, and changing it changes nothing.
    ///
    /// Bad:
    /// ```scrimp
    /// let easy = complexity < 35%
    /// route { otherwise -> mini }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// let easy = complexity < 35%
    /// route {
    ///     when easy -> haiku, mini
    ///     otherwise -> mini
    /// }
    /// ```
    package static let unusedLet = LintRule(
        "C006",
        .policy { linted, findings in
            guard let tree = linted.ownTree, !linted.policy.constants.isEmpty else { return }
            let constants = tree.file.items.compactMap { item -> (view: LetView, name: Name)? in
                guard case .constant(let view) = item, let name = view.name else { return nil }
                return (view, name)
            }
            // One that only unused ones use is unused too.
            var unused = Set(constants.indices)
            var changed = true
            let places = constants.map {
                linted.mentions(of: $0.name.text, besides: SourceLocation($0.name.range, in: 0))
            }
            while changed {
                changed = false
                for index in unused {
                    let isUsed = places[index].contains { place in
                        !unused.contains { constants[$0].view.range.holds(place.range) && place.source == 0 }
                    }
                    if isUsed {
                        unused.remove(index)
                        changed = true
                    }
                }
            }
            for index in unused.sorted() {
                let (view, name) = constants[index]
                findings.report(
                    "nothing uses `\(name.text)`", at: SourceLocation(name.range, in: 0), help: "remove it, or use it",
                    fixes: [Diagnostic.Fix("remove the `let`", [linted.ownText.removal(of: view.range)])])
            }
        })
}

extension ByteRange {
    fileprivate func holds(_ other: ByteRange) -> Bool { start <= other.start && other.end <= end }
}
