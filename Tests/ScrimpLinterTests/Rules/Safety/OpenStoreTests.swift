import ScrimpDiagnostics
import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct OpenStoreTests {
    @Test(arguments: [
        "budget «G012:daily» { limit: $25 per day, spent: route(mini), ceiling: $30, store_lost: open }",
        "budget «G012:daily» { limit: $25 per tenant per day, spent: route(mini), ceiling: $30, store_lost: open, alert: [80%] }",
    ])
    func bad(text: String) throws { _ = try LintCase(.openStore, text) }

    @Test(arguments: [
        "budget daily { limit: $25 per day, spent: route(mini), ceiling: $30, store_lost: closed }",
        "budget daily { limit: $25 per day, spent: route(mini), ceiling: $30 }",
    ])
    func good(text: String) throws { _ = try LintCase(.openStore, text) }

    @Test func fixes() throws {
        let first = try LintCase(
            .openStore, "budget «G012:daily» { limit: $25 per day, spent: route(mini), ceiling: $30, store_lost: open }"
        )
        expectGolden(first.fixed, at: "Tests/Golden/lint-fixes/G012.scrimp")
    }

    @Test func tellsFigures() throws {
        let found = try LintCase(
            .openStore, "budget «G012:daily» { limit: $25 per day, spent: route(mini), ceiling: $30, store_lost: open }"
        ).diagnostics
        #expect(
            found.map(\.message) == [
                "while the store is away, `budget daily` counts nothing and its ceiling of $30.00 does not hold"
            ])
    }
}
