import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct CooldownOutlastsWindowTests {
    @Test(arguments: [
        """
        model «R008:sonnet» { from: "anthropic/claude-haiku-4-5", cooldown: 30 min }
        alert broken { when: health(sonnet) < 50%, notify: "ml-oncall" }
        """,
        """
        model «R008:sonnet» { from: "anthropic/claude-haiku-4-5", cooldown: 2 h }
        route {
            when quality(sonnet, over: 1 h, at_least: 20 req) < 80% -> mini
            otherwise -> sonnet, mini
        }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.cooldownOutlastsWindow, text) }

    @Test(arguments: [
        """
        model sonnet { from: "anthropic/claude-haiku-4-5", cooldown: 1 min }
        alert broken { when: health(sonnet) < 50%, notify: "ml-oncall" }
        """,
        """
        model sonnet { from: "anthropic/claude-haiku-4-5", cooldown: 30 min }
        alert broken { when: health(mini) < 50%, notify: "ml-oncall" }
        """,
        """
        model sonnet { from: "anthropic/claude-haiku-4-5", cooldown: 30 min }
        route { otherwise -> sonnet, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.cooldownOutlastsWindow, text) }

    @Test func tellsFigures() throws {
        let found = try LintCase(
            .cooldownOutlastsWindow,
            """
            model «R008:sonnet» { from: "anthropic/claude-haiku-4-5", cooldown: 30 min }
            alert broken { when: health(sonnet) < 50%, notify: "ml-oncall" }
            """
        ).diagnostics
        #expect(found.map(\.message) == ["`sonnet` rests 30 min, and `health(sonnet)` looks back 5 min only"])
    }
}
