import ScrimpLinter
import Testing

@Suite struct ShadowOfEverythingTests {
    @Test(arguments: [
        // All of it.
        """
        budget trial { limit: $50 per day, spent: reject("spent") }
        shadow trial { of: large, sample: «M023:100%», budget: trial }
        """,
        // All of it, to another model.
        """
        budget trial { limit: $50 per day, spent: reject("spent") }
        shadow copies { of: haiku, sample: «M023:100%», budget: trial }
        route { otherwise -> mini, large }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.shadowOfEverything, text) }

    @Test(arguments: [
        // A sample.
        """
        budget trial { limit: $50 per day, spent: reject("spent") }
        shadow trial { of: large, sample: 5%, budget: trial }
        """,
        // Nearly all of it.
        """
        budget trial { limit: $50 per day, spent: reject("spent") }
        shadow trial { of: large, sample: 50%, budget: trial }
        """,
        // No hosted model.
        """
        budget trial { limit: $50 per day, spent: reject("spent") }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        shadow trial { of: local, sample: 100%, budget: trial }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.shadowOfEverything, text) }
}
