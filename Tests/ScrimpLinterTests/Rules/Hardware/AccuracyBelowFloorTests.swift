import ScrimpLinter
import Testing

@Suite struct AccuracyBelowFloorTests {
    @Test(arguments: [
        // More than the floor has room for.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: «H006:awq(bits: 4, accuracy_drop: 2%..8%)», accuracy_floor: 95%, pool: gpus }
        route { otherwise -> local, mini }
        """,
        // A floor of nearly everything.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: «H006:fp8(accuracy_drop: 1%..2%)», accuracy_floor: 99%, pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.accuracyBelowFloor, text) }

    @Test(arguments: [
        // Within the room.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: awq(bits: 4, accuracy_drop: 0%..2%), accuracy_floor: 90%, pool: gpus }
        route { otherwise -> local, mini }
        """,
        // Just within it.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: awq(bits: 4, accuracy_drop: 1%..5%), accuracy_floor: 95%, pool: gpus }
        route { otherwise -> local, mini }
        """,
        // Nothing is expected.
        """
        pool gpus { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: awq(bits: 4), accuracy_floor: 99%, pool: gpus }
        route { otherwise -> local, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.accuracyBelowFloor, text) }
}
