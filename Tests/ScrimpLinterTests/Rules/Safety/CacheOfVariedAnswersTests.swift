import ScrimpLinter
import Testing

@Suite struct CacheOfVariedAnswersTests {
    @Test(arguments: [
        """
        request { tenant: string, creativity: ratio, prompt: tokens, max_output: tokens }
        policy p { }
        cache «G003:answers» { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 100 }
        """,
        """
        request { tenant: string, creative: bool, task: enum { faq, poem }, prompt: tokens, max_output: tokens }
        policy p { }
        cache «G003:answers» { when: task == faq, match: semantic(similarity: 93%), key: [tenant], ttl: 1 h from insert, capacity: 100 }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.cacheOfVariedAnswers, text) }

    @Test(arguments: [
        """
        request { tenant: string, creativity: ratio, prompt: tokens, max_output: tokens }
        policy p { }
        cache answers { when: creativity == 0%, match: exact, key: [tenant], ttl: 1 h from insert, capacity: 100 }
        """,
        """
        request { tenant: string, creative: bool, prompt: tokens, max_output: tokens }
        policy p { }
        cache answers { when: not creative, match: exact, key: [tenant], ttl: 1 h from insert, capacity: 100 }
        """,
        """
        request { tenant: string, creativity: ratio, prompt: tokens, max_output: tokens }
        policy p { }
        cache answers { match: retrieval(similarity: 90%), key: [tenant], ttl: 1 h from insert, capacity: 100 }
        """,
        "cache answers { match: exact, key: [tenant], ttl: 1 h from insert, capacity: 100 }",
    ])
    func good(text: String) throws { _ = try LintCase(.cacheOfVariedAnswers, text) }
}
