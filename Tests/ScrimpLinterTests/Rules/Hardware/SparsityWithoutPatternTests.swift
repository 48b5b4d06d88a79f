import ScrimpLinter
import Testing

@Suite struct SparsityWithoutPatternTests {
    @Test(arguments: [
        // Anywhere.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", prune: «H005:unstructured(sparsity: 50%)», pool: gpus }
        route { otherwise -> local, mini }
        """,
        // SparseGPT without a pattern.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", prune: «H005:sparsegpt(sparsity: 60%)», pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.sparsityWithoutPattern, text) }

    @Test(arguments: [
        // Two of four.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", prune: sparsegpt(sparsity: 50%, pattern: "2:4"), pool: gpus }
        route { otherwise -> local, mini }
        """,
        // Whole rows.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", prune: structured(sparsity: 30%), pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.sparsityWithoutPattern, text) }
}
