import ScrimpLinter
import Testing

@Suite struct CapAboveModelMaximumTests {
    @Test(arguments: [
        // Of one model.
        """
        shape capped { on: mini, max_output: «M022:32 ktok» }
        """,
        // Of all that are called.
        """
        shape capped { max_output: «M022:20 ktok» }
        route { otherwise -> mini, large }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.capAboveModelMaximum, text) }

    @Test(arguments: [
        // Below.
        """
        shape capped { on: mini, max_output: 4 ktok }
        """,
        // Another model reaches it.
        """
        shape capped { max_output: 32 ktok }
        route { otherwise -> mini, haiku }
        """,
        // Nobody knows the maximum.
        """
        model house { from: "house/small", context: 32 ktok, price: { input: $0.20/Mtok, output: $0.80/Mtok, source: "contract", as_of: "2026-11-01" } }
        shape capped { max_output: 30 ktok }
        route { otherwise -> house, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.capAboveModelMaximum, text) }
}
