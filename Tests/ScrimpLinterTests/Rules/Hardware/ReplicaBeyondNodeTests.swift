import ScrimpLinter
import Testing

@Suite struct ReplicaBeyondNodeTests {
    @Test(arguments: [
        // Two machines.
        """
        pool gpus { gpu: "h100-sxm-80gb", per_replica: «H008:16», replicas: 1, market: on_demand }
        model local { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: gpus }
        route { otherwise -> local, mini }
        """,
        // One accelerator too many.
        """
        pool spare { gpu: "h100-sxm-80gb", per_replica: «H008:9», replicas: 1, market: on_demand }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.replicaBeyondNode, text) }

    @Test(arguments: [
        // One machine.
        """
        pool gpus { gpu: "h100-sxm-80gb", per_replica: 8, replicas: 2, market: on_demand }
        model local { weights: "meta-llama/Llama-3.1-70B-Instruct", pool: gpus }
        route { otherwise -> local, mini }
        """,
        // One accelerator.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "meta-llama/Llama-3.1-8B-Instruct", pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.replicaBeyondNode, text) }
}
