import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct GatherBeyondLimitTests {
    @Test(arguments: [
        """
        limit all { concurrency: 20, wait: 2 s }
        gather «R015:search» { when: task == advice, stop_after: 20 of 100, concurrency: 30 }
        """,
        """
        limit openai { on: provider("openai"), concurrency: 10 }
        gather «R015:search» { stop_after: 2 of 20, concurrency: 15 }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.gatherBeyondLimit, text) }

    @Test(arguments: [
        """
        limit all { concurrency: 60, wait: 2 s }
        gather search { stop_after: 20 of 100, concurrency: 30 }
        """,
        """
        limit claude { on: provider("anthropic"), concurrency: 10 }
        gather search { stop_after: 20 of 100, concurrency: 30 }
        """,
        """
        limit fair { per: tenant, concurrency: 10 }
        gather search { stop_after: 20 of 100, concurrency: 30 }
        """,
        """
        limit all { concurrency: 30 }
        gather search { stop_after: 20 of 100, concurrency: 30 }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.gatherBeyondLimit, text) }

    @Test func tellsFigures() throws {
        let found = try LintCase(
            .gatherBeyondLimit,
            """
            limit all { concurrency: 20, wait: 2 s }
            gather «R015:search» { when: task == advice, stop_after: 20 of 100, concurrency: 30 }
            """
        ).diagnostics
        #expect(found.map(\.message) == ["`gather search` starts 30 calls at once, and `limit all` lets 20 run"])
    }
}
