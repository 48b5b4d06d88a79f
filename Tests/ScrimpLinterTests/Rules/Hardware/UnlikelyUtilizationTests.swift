import ScrimpLinter
import Testing

@Suite struct UnlikelyUtilizationTests {
    @Test(arguments: [
        // All of it.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, utilization: «H010:100%» }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: gpus }
        route { otherwise -> local, mini }
        """,
        // Next to nothing.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, utilization: «H010:5%» }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.unlikelyUtilization, text) }

    @Test(arguments: [
        // As usual.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, utilization: 70% }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: gpus }
        route { otherwise -> local, mini }
        """,
        // Unsaid.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: gpus }
        route { otherwise -> local, mini }
        """,
        // At either end.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, utilization: 95% }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: gpus }
        route { otherwise -> local, mini }
        pool rest { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand, utilization: 10% }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.unlikelyUtilization, text) }
}
