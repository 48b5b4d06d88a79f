import ScrimpLinter
import Testing

@Suite struct NoRoomForContextTests {
    @Test(arguments: [
        // The whole context of a small accelerator.
        """
        pool gpus { gpu: "l4-24gb", replicas: 1, market: on_demand }
        model «H002:local» { weights: "meta-llama/Llama-3.1-8B-Instruct", pool: gpus }
        route { otherwise -> local, mini }
        """,
        // A context that the policy asks for.
        """
        pool gpus { gpu: "l4-24gb", replicas: 1, market: on_demand }
        model «H002:local» { weights: "mistralai/Mistral-7B-Instruct-v0.3", context: 64 ktok, pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.noRoomForContext, text) }

    @Test(arguments: [
        // A shorter one.
        """
        pool gpus { gpu: "l4-24gb", replicas: 1, market: on_demand }
        model local { weights: "meta-llama/Llama-3.1-8B-Instruct", context: 16 ktok, pool: gpus }
        route { otherwise -> local, mini }
        """,
        // A larger accelerator.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "meta-llama/Llama-3.1-8B-Instruct", pool: gpus }
        route { otherwise -> local, mini }
        """,
        // Weights that do not fit are another matter.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.noRoomForContext, text) }
}
