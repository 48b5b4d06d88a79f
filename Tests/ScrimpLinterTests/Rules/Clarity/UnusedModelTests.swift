import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct UnusedModelTests {
    @Test(arguments: [
        #"""
        policy p { }
        request { tenant: string, prompt: tokens, max_output: tokens }

        model mini { from: "openai/gpt-4o-mini" }
        model «C007:spare» { from: "openai/gpt-4o" }
        route { otherwise -> mini }
        """#,
        #"""
        policy p { }
        request { tenant: string, prompt: tokens, max_output: tokens }

        model «C007:house» { from: "openai/gpt-4o", prefix_cache: 5 min }
        model «C007:minis» { from: "openai/gpt-4o" }
        model mini { from: "openai/gpt-4o-mini" }
        route { when contains(tenant, "spare") -> mini otherwise -> mini }
        """#,
    ])
    func bad(text: String) throws { _ = try LintCase(.unusedModel, text, isWhole: true) }

    @Test(arguments: [
        #"""
        policy p { }
        request { tenant: string, prompt: tokens, max_output: tokens }

        model mini { from: "openai/gpt-4o-mini" }
        model spare { from: "openai/gpt-4o" }
        route { otherwise -> mini, spare }
        """#,
        #"""
        policy p { }
        request { tenant: string, prompt: tokens, max_output: tokens }

        model mini { from: "openai/gpt-4o-mini" }
        model large { from: "openai/gpt-4o" }
        route { otherwise -> mini }
        scenario month for p {
            traffic: workload(requests: 1_000 req, duration: 1 h, start: "2026-09-01", tenant: zipf(10, 1), prompt: 10 tok, output: 10 tok)
            baseline: everything(on: large)
        }
        """#,
        #"""
        policy p { }
        request { tenant: string, prompt: tokens, max_output: tokens }

        model mini { from: "openai/gpt-4o-mini" }
        model trial { from: "openai/gpt-4o" }
        route { otherwise -> mini }
        budget trials { limit: $5 per day, spent: reject("spent") }
        shadow copies { of: trial, sample: 1%, budget: trials }
        """#,
    ])
    func good(text: String) throws { _ = try LintCase(.unusedModel, text, isWhole: true) }

    @Test func fixes() throws {
        let found = try LintCase(
            .unusedModel,
            #"""
            policy p { }
            request { tenant: string, prompt: tokens, max_output: tokens }

            model mini { from: "openai/gpt-4o-mini" }

            /// Stands by.
            model «C007:spare» {
                from: "openai/gpt-4o"
            }

            route { otherwise -> mini }
            """#, isWhole: true)
        expectGolden(found.fixed, at: "Tests/Golden/lint-fixes/C007.scrimp")
    }
}
