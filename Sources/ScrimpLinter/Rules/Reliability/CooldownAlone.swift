import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a rest in which nothing else answers
    ///
    /// Why: A cooldown passes a failing model over, so that the next candidate answers at once. Where there is no next one, it turns a
    /// few failures into refusals of everything until it is over.
    ///
    /// Bad:
    /// ```scrimp
    /// model sonnet { from: "anthropic/claude-haiku-4-5", cooldown: 2 min }
    /// route { otherwise -> sonnet }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// model sonnet { from: "anthropic/claude-haiku-4-5", cooldown: 2 min }
    /// route { otherwise -> sonnet, mini }
    /// ```
    package static let cooldownAlone = LintRule(
        "R009",
        .policy { linted, findings in
            let policy = linted.policy
            guard policy.models.contains(where: { $0.operation.cooldown != nil }) else { return }
            for path in policy.paths {
                let models = path.chain.models
                guard models.count == 1, let index = models.first,
                    let cooldown = policy.models[index].operation.cooldown
                else { continue }
                let model = policy.models[index]
                let failures = model.operation.cooldownAfter
                findings.report(
                    "\(failures == 1 ? "one failure" : "\(failures) failures in a row") of `\(model.name)` and every request here is refused for \(FigureText.duration(cooldown))",
                    at: path.location, labels: [.init(model.location, "rests then")],
                    help: "add a candidate that answers in the meantime, or leave `cooldown` out")
            }
        })
}
