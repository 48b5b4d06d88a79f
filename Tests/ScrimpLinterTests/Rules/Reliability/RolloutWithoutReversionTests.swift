import ScrimpLinter
import Testing

@Suite struct RolloutWithoutReversionTests {
    @Test(arguments: [
        """
        rollout «R004:smaller» {
            of: haiku
            key: tenant
            stages: [5%, 25%, 100%] every 2 d
            otherwise: mini
        }
        route { otherwise -> haiku, mini }
        """,
        """
        rollout «R004:smaller» {
            of: haiku
            key: tenant
            stages: [100%] every 1 d
            otherwise: mini
        }
        route { otherwise -> haiku, mini }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.rolloutWithoutReversion, text) }

    @Test(arguments: [
        """
        rollout r {
            of: haiku
            key: tenant
            stages: [5%, 25%, 100%] every 2 d
            revert_when: quality(haiku, over: 24 h, at_least: 200 req) < 95%
            otherwise: mini
        }
        route { otherwise -> haiku, mini }
        """,
        """
        rollout r {
            of: haiku
            key: tenant
            stages: [5%, 25%, 100%] every 2 d
            revert_when: health(haiku) < 90%
            otherwise: mini
        }
        route { otherwise -> haiku, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.rolloutWithoutReversion, text) }
}
