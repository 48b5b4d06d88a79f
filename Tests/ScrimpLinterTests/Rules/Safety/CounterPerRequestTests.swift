import ScrimpLinter
import Testing

@Suite struct CounterPerRequestTests {
    @Test(arguments: [
        """
        request { request_id: string, prompt: tokens, max_output: tokens }
        policy p { }
        budget «G006:daily» { limit: $5 per request_id per day, spent: reject("used up, try again later") }
        """,
        """
        request { prompt_hash: string, prompt: tokens, max_output: tokens }
        policy p { }
        limit «G006:once» { calls: 3 per prompt_hash }
        """,
        """
        request { trace_id: string, prompt: tokens, max_output: tokens }
        policy p { }
        limit «G006:fair» { per: trace_id, concurrency: 3 }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.counterPerRequest, text) }

    @Test(arguments: [
        """
        request { tenant: string, request_id: string, prompt: tokens, max_output: tokens }
        policy p { }
        budget daily { limit: $5 per tenant per day, spent: reject("used up, try again later") }
        """,
        """
        request { run: string, prompt: tokens, max_output: tokens }
        policy p { }
        limit loop { calls: 40 per run }
        """,
        """
        request { user_hash: string, prompt: tokens, max_output: tokens }
        policy p { }
        budget daily { limit: $5 per user_hash per day, spent: reject("used up, try again later") }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.counterPerRequest, text) }
}
