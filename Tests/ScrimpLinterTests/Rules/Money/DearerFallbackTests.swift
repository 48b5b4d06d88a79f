import ScrimpLinter
import Testing

@Suite struct DearerFallbackTests {
    @Test(arguments: [
        // A fallback that no rule chooses.
        """
        route { otherwise -> mini, «M003:large» }
        """,
        // Behind a split.
        """
        route { otherwise -> split(50%: mini, 50%: house), «M003:large» }
        model house { from: "house/small", context: 32 ktok, price: { input: $0.20/Mtok, output: $0.80/Mtok, source: "contract", as_of: "2026-11-01" } }
        """,
        // Only the rule that falls back.
        """
        route {
            when task == faq -> mini, «M003:haiku»
            otherwise        -> mini, house
        }
        model house { from: "house/small", context: 32 ktok, price: { input: $0.20/Mtok, output: $0.80/Mtok, source: "contract", as_of: "2026-11-01" } }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.dearerFallback, text) }

    @Test(arguments: [
        // About the same price.
        """
        route { otherwise -> mini, house }
        model house { from: "house/small", context: 32 ktok, price: { input: $0.20/Mtok, output: $0.80/Mtok, source: "contract", as_of: "2026-11-01" } }
        """,
        // Chosen for its own sake elsewhere.
        """
        route {
            when complexity > 70% -> large, mini
            otherwise             -> mini, large
        }
        """,
        // Cheaper.
        """
        route { otherwise -> large, mini }
        """,
        // A budget of its own.
        """
        budget outage { limit: $20 per day, on: large, spent: reject("spent") }
        route { otherwise -> mini, large }
        """,
        // The same model at another service.
        """
        model later { from: "openai/gpt-4o-mini", service: batch(within: 24 h) }
        route {
            when deadline >= 24 h -> later, mini
            otherwise             -> large
        }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.dearerFallback, text) }
}
