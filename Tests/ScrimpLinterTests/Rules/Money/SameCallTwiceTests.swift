import ScrimpLinter
import Testing

@Suite struct SameCallTwiceTests {
    @Test(arguments: [
        // Two names.
        """
        model one { from: "openai/gpt-4.1" }
        model «M015:two» { from: "openai/gpt-4.1" }
        route { otherwise -> one, two }
        """,
        // The same weights on the same pool.
        """
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model one { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: awq(bits: 4, accuracy_drop: 0%..2%), pool: h100 }
        model «M015:two» { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: awq(bits: 4, accuracy_drop: 1%..2%), pool: h100 }
        route { otherwise -> one, two }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.sameCallTwice, text) }

    @Test(arguments: [
        // Another service.
        """
        model later { from: "openai/gpt-4o-mini", service: batch(within: 24 h) }
        """,
        // Another provider.
        """
        model mini_eu { from: "azure/eu/gpt-4o-mini" }
        """,
        // Another region and another cache.
        """
        model far { from: "openai/gpt-4o-mini", region: "eu" }
        model kept { from: "openai/gpt-4o-mini", prefix_cache: 5 min }
        """,
        // A shape for one of them.
        """
        model brief { from: "openai/gpt-4o-mini" }
        shape short { on: brief, max_output: 200 tok }
        """,
        // Another contract.
        """
        model ours { from: "openai/gpt-4o-mini", price: { input: $0.10/Mtok, output: $0.40/Mtok, source: "contract", as_of: "2026-11-01" } }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.sameCallTwice, text) }
}
