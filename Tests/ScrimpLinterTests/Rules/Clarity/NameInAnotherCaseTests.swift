import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct NameInAnotherCaseTests {
    @Test(arguments: [
        #"""
        model «C013:gptMini» { from: "openai/gpt-4o-mini" }
        route { otherwise -> gptMini }
        """#,
        #"""
        let «C013:isEasy» = complexity < 35%
        budget «C013:DAILY» { limit: $5 per day, when: isEasy, spent: reject("spent") }
        """#,
        #"""
        request { tenant: string, «C013:isVIP»: bool, prompt: tokens, max_output: tokens }
        route { when isVIP -> large otherwise -> mini }
        """#,
    ])
    func bad(text: String) throws { _ = try LintCase(.nameInAnotherCase, text) }

    @Test(arguments: [
        #"""
        model gpt_mini { from: "openai/gpt-4o-mini" }
        route { otherwise -> gpt_mini }
        """#,
        #"""
        request { tenant: string, region: enum { EU, US }, prompt: tokens, max_output: tokens }
        let eu_only = region == EU
        route { when eu_only -> mini otherwise -> large }
        """#,
    ])
    func good(text: String) throws { _ = try LintCase(.nameInAnotherCase, text) }

    @Test func fixes() throws {
        let found = try LintCase(
            .nameInAnotherCase,
            #"""
            model «C013:gptMini» { from: "openai/gpt-4o-mini" }
            let «C013:isEUOnly» = contains(tenant, "eu") and complexity < 35%
            route {
                when isEUOnly -> gptMini
                otherwise -> large, gptMini
            }
            scenario month for p {
                traffic: trace("trace.csv", time: "time", prompt: "prompt", output: "out",
                    tenant: "t", tier: "r", task: "k", complexity: "c", max_output: "m")
                uncertain: { model.gptMini.price: 70%..110% }
            }
            test "gptMini answers" { given: { task: faq }, expect: reachable(gptMini) }
            """#)
        expectGolden(found.fixed, at: "Tests/Golden/lint-fixes/C013.scrimp")
    }
}
