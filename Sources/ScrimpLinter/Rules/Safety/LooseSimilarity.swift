import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics

extension LintRule {
    /// a similarity at which a cache mixes up questions
    ///
    /// Why: Embeddings of different questions about one subject lie close together. In a bank's published case a question for the
    /// nearest cash machine was answered, at a similarity of 80.9 %, with how to look up a loan, and at a threshold of 70 % up to
    /// 99 % of the hits were wrong (okoone.com, "How smarter caching is fixing AI retrieval mistakes in banking", read
    /// 2026-11-24). A wrong answer from a cache looks like any other. Below 85 % for answers, and 70 % for the documents of a
    /// retrieval, which the model still reads, this is to be expected.
    ///
    /// Bad:
    /// ```scrimp
    /// cache answers { match: semantic(similarity: 75%), key: [tenant], ttl: 1 h from insert, capacity: 10_000 }
    /// ```
    ///
    /// Good:
    /// ```scrimp
    /// cache answers { match: semantic(similarity: 93%), key: [tenant], ttl: 1 h from insert, capacity: 10_000 }
    /// ```
    package static let looseSimilarity = LintRule(
        "G002",
        .policy { linted, findings in
            for cache in linted.policy.caches {
                let (similarity, least, what): (Rational, Int128, String)
                switch cache.match {
                case .semantic(let given): (similarity, least, what) = (given, 85, "answers of other questions")
                case .retrieval(let given): (similarity, least, what) = (given, 70, "documents of other questions")
                case .exact, .partial: continue
                }
                guard let bound = Rational(least, 100), similarity < bound else { continue }
                findings.report(
                    "at a similarity of \(FigureText.share(similarity)), `cache \(cache.name)` serves \(what)",
                    at: cache.location,
                    help: "ask for \(least)% at least, and measure how many hits were right before going lower")
            }
        })
}
