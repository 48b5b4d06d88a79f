import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct NegatedComparisonTests {
    @Test(arguments: [
        #"""
        let small = «C017:not tier != free» and «C017:not prompt > 2 ktok»
        route { when small -> mini otherwise -> large }
        """#,
        #"""
        route {
            when «C017:not (task == faq)» or «C017:not not contains(tenant, "eu")» -> large
            otherwise -> mini
        }
        """#,
    ])
    func bad(text: String) throws { _ = try LintCase(.negatedComparison, text) }

    @Test(arguments: [
        #"""
        let small = tier == free and prompt <= 2 ktok and not contains(tenant, "eu")
        route { when not (small or task == faq) -> mini otherwise -> large }
        """#,
        #"""
        route { when not task in [faq, summary] -> large otherwise -> mini }
        """#,
    ])
    func good(text: String) throws { _ = try LintCase(.negatedComparison, text) }

    @Test func fixes() throws {
        let found = try LintCase(
            .negatedComparison,
            #"""
            let small = «C017:not tier != free» and «C017:not prompt > 2 ktok»
            route {
                when «C017:not (task == faq)» or small -> large
                when «C017:not not (tier == plus or prompt < 10 tok)» and complexity < 20% -> haiku
                when «C017:not complexity - 10% >= 40%» -> large, haiku
                otherwise -> mini
            }
            allow few { when: «C017:not spend(over: 1 h) < 2 * usual(over: 7 d)», only: [mini, large, haiku] }
            """#)
        expectGolden(found.fixed, at: "Tests/Golden/lint-fixes/C017.scrimp")
    }
}
