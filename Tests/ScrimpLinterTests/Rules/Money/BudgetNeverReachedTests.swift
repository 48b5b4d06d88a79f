import ScrimpLinter
import Testing

@Suite struct BudgetNeverReachedTests {
    @Test(arguments: [
        // One model of all.
        """
        budget daily { limit: $25 per day, spent: reject("spent") }
        budget large_daily { limit: «M020:$50 per day», on: large, spent: reject("spent") }
        """,
        // The same twice.
        """
        budget one { limit: $25 per tenant per day, spent: reject("spent") }
        budget two { limit: «M020:$25 per tenant per day», spent: reject("spent") }
        """,
        // A ceiling ends it.
        """
        budget soft { limit: $20 per day, spent: route(mini), ceiling: $25 }
        budget hard { limit: «M020:$30 per day», spent: reject("spent") }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.budgetNeverReached, text) }

    @Test(arguments: [
        // Smaller.
        """
        budget daily { limit: $25 per day, spent: reject("spent") }
        budget large_daily { limit: $10 per day, on: large, spent: reject("spent") }
        """,
        // Another window.
        """
        budget daily { limit: $25 per day, spent: reject("spent") }
        budget weekly { limit: $100 per week, spent: reject("spent") }
        """,
        // Only some requests.
        """
        budget free { limit: $25 per day, when: tier == free, spent: reject("spent") }
        budget all { limit: $100 per day, spent: reject("spent") }
        """,
        // Copies.
        """
        budget daily { limit: $25 per day, spent: reject("spent") }
        budget trial { limit: $50 per day, spent: reject("spent") }
        shadow trial { of: large, sample: 5%, budget: trial }
        """,
        // Other models.
        """
        budget large_daily { limit: $10 per day, on: large, spent: reject("spent") }
        budget all { limit: $100 per day, spent: reject("spent") }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.budgetNeverReached, text) }
}
