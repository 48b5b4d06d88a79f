import ScrimpDiagnostics
import ScrimpSemantics
import ScrimpSyntax

extension LintRule {
    /// an answer that never grows old while somebody asks for it
    ///
    /// Why: A `ttl` that counts from the last hit starts again with each one. The most common questions keep their first answer for as
    /// long as they are common, however the facts change in the meantime.
    ///
    /// Bad:
    /// ```scrimp
    /// cache answers { match: exact, key: [tenant], ttl: 24 h from last hit, capacity: 10_000 }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// cache answers { match: exact, key: [tenant], ttl: 24 h from insert, capacity: 10_000 }
    /// ```
    package static let everlastingEntry = LintRule(
        "R016", severity: .note,
        .policy { linted, findings in
            for cache in linted.policy.caches where cache.anchor == .lastHit {
                let time = FigureText.duration(cache.timeToLive)
                findings.report(
                    "an answer in `cache \(cache.name)` that is asked for every \(time) is never renewed",
                    at: cache.location, help: "let it count from when the answer was made: `ttl: \(time) from insert`",
                    fixes: renewal(linted.written("ttl", at: cache.location)))
            }
        })

    private static func renewal(_ value: ValueView?) -> [Diagnostic.Fix] {
        guard case .amount(let amount)? = value,
            let suffix = amount.suffixes.first(where: { if case .from = $0.kind { true } else { false } })
        else { return [] }
        return [.init("count from the insert", [.init(suffix.range, "from insert")], isSafe: false)]
    }
}
