import ScrimpLinter
import Testing

@Suite struct SuspensionWithoutColdStartTests {
    @Test(arguments: [
        // Every night.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, suspend: «H011:22:00..06:00» }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: gpus }
        route { otherwise -> local, mini }
        """,
        // On weekends.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, suspend_days: «H011:[saturday, sunday]» }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.suspensionWithoutColdStart, text) }

    @Test(arguments: [
        // It is said.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, suspend: 22:00..06:00, cold_start: 5 min }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: gpus }
        route { otherwise -> local, mini }
        """,
        // It never sleeps.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.suspensionWithoutColdStart, text) }
}
