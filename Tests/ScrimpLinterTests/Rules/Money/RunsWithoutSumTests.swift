import ScrimpLinter
import Testing

@Suite struct RunsWithoutSumTests {
    @Test(arguments: [
        // Runs.
        """
        budget agent_run { limit: «M017:$2 per run», spent: reject("spent") }
        """,
        // Two of them.
        """
        budget agent_run { limit: «M017:$2 per run», spent: reject("spent") }
        budget seat { limit: «M017:$9 per tenant», spent: reject("spent"), forget: 7 d }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.runsWithoutSum, text) }

    @Test(arguments: [
        // With a day.
        """
        budget agent_run { limit: $2 per run, spent: reject("spent") }
        budget daily { limit: $200 per day, spent: reject("spent") }
        """,
        // With a rolling window.
        """
        budget agent_run { limit: $2 per run, spent: reject("spent") }
        budget rolling { limit: $200 over 24 h, spent: reject("spent") }
        """,
        // A window of each tenant.
        """
        budget tenant_daily { limit: $2 per tenant per day, spent: reject("spent") }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.runsWithoutSum, text) }
}
