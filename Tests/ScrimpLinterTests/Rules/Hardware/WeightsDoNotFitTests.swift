import ScrimpLinter
import Testing

@Suite struct WeightsDoNotFitTests {
    @Test(arguments: [
        // On one accelerator.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model «H001:local» { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: gpus }
        route { otherwise -> local, mini }
        """,
        // On two small ones.
        """
        pool gpus { gpu: "l4-24gb", per_replica: 2, replicas: 1, market: on_demand }
        model «H001:local» { weights: "Qwen/Qwen2.5-32B-Instruct", pool: gpus }
        route { otherwise -> local, mini }
        """,
        // A smaller precision of it is declared.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model «H001:local» { weights: "meta-llama/Llama-3.1-70B-Instruct", accuracy_floor: 90%, fallback_precision: small, pool: gpus }
        model small { weights: "meta-llama/Llama-3.1-70B-Instruct", quantize: awq(bits: 4), pool: gpus, context: 8 ktok }
        route { otherwise -> local, mini }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.weightsDoNotFit, text) }

    @Test(arguments: [
        // On four.
        """
        pool gpus { gpu: "h100-sxm-80gb", per_replica: 4, replicas: 1, market: on_demand }
        model local { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: gpus }
        route { otherwise -> local, mini }
        """,
        // In four bits.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "meta-llama/Llama-3.1-70B-Instruct", quantize: awq(bits: 4), pool: gpus }
        route { otherwise -> local, mini }
        """,
        // Nobody knows how large they are.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "own/model", pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.weightsDoNotFit, text) }
}
