import ScrimpLinter
import Testing

@Suite struct MissingNumberFormatTests {
    @Test(arguments: [
        // Fp8 on Ampere.
        """
        pool gpus { gpu: "a100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: «H003:fp8», pool: gpus }
        route { otherwise -> local, mini }
        """,
        // Fp4 on Hopper.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: «H003:fp4», pool: gpus }
        route { otherwise -> local, mini }
        """,
        // Bfloat16 on Turing.
        """
        pool gpus { gpu: "t4-16gb", replicas: 1, market: on_demand }
        model local { weights: «H003:"Qwen/Qwen2.5-3B-Instruct"», pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.missingNumberFormat, text) }

    @Test(arguments: [
        // Fp8 on Hopper.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: fp8, pool: gpus }
        route { otherwise -> local, mini }
        """,
        // Fp4 on Blackwell.
        """
        pool gpus { gpu: "b200-sxm-180gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: fp4, pool: gpus }
        route { otherwise -> local, mini }
        """,
        // Four bits that are widened to sixteen.
        """
        pool gpus { gpu: "t4-16gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: awq(bits: 4), pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.missingNumberFormat, text) }
}
