import ScrimpDiagnostics
import ScrimpSyntax

extension LintRule {
    /// one team in two spellings
    ///
    /// Why: Alerts are sent to the name that stands here, letter by letter. `ML-Oncall` is nobody where the team is called
    /// `ml-oncall`.
    ///
    /// Bad:
    /// ```scrimp
    /// budget daily  { limit: $25 per day, spent: reject("spent"), alert: [80%], notify: "ml-oncall" }
    /// budget hourly { limit: $5 per hour, spent: reject("spent"), alert: [80%], notify: "ML Oncall" }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// budget daily  { limit: $25 per day, spent: reject("spent"), alert: [80%], notify: "ml-oncall" }
    /// budget hourly { limit: $5 per hour, spent: reject("spent"), alert: [80%], notify: "ml-oncall" }
    /// ```
    package static let teamSpelledTwice = LintRule(
        "C019",
        .text { linted, findings in
            var names: [StringLiteral] = []
            for case .declaration(let view) in linted.file.items {
                for field in view.block?.fields ?? [] {
                    guard ["owner", "notify"].contains(field.path.first?.text), field.path.count == 1,
                        case .amount(let amount)? = field.value, case .string(let literal) = amount.expression.kind
                    else { continue }
                    names.append(literal)
                }
            }
            var spellings: [String: [StringLiteral]] = [:]
            for name in names { spellings[name.value.bareLetters, default: []].append(name) }
            for name in names {
                guard let alike = spellings[name.value.bareLetters], !name.value.bareLetters.isEmpty else { continue }
                // The most frequent one is right; of equally frequent ones the first.
                var best = alike[0]
                var most = 0
                for candidate in alike {
                    let count = alike.count { $0.value == candidate.value }
                    if count > most { (best, most) = (candidate, count) }
                }
                guard best.value != name.value else { continue }
                let written = linted.tree.source.text(in: best.range)
                findings.report(
                    "this team is called `\(best.value)` elsewhere", at: linted.location(name.range),
                    labels: [Diagnostic.Label(linted.location(best.range), "here")],
                    help: "use one spelling, the one that alerts are sent to",
                    fixes: [Diagnostic.Fix("write `\(written)`", [.init(name.range, written)], isSafe: false)])
            }
        })
}

extension String {
    /// Only letters and digits, all small: what is left of a name when its spelling does not count.
    fileprivate var bareLetters: String { String(lowercased().filter { $0.isLetter || $0.isNumber }) }
}
