import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct SpotWithoutFallbackTests {
    @Test(arguments: [
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: spot(fallback: none, interruptions: 5%/h) }
        route { otherwise -> «R001:local» }
        """,
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        model other { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: second }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: spot(fallback: none, interruptions: 5%/h) }
        pool second { gpu: "h100-sxm-80gb", replicas: 1..4, market: spot(fallback: none, interruptions: 5%/h) }
        route {
            when tier == free -> «R001:local, other»
            otherwise -> mini
        }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.spotWithoutFallback, text) }

    @Test(arguments: [
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: spot(fallback: none, interruptions: 5%/h) }
        route { otherwise -> local, mini }
        """,
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: spot(fallback: on_demand, interruptions: 5%/h) }
        route { otherwise -> local }
        """,
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand }
        route { otherwise -> local }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.spotWithoutFallback, text) }

    @Test func tellsFigures() throws {
        let found = try LintCase(
            .spotWithoutFallback,
            """
            model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
            pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: spot(fallback: none, interruptions: 5%/h) }
            route { otherwise -> «R001:local» }
            """
        ).diagnostics
        #expect(
            found.map(\.message) == [
                "when the hardware of `local` is taken away, which happens to 5%/h, nothing is left"
            ])
    }
}
