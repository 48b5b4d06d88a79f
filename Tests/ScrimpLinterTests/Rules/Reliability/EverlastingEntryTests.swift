import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct EverlastingEntryTests {
    @Test(arguments: [
        "cache «R016:answers» { match: exact, key: [tenant], ttl: 24 h from last hit, capacity: 100 }",
        "cache «R016:answers» { match: semantic(similarity: 93%), key: [tenant], ttl: 10 min from last hit, capacity: 100 }",
    ])
    func bad(text: String) throws { _ = try LintCase(.everlastingEntry, text) }

    @Test(arguments: [
        "cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 100 }",
        "cache answers { match: exact, key: [tenant], ttl: 24 h, capacity: 100 }",
    ])
    func good(text: String) throws { _ = try LintCase(.everlastingEntry, text) }

    @Test func fixes() throws {
        let first = try LintCase(
            .everlastingEntry,
            "cache «R016:answers» { match: exact, key: [tenant], ttl: 24 h from last hit, capacity: 100 }")
        expectGolden(first.fixed, at: "Tests/Golden/lint-fixes/R016.scrimp")
    }
}
