import ScrimpLinter
import Testing

@Suite struct HeadsDoNotDivideTests {
    @Test(arguments: [
        // Three.
        """
        pool gpus { gpu: "h100-sxm-80gb", per_replica: «H007:3», replicas: 1, market: on_demand }
        model local { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: gpus }
        route { otherwise -> local, mini }
        """,
        // Ten heads over four.
        """
        pool gpus { gpu: "h100-sxm-80gb", per_replica: «H007:4», replicas: 1, market: on_demand }
        model local { weights: "microsoft/phi-4", pool: gpus }
        route { otherwise -> local, mini }
        """,
        // Unknown weights over six.
        """
        pool gpus { gpu: "h100-sxm-80gb", per_replica: «H007:6», replicas: 1, market: on_demand }
        model local { weights: "own/model", parameters: 7_000_000_000, pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.headsDoNotDivide, text) }

    @Test(arguments: [
        // Four.
        """
        pool gpus { gpu: "h100-sxm-80gb", per_replica: 4, replicas: 1, market: on_demand }
        model local { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: gpus }
        route { otherwise -> local, mini }
        """,
        // Ten heads over five.
        """
        pool gpus { gpu: "h100-sxm-80gb", per_replica: 5, replicas: 1, market: on_demand }
        model local { weights: "microsoft/phi-4", pool: gpus }
        route { otherwise -> local, mini }
        """,
        // More accelerators than heads.
        """
        pool gpus { gpu: "h100-sxm-80gb", per_replica: 8, replicas: 1, market: on_demand }
        model local { weights: "Qwen/Qwen2.5-7B-Instruct", pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.headsDoNotDivide, text) }
}
