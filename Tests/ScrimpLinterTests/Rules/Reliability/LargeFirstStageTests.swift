import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct LargeFirstStageTests {
    @Test(arguments: [
        """
        rollout «R005:smaller» {
            of: haiku
            key: tenant
            stages: [50%, 100%] every 2 d
            revert_when: quality(haiku, over: 24 h, at_least: 200 req) < 95%
            otherwise: mini
        }
        route { otherwise -> haiku, mini }
        """,
        """
        rollout «R005:smaller» {
            of: haiku
            key: tenant
            stages: [100%] every 2 d
            revert_when: quality(haiku, over: 24 h, at_least: 200 req) < 95%
            otherwise: mini
        }
        route { otherwise -> haiku, mini }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.largeFirstStage, text) }

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
            stages: [25%, 100%] every 2 d
            revert_when: quality(haiku, over: 24 h, at_least: 200 req) < 95%
            otherwise: mini
        }
        route { otherwise -> haiku, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.largeFirstStage, text) }

    @Test func tellsFigures() throws {
        let found = try LintCase(
            .largeFirstStage,
            """
            rollout «R005:smaller» {
                of: haiku
                key: tenant
                stages: [50%, 100%] every 2 d
                revert_when: quality(haiku, over: 24 h, at_least: 200 req) < 95%
                otherwise: mini
            }
            route { otherwise -> haiku, mini }
            """
        ).diagnostics
        #expect(found.map(\.message) == ["`rollout smaller` begins with 50% of the values of `tenant`"])
    }
}
