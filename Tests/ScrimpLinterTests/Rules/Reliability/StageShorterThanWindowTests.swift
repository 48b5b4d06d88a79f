import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct StageShorterThanWindowTests {
    @Test(arguments: [
        """
        rollout «R006:smaller» {
            of: haiku
            key: tenant
            stages: [5%, 100%] every 1 h
            revert_when: quality(haiku, over: 24 h, at_least: 200 req) < 95%
            otherwise: mini
        }
        route { otherwise -> haiku, mini }
        """,
        """
        rollout «R006:smaller» {
            of: haiku
            key: tenant
            stages: [5%, 25%, 100%] every 2 d
            revert_when: quality(haiku, over: 1 h, at_least: 20 req) < 80% or quality(haiku, over: 7 d, at_least: 200 req) < 95%
            otherwise: mini
        }
        route { otherwise -> haiku, mini }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.stageShorterThanWindow, text) }

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
            stages: [5%, 100%] every 24 h
            revert_when: quality(haiku, over: 24 h, at_least: 200 req) < 95%
            otherwise: mini
        }
        route { otherwise -> haiku, mini }
        """,
        """
        rollout r {
            of: haiku
            key: tenant
            stages: [5%, 100%] every 1 h
            revert_when: health(haiku) < 90%
            otherwise: mini
        }
        route { otherwise -> haiku, mini }
        """,
        """
        rollout r {
            of: haiku
            key: tenant
            stages: [100%] every 1 h
            revert_when: quality(haiku, over: 24 h, at_least: 200 req) < 95%
            otherwise: mini
        }
        route { otherwise -> haiku, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.stageShorterThanWindow, text) }

    @Test func tellsFigures() throws {
        let found = try LintCase(
            .stageShorterThanWindow,
            """
            rollout «R006:smaller» {
                of: haiku
                key: tenant
                stages: [5%, 100%] every 1 h
                revert_when: quality(haiku, over: 24 h, at_least: 200 req) < 95%
                otherwise: mini
            }
            route { otherwise -> haiku, mini }
            """
        ).diagnostics
        #expect(
            found.map(\.message) == [
                "a stage of `rollout smaller` lasts 1 h, and the quality that ends it is measured over 1 d"
            ])
    }
}
