import ScrimpLinter
import Testing

@Suite struct BatchPriceUnusedTests {
    @Test(arguments: [
        // A rule that asks for a day.
        """
        route {
            when task == summary and deadline >= 24 h -> «M012:mini»
            otherwise                                 -> mini
        }
        """,
        // Either way.
        """
        route {
            when deadline > 48 h or task == summary and deadline in 24 h..48 h -> split(50%: «M012:mini», 50%: «M012:large»)
            otherwise                                                          -> mini
        }
        """,
        // A policy of jobs.
        """
        policy p { deadline: 2 d }
        request { tenant: string, prompt: tokens, max_output: tokens }
        route { otherwise -> «M012:large» }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.batchPriceUnused, text) }

    @Test(arguments: [
        // It is used.
        """
        model later { from: "openai/gpt-4o-mini", service: batch(within: 24 h) }
        route {
            when deadline >= 24 h -> later, mini
            otherwise             -> mini
        }
        """,
        // Some cannot wait.
        """
        route {
            when task == summary or deadline >= 24 h -> mini
            otherwise                                -> mini
        }
        """,
        // Not long enough.
        """
        route {
            when deadline >= 12 h -> mini
            otherwise             -> mini
        }
        """,
        // No batch price.
        """
        model house { from: "house/small", context: 32 ktok, price: { input: $0.20/Mtok, output: $0.80/Mtok, source: "contract", as_of: "2026-11-01" } }
        route {
            when deadline >= 24 h -> house
            otherwise             -> mini
        }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.batchPriceUnused, text) }
}
