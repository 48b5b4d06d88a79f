import ScrimpLinter
import Testing

@Suite struct ConditionPartThatChangesNothingTests {
    @Test(arguments: [
        #"""
        route {
            when tier == premium -> large, mini
            when «C002:tier != premium» and prompt > 10 ktok -> haiku, mini
            otherwise -> mini
        }
        """#,
        #"""
        route {
            when prompt > 10 ktok and «C002:prompt > 5 ktok» -> large
            when task == faq or «C002:task == faq and tier == free» -> haiku
            otherwise -> mini
        }
        """#,
        #"""
        let easy = task == faq or «C002:task in [faq]» or complexity < 10%
        route {
            when easy -> haiku
            when task == summary or «C002:complexity < 5%» -> large
            otherwise -> mini
        }
        """#,
        #"""
        cache answers { when: complexity < 20% and «C002:complexity < 30%», match: exact, key: [tenant], ttl: 1 h, capacity: 10 }
        """#,
    ])
    func bad(text: String) throws { _ = try LintCase(.conditionPartThatChangesNothing, text) }

    @Test(arguments: [
        #"""
        route {
            when tier == premium and complexity > 80% -> large, mini
            when complexity > 50% -> haiku, mini
            otherwise -> mini
        }
        """#,
        #"""
        let easy = task == faq or complexity < 35%
        route {
            when easy and tier == free -> mini
            when task == summary and prompt in 2 ktok..8 ktok -> haiku
            otherwise -> large
        }
        """#,
        #"""
        route {
            when tier == premium -> large
            when tier == plus -> haiku
            when tier == free -> mini
        }
        """#,
    ])
    func good(text: String) throws { _ = try LintCase(.conditionPartThatChangesNothing, text) }
}
