import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct CooldownAloneTests {
    @Test(arguments: [
        """
        model sonnet { from: "anthropic/claude-haiku-4-5", cooldown: 2 min }
        route { otherwise -> «R009:sonnet» }
        """,
        """
        model sonnet { from: "anthropic/claude-haiku-4-5", cooldown: 2 min, cooldown_after: 1 }
        budget daily { limit: $25 per day, spent: «R009:route(sonnet)», ceiling: $30 }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.cooldownAlone, text) }

    @Test(arguments: [
        """
        model sonnet { from: "anthropic/claude-haiku-4-5", cooldown: 2 min }
        route { otherwise -> sonnet, mini }
        """,
        "route { otherwise -> mini }",
        """
        model sonnet { from: "anthropic/claude-haiku-4-5", cooldown: 2 min }
        route { otherwise -> 90%: sonnet, 10%: mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.cooldownAlone, text) }

    @Test func tellsFigures() throws {
        let found = try LintCase(
            .cooldownAlone,
            """
            model sonnet { from: "anthropic/claude-haiku-4-5", cooldown: 2 min }
            route { otherwise -> «R009:sonnet» }
            """
        ).diagnostics
        #expect(found.map(\.message) == ["3 failures in a row of `sonnet` and every request here is refused for 2 min"])
    }
}
