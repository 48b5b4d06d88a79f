import ScrimpLinter
import Testing

@Suite struct PoolDearerThanProviderTests {
    @Test(arguments: [
        // Large weights at a small share.
        """
        pool h100 { gpu: "h100-sxm-80gb", per_replica: 8, replicas: 1, market: on_demand, utilization: 30% }
        model «M009:local» { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: h100 }
        route { otherwise -> local, mini }
        """,
        // Small weights on dear hardware.
        """
        pool b200 { gpu: "b200-sxm-180gb", replicas: 1, market: on_demand, utilization: 5% }
        model «M009:local» { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: b200 }
        route { otherwise -> mini, local }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.poolDearerThanProvider, text) }

    @Test(arguments: [
        // Small weights, well used.
        """
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: spot(fallback: on_demand, interruptions: 5%/h) }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        route { otherwise -> local, mini }
        """,
        // A dearer provider.
        """
        pool h100 { gpu: "h100-sxm-80gb", per_replica: 8, replicas: 1, market: on_demand, utilization: 30% }
        model local { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: h100 }
        model opus { from: "anthropic/claude-opus-4-5" }
        route { otherwise -> local, opus }
        """,
        // No chain with both.
        """
        pool h100 { gpu: "h100-sxm-80gb", per_replica: 8, replicas: 1, market: on_demand, utilization: 30% }
        model local { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: h100 }
        route {
            when task == faq -> mini
            otherwise        -> local
        }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.poolDearerThanProvider, text) }
}
