import ScrimpDiagnostics
import ScrimpSemantics
import ScrimpTestSupport
import Testing

/// The example that the language is explained by.
@Suite struct WholeExampleTests {
    static let company = """
        budget company { limit: $500 per day, spent: reject("the company's budget is used up") }
        switch paused  { on: reject("paused by an operator") }
        """

    static func files() throws -> [String: String] {
        ["company.scrimp": company, "catalog.yaml": "models: {}\n"]
    }

    @Test func passesWithoutADiagnostic() throws {
        let text =
            try PackageRoot.text("Tests/Golden/policies/support.scrimp")
            + PackageRoot.text("Tests/Golden/policies/two_years.scrimp")
        let checked = check(SourceText(file: "support.scrimp", text: text), in: .test(files: try Self.files()))
        #expect(summary(checked) == [])
        let policy = try #require(checked.policy)
        #expect(policy.name.value == "support_chat")
        #expect(policy.rules.count == 7)
        #expect(policy.budgets.map(\.name) == ["company", "tenant_daily", "agent_run"])
        #expect(policy.models.count == 6)
        #expect(policy.scenarios.map(\.name) == ["two_years"])
    }
}
