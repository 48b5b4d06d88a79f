import ScrimpLinter
import Testing

@Suite struct CeilingFarAboveLimitTests {
    @Test(arguments: [
        // Eight times.
        """
        budget daily { limit: $25 per day, spent: route(mini), ceiling: «M013:$200» }
        """,
        // Twice.
        """
        budget tenant_daily { limit: $25 per tenant per day, spent: route(mini), ceiling: «M013:$50» }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.ceilingFarAboveLimit, text) }

    @Test(arguments: [
        // A fifth above.
        """
        budget daily { limit: $25 per day, spent: route(mini), ceiling: $30 }
        """,
        // Hard.
        """
        budget daily { limit: $25 per day, spent: reject("spent") }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.ceilingFarAboveLimit, text) }
}
