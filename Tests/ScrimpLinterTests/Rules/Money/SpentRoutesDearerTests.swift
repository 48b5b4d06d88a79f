import ScrimpLinter
import Testing

@Suite struct SpentRoutesDearerTests {
    @Test(arguments: [
        // Dearer than the rule.
        """
        budget daily { limit: $25 per day, spent: «M019:route(large)», ceiling: $30 }
        """,
        // Dearer than all rules.
        """
        budget daily { limit: $25 per day, on: [mini, large], spent: «M019:route(large, mini)», ceiling: $30 }
        route {
            when task == faq -> mini
            otherwise        -> haiku
        }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.spentRoutesDearer, text) }

    @Test(arguments: [
        // Cheaper.
        """
        budget daily { limit: $25 per day, spent: route(mini), ceiling: $30 }
        route { otherwise -> large, mini }
        """,
        // Some rules choose it.
        """
        budget daily { limit: $25 per day, spent: route(large), ceiling: $30 }
        route {
            when complexity > 80% -> large
            otherwise             -> mini
        }
        """,
        // It rejects.
        """
        budget daily { limit: $25 per day, spent: reject("spent") }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.spentRoutesDearer, text) }
}
