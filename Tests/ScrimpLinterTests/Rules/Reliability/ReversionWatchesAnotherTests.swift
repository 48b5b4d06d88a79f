import ScrimpLinter
import Testing

@Suite struct ReversionWatchesAnotherTests {
    @Test(arguments: [
        """
        rollout «R007:smaller» {
            of: haiku
            key: tenant
            stages: [5%, 25%, 100%] every 2 d
            revert_when: quality(mini, over: 24 h, at_least: 200 req) < 95%
            otherwise: mini
        }
        route { otherwise -> haiku, mini }
        """,
        """
        rollout «R007:smaller» {
            of: haiku
            key: tenant
            stages: [5%, 25%, 100%] every 2 d
            revert_when: health(large) < 50%
            otherwise: mini
        }
        route { otherwise -> haiku, mini }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.reversionWatchesAnother, text) }

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
            revert_when: health(mini) < 50% or health(haiku) < 50%
            otherwise: mini
        }
        route { otherwise -> haiku, mini }
        """,
        """
        rollout r {
            of: haiku
            key: tenant
            stages: [5%, 25%, 100%] every 2 d
            revert_when: spend(over: 1 h) > $100
            otherwise: mini
        }
        route { otherwise -> haiku, mini }
        """,
        """
        rollout r {
            of: haiku
            key: tenant
            stages: [5%, 25%, 100%] every 2 d
            otherwise: mini
        }
        route { otherwise -> haiku, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.reversionWatchesAnother, text) }
}
