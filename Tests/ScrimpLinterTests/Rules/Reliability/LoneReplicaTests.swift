import ScrimpLinter
import Testing

@Suite struct LoneReplicaTests {
    @Test(arguments: [
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        route { otherwise -> «R021:local» }
        """,
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        model exact { weights: "mistralai/Mistral-7B-Instruct-v0.3", quantize: fp8, pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 0..1, cold_start: 1 s, market: on_demand }
        route {
            when tier == free -> mini
            otherwise -> «R021:local, exact»
        }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.loneReplica, text) }

    @Test(arguments: [
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        route { otherwise -> local, mini }
        """,
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 2, market: on_demand }
        route { otherwise -> local }
        """,
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: spot(fallback: none, interruptions: 5%/h) }
        route { otherwise -> local }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.loneReplica, text) }
}
