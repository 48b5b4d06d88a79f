import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct UnpublishedBitsTests {
    @Test(arguments: [
        // AWQ in eight.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: awq(bits: «H012:8»), pool: gpus }
        route { otherwise -> local, mini }
        """,
        // GPTQ in six.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: gptq(bits: «H012:6»), pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.unpublishedBits, text) }

    @Test(arguments: [
        // AWQ in four.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: awq(bits: 4), pool: gpus }
        route { otherwise -> local, mini }
        """,
        // GPTQ in three.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: gptq(bits: 3, accuracy_drop: 1%..4%), pool: gpus }
        route { otherwise -> local, mini }
        """,
        // No width at all.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: fp8, pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.unpublishedBits, text) }

    @Test func fixed() throws {
        let text = """
            pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
            model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: awq(bits: «H012:8», accuracy_drop: 0%..2%), pool: gpus }
            route { otherwise -> local, mini }
            """
        expectGolden(try LintCase(.unpublishedBits, text).fixed, at: "Tests/Golden/lint-fixes/H012.scrimp")
    }
}
