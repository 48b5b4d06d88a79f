import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct LimitAboveOuterTests {
    @Test(arguments: [
        """
        limit openai { on: provider("openai"), concurrency: 30 }
        limit «R014:small» { on: mini, concurrency: 50 }
        """,
        """
        limit all { rate: 500 req/min }
        limit «R014:fair» { per: tenant, rate: 20 req/s }
        """,
        """
        limit all { rate: 10_000 tok/min }
        limit «R014:free» { when: tier == free, rate: [10 req/min, 20_000 tok/min] }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.limitAboveOuter, text) }

    @Test(arguments: [
        """
        limit openai { on: provider("openai"), concurrency: 30 }
        limit small { on: mini, concurrency: 20 }
        """,
        """
        limit openai { on: provider("openai"), concurrency: 30 }
        limit claude { on: provider("anthropic"), concurrency: 50 }
        """,
        """
        limit fair { per: tenant, concurrency: 3 }
        limit all { concurrency: 50 }
        """,
        """
        limit free { when: tier == free, concurrency: 3 }
        limit all { concurrency: 50 }
        """,
        """
        limit all { rate: 500 req/min }
        limit small { on: mini, rate: 200_000 tok/min }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.limitAboveOuter, text) }

    @Test func tellsFigures() throws {
        let found = try LintCase(
            .limitAboveOuter,
            """
            limit openai { on: provider("openai"), concurrency: 30 }
            limit «R014:small» { on: mini, concurrency: 50 }
            """
        ).diagnostics
        #expect(
            found.map(\.message) == [
                "`limit small` allows more calls at once (50 to 30) than `limit openai`, which its calls pass as well"
            ])
    }
}
