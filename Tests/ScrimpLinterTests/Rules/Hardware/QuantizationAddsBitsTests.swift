import ScrimpLinter
import Testing

@Suite struct QuantizationAddsBitsTests {
    @Test(arguments: [
        // Four bits to eight.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "openai/gpt-oss-20b", quantize: «H009:fp8», pool: gpus }
        route { otherwise -> local, mini }
        """,
        // Eight bits to eight.
        """
        pool gpus { gpu: "b200-sxm-180gb", per_replica: 8, replicas: 1, market: on_demand }
        model local { weights: "deepseek-ai/DeepSeek-V3", quantize: «H009:gptq(bits: 8)», pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.quantizationAddsBits, text) }

    @Test(arguments: [
        // As published.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "openai/gpt-oss-20b", pool: gpus }
        route { otherwise -> local, mini }
        """,
        // Sixteen bits to eight.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: fp8, pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.quantizationAddsBits, text) }
}
