import ScrimpDiagnostics
import ScrimpSyntax

extension LintRule {
    /// a secret in a policy
    ///
    /// Why: A policy is read by everyone who reviews it, and git keeps it for good: a key that was committed once has to be replaced.
    /// Hosts hold the keys of providers; a policy needs none.
    ///
    /// Bad:
    /// ```scrimp
    /// policy desk { owner: "ml-platform" }   // key: AKIAIOSFODNN7EXAMPLE
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// policy desk { owner: "ml-platform" }   // the host holds the key
    /// ```
    package static let secretInPolicy = LintRule(
        "G016",
        .text { linted, findings in
            let tree = linted.tree
            for index in tree.tokens.indices {
                switch tree.tokens[index].kind {
                case .string, .comment, .documentation: break
                default: continue
                }
                let range = tree.range(ofToken: index)
                // The shortest secret that has a shape has twenty characters.
                guard range.count >= 20 else { continue }
                let bytes = tree.source.bytes[Int(range.start)..<Int(range.end)]
                for secret in SecretShape.secrets(in: bytes) {
                    findings.report(
                        "this looks like \(secret.name)", at: linted.location(secret.range),
                        help: "take it out, and have it replaced by a new one: whoever can read this file has it")
                }
            }
        })
}
