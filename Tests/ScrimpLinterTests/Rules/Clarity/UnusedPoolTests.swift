import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct UnusedPoolTests {
    @Test(arguments: [
        #"pool «C008:h100» { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }"#,
        #"""
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        pool «C008:spare» { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        route { otherwise -> local, mini }
        """#,
    ])
    func bad(text: String) throws { _ = try LintCase(.unusedPool, text) }

    @Test(arguments: [
        #"""
        pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
        model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
        route { otherwise -> local, mini }
        """#,
        #"""
        route { otherwise -> mini }
        """#,
    ])
    func good(text: String) throws { _ = try LintCase(.unusedPool, text) }

    @Test func fixes() throws {
        let found = try LintCase(
            .unusedPool,
            #"""
            // Where local runs.
            pool h100 { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
            pool «C008:spare» { gpu: "h100-sxm-80gb", replicas: 1, market: on_demand }
            model local { weights: "mistralai/Mistral-7B-Instruct-v0.3", pool: h100 }
            route { otherwise -> local, mini }
            """#)
        expectGolden(found.fixed, at: "Tests/Golden/lint-fixes/C008.scrimp")
    }
}
