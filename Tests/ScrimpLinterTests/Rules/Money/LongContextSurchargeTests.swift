import ScrimpLinter
import Testing

@Suite struct LongContextSurchargeTests {
    @Test(arguments: [
        // Of the catalog.
        """
        model «M007:quick» { from: "anthropic/claude-haiku-5-5" }
        route { otherwise -> quick }
        """,
        // Of a price of its own.
        """
        model «M007:long» { from: "house/long", context: 1 Mtok, price: { input: $1/Mtok, output: $4/Mtok, long_context: [above(200 ktok, input: $2/Mtok, output: $6/Mtok)], source: "contract", as_of: "2026-11-01" } }
        route {
            when prompt > 400 ktok -> mini
            otherwise              -> long, mini
        }
        """,
        // A rule that takes both sides.
        """
        model «M007:long» { from: "house/long", context: 1 Mtok, price: { input: $1/Mtok, output: $4/Mtok, long_context: [above(200 ktok, input: $2/Mtok, output: $6/Mtok)], source: "contract", as_of: "2026-11-01" } }
        route {
            when prompt > 100 ktok -> long
            otherwise              -> mini
        }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.longContextSurcharge, text) }

    @Test(arguments: [
        // The window ends before.
        """
        model quick { from: "anthropic/claude-haiku-5-5", context: 100 ktok }
        route { otherwise -> quick }
        """,
        // A rule of its own for long prompts.
        """
        model long { from: "house/long", context: 1 Mtok, price: { input: $1/Mtok, output: $4/Mtok, long_context: [above(200 ktok, input: $2/Mtok, output: $6/Mtok)], source: "contract", as_of: "2026-11-01" } }
        route {
            when prompt > 200 ktok -> long
            otherwise              -> mini
        }
        """,
        // Prompts are trimmed.
        """
        model long { from: "house/long", context: 1 Mtok, price: { input: $1/Mtok, output: $4/Mtok, long_context: [above(200 ktok, input: $2/Mtok, output: $6/Mtok)], source: "contract", as_of: "2026-11-01" } }
        shape trimmed { trim_context: 200 ktok }
        route { otherwise -> long }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.longContextSurcharge, text) }
}
