import ScrimpLinter
import Testing

@Suite struct SparsityUnsupportedTests {
    private static let files = [
        "gpus.yaml": """
        gpus:
          house-40gb:
            name: House 40 GB
            memory: 40 GB
            bandwidth: 1500 GB/s
            formats: [fp16, bf16]
            sparsity: false
            power: 400 W
            on_demand: "$2/h"
            source: "house"
            as_of: 2026-11-01
            price_source: "house"
            price_as_of: 2026-11-01
        """
    ]

    @Test(arguments: [
        // Turing.
        """
        pool gpus { gpu: "t4-16gb", replicas: 1, market: on_demand }
        model local { weights: "Qwen/Qwen2.5-3B-Instruct", prune: «H004:sparsegpt(sparsity: 50%, pattern: "2:4")», pool: gpus }
        route { otherwise -> local, mini }
        """,
        // A catalog that says so.
        """
        use "gpus.yaml"
        pool gpus { gpu: "house-40gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", prune: «H004:sparsegpt(sparsity: 50%, pattern: "2:4")», pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.sparsityUnsupported, text, files: Self.files) }

    @Test(arguments: [
        // Ampere.
        """
        pool gpus { gpu: "a100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "Qwen/Qwen2.5-3B-Instruct", prune: sparsegpt(sparsity: 50%, pattern: "2:4"), pool: gpus }
        route { otherwise -> local, mini }
        """,
        // Whole rows.
        """
        pool gpus { gpu: "t4-16gb", replicas: 1, market: on_demand }
        model local { weights: "Qwen/Qwen2.5-3B-Instruct", prune: structured(sparsity: 30%), pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.sparsityUnsupported, text, files: Self.files) }
}
