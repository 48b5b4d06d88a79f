import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct WaitBeyondDeadlineTests {
    @Test(arguments: [
        #"limit «R012:openai» { on: provider("openai"), concurrency: 30, wait: 30 s }"#,
        """
        request { tenant: string, prompt: tokens, max_output: tokens }
        policy p { }
        limit «R012:all» { rate: 500 req/min, wait: 2 min }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.waitBeyondDeadline, text) }

    @Test(arguments: [
        #"limit openai { on: provider("openai"), concurrency: 30, wait: 2 s }"#,
        """
        request { tenant: string, deadline: duration, prompt: tokens, max_output: tokens }
        policy p { }
        limit all { concurrency: 3, wait: 2 min }
        """,
        """
        policy p { deadline: 10 min }
        request { prompt: tokens, max_output: tokens }
        limit all { concurrency: 3, wait: 2 min }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.waitBeyondDeadline, text) }

    @Test func tellsFigures() throws {
        let found = try LintCase(
            .waitBeyondDeadline,
            """
            request { tenant: string, prompt: tokens, max_output: tokens }
            policy p { }
            limit «R012:all» { rate: 500 req/min, wait: 2 min }
            """
        ).diagnostics
        #expect(found.map(\.message) == ["a call waits 2 min for `limit all`, and its usual deadline is 1 min"])
    }
}
