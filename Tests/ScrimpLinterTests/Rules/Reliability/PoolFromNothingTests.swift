import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct PoolFromNothingTests {
    @Test(arguments: [
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool «R020:h100» { gpu: "h100-sxm-80gb", replicas: 0..4, market: on_demand }
        route { otherwise -> local, mini }
        """,
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool «R020:h100» { gpu: "h100-sxm-80gb", replicas: 0..4, cold_start: 90 s, market: on_demand }
        route { otherwise -> local, mini }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.poolFromNothing, text) }

    @Test(arguments: [
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1..4, market: on_demand }
        route { otherwise -> local, mini }
        """,
        """
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        pool h100 { gpu: "h100-sxm-80gb", replicas: 0..4, cold_start: 10 s, market: on_demand }
        route { otherwise -> local, mini }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.poolFromNothing, text) }

    @Test func tellsFigures() throws {
        let found = try LintCase(
            .poolFromNothing,
            """
            model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
            pool «R020:h100» { gpu: "h100-sxm-80gb", replicas: 0..4, cold_start: 90 s, market: on_demand }
            route { otherwise -> local, mini }
            """
        ).diagnostics
        #expect(found.map(\.message) == ["`pool h100` may be empty, starts in 90 s, and the usual deadline is 30 s"])
    }
}
