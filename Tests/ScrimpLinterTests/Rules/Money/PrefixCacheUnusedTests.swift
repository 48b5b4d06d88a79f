import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct PrefixCacheUnusedTests {
    @Test(arguments: [
        // A model of the catalog.
        """
        request { tenant: string, prompt: tokens, cached_prefix: tokens, max_output: tokens }
        model «M018:kept» { from: "openai/gpt-4o" }
        route { otherwise -> kept }
        """,
        // Two of them.
        """
        request { tenant: string, prompt: tokens, cached_prefix: tokens, max_output: tokens }
        model «M018:kept» { from: "openai/gpt-4o" }
        model «M018:other» { from: "anthropic/claude-haiku-4-5" }
        route { otherwise -> other, kept }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.prefixCacheUnused, text) }

    @Test(arguments: [
        // It is used.
        """
        request { tenant: string, prompt: tokens, cached_prefix: tokens, max_output: tokens }
        model large { from: "openai/gpt-4o", prefix_cache: 5 min }
        route { otherwise -> large }
        """,
        // The request does not count it.
        """
        route { otherwise -> large }
        """,
        // Nobody calls it.
        """
        request { tenant: string, prompt: tokens, cached_prefix: tokens, max_output: tokens }
        model large { from: "openai/gpt-4o" }
        model mini { from: "openai/gpt-4o-mini", prefix_cache: 5 min }
        route { otherwise -> mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.prefixCacheUnused, text) }

    @Test func fixed() throws {
        let text = """
            request { tenant: string, prompt: tokens, cached_prefix: tokens, max_output: tokens }
            model «M018:kept» { from: "openai/gpt-4o" }
            model «M018:other» {
                from: "anthropic/claude-haiku-4-5"
                retry: 1
            }
            route { otherwise -> other, kept }
            """
        expectGolden(try LintCase(.prefixCacheUnused, text).fixed, at: "Tests/Golden/lint-fixes/M018.scrimp")
    }
}
