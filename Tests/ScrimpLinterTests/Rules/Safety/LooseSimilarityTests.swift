import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct LooseSimilarityTests {
    @Test(arguments: [
        "cache «G002:answers» { match: semantic(similarity: 75%), key: [tenant], ttl: 1 h from insert, capacity: 100 }",
        "cache «G002:answers» { match: semantic(similarity: 84.9%), key: [tenant], ttl: 1 h from insert, capacity: 100 }",
        "cache «G002:papers» { match: retrieval(similarity: 60%), key: [tenant], ttl: 1 h from insert, capacity: 100 }",
    ])
    func bad(text: String) throws { _ = try LintCase(.looseSimilarity, text) }

    @Test(arguments: [
        "cache answers { match: semantic(similarity: 93%), key: [tenant], ttl: 1 h from insert, capacity: 100 }",
        "cache answers { match: semantic(similarity: 85%), key: [tenant], ttl: 1 h from insert, capacity: 100 }",
        "cache papers { match: retrieval(similarity: 75%), key: [tenant], ttl: 1 h from insert, capacity: 100 }",
        "cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 100 }",
    ])
    func good(text: String) throws { _ = try LintCase(.looseSimilarity, text) }

    @Test func tellsFigures() throws {
        let found = try LintCase(
            .looseSimilarity,
            "cache «G002:answers» { match: semantic(similarity: 75%), key: [tenant], ttl: 1 h from insert, capacity: 100 }"
        ).diagnostics
        #expect(found.map(\.message) == ["at a similarity of 75%, `cache answers` serves answers of other questions"])
    }
}
