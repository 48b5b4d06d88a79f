import ScrimpLinter
import Testing

@Suite struct MissingPriceTests {
    @Test(arguments: [
        // No price of answers.
        """
        model «M005:contract» { from: "house/large", price: { input: $1/Mtok, source: "contract 12", as_of: "2026-11-01" } }
        route { otherwise -> contract }
        """,
        // No price of what the prefix cache keeps.
        """
        model «M005:contract» { from: "house/large", prefix_cache: 5 min, price: { input: $1/Mtok, output: $2/Mtok, source: "contract 12", as_of: "2026-11-01" } }
        route { otherwise -> contract }
        """,
        // A write to the prefix cache that the catalog prices.
        """
        model «M005:contract» { from: "anthropic/claude-haiku-4-5", prefix_cache: 5 min, price: { input: $1/Mtok, output: $2/Mtok, cached_input: $0.1/Mtok, source: "contract 12", as_of: "2026-11-01" } }
        route { otherwise -> contract }
        """,
        // Images that another model prices.
        """
        request { tenant: string, prompt: tokens, max_output: tokens, images: count }
        model «M005:plain» { from: "openai/gpt-4o-mini" }
        model house { from: "house/vision", price: { input: $1/Mtok, output: $2/Mtok, per_image: $0.002, source: "contract 12", as_of: "2026-11-01" } }
        route { otherwise -> house, plain }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.missingPrice, text) }

    @Test(arguments: [
        // Nobody calls it.
        """
        model contract { from: "house/large", price: { input: $1/Mtok, source: "contract 12", as_of: "2026-11-01" } }
        """,
        // All prices are there.
        """
        model contract { from: "house/large", prefix_cache: 5 min, price: { input: $1/Mtok, output: $4/Mtok, cached_input: $0.1/Mtok, source: "contract 12", as_of: "2026-11-01" } }
        route { otherwise -> contract }
        """,
        // An embedding writes nothing.
        """
        model embed { from: "house/embed", kind: embedding, price: { input: $0.02/Mtok, source: "contract 12", as_of: "2026-11-01" } }
        route { otherwise -> mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.missingPrice, text) }
}
