import ScrimpDiagnostics
import ScrimpSemantics

extension LintRule {
    /// a cache that repeats one answer where variety was asked for
    ///
    /// Why: A request with a temperature above zero asks for an answer that may differ each time. A cache that does not look at it
    /// gives everyone the first one: ten ideas become one idea ten times.
    ///
    /// Bad:
    /// ```scrimp
    /// request { tenant: string, creativity: ratio, prompt: tokens, max_output: tokens }
    /// cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 10_000 }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// request { tenant: string, creativity: ratio, prompt: tokens, max_output: tokens }
    /// cache answers { when: creativity == 0%, match: exact, key: [tenant], ttl: 1 h from insert, capacity: 10_000 }
    /// ```
    package static let cacheOfVariedAnswers = LintRule(
        "G003",
        .policy { linted, findings in
            let policy = linted.policy
            guard !policy.caches.isEmpty,
                let index = policy.attributes.firstIndex(where: \.namesVariety)
            else { return }
            let attribute = policy.attributes[index]
            for cache in policy.caches {
                switch cache.match {
                case .exact, .semantic: break
                case .retrieval, .partial: continue
                }
                if let condition = cache.condition, condition.reads(attribute: index) { continue }
                let test = attribute.kind == .bool ? "not \(attribute.name)" : "\(attribute.name) == 0"
                findings.report(
                    "`cache \(cache.name)` repeats its first answer whatever `\(attribute.name)` asks for",
                    at: cache.location, labels: [.init(attribute.location, "how much answers may differ")],
                    help:
                        "let it answer only where the answer is to stay the same: `when: \(attribute.kind == .ratio ? test + "%" : test)`"
                )
            }
        })
}
