import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct RetirementAheadTests {
    @Test(arguments: [
        #"model «R010:sonnet» { from: "anthropic/claude-sonnet-4-5" }"#,
        """
        model «R010:first» { from: "anthropic/claude-sonnet-4-5" }
        model second { from: "openai/gpt-5.1" }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.retirementAhead, text) }

    @Test(arguments: [
        #"model later { from: "openai/gpt-5.1" }"#,
        #"model gone { from: "openai/o1" }"#,
        "route { otherwise -> mini }",
    ])
    func good(text: String) throws { _ = try LintCase(.retirementAhead, text) }

    @Test func tellsFigures() throws {
        let found = try LintCase(.retirementAhead, #"model «R010:sonnet» { from: "anthropic/claude-sonnet-4-5" }"#)
            .diagnostics
        #expect(found.map(\.message) == ["`anthropic/claude-sonnet-4-5` is retired on 2026-11-30, in 6 days"])
    }
}
