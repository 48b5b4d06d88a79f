import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct RuleThatChangesNothingTests {
    @Test(arguments: [
        #"""
        route {
            when tier == premium -> large, mini
            «C001:when tier == free -> mini»
            otherwise -> mini
        }
        """#,
        #"""
        route {
            «C001:when task == faq -> split(90%: mini, 10%: haiku), large»
            when complexity > 80% and task != faq -> large, mini
            when task == faq or task == summary -> split(90%: mini, 10%: haiku), large
            otherwise -> mini
        }
        """#,
        #"""
        route {
            «C001:when filled(daily) >= 80% and tier == free -> mini»
            when tier == premium and complexity > 50% -> large, mini
            otherwise -> mini
        }
        budget daily { limit: $5 per day, spent: reject("spent") }
        """#,
    ])
    func bad(text: String) throws { _ = try LintCase(.ruleThatChangesNothing, text) }

    @Test(arguments: [
        #"""
        route {
            when tier == free -> mini
            when complexity > 50% -> large, mini
            otherwise -> mini
        }
        """#,
        #"""
        route {
            when task == faq -> split(90%: mini, 10%: haiku), large
            otherwise -> split(80%: mini, 20%: haiku), large
        }
        """#,
        #"""
        route {
            when task == faq -> mini, large
            otherwise -> large, mini
        }
        """#,
        #"""
        route {
            when task == faq or complexity < 10% -> haiku
            when task == summary -> mini
            when tier == premium -> large
            otherwise -> haiku
        }
        """#,
    ])
    func good(text: String) throws { _ = try LintCase(.ruleThatChangesNothing, text) }

    @Test func fixes() throws {
        let found = try LintCase(
            .ruleThatChangesNothing,
            #"""
            route {
                when tier == premium -> large, mini
                // Nothing but what comes below.
                «C001:when tier == free -> mini»   // the cheap one

                otherwise -> mini
            }
            """#)
        expectGolden(found.fixed, at: "Tests/Golden/lint-fixes/C001.scrimp")
    }
}
