import ScrimpLinter
import Testing

@Suite struct ConditionThatAlwaysHoldsTests {
    @Test(arguments: [
        #"cache answers { when: «C003:task != faq or task != advice», match: exact, key: [tenant], ttl: 1 h from insert, capacity: 10 }"#,
        #"budget daily { limit: $5 per day, when: «C003:prompt >= 0 tok», spent: reject("spent") }"#,
        #"""
        route {
            when tier == premium -> large
            when «C003:complexity <= 100%» -> mini
        }
        """#,
        #"allow anything { when: «C003:tier in [free, plus, premium]», only: [mini, large] }"#,
    ])
    func bad(text: String) throws { _ = try LintCase(.conditionThatAlwaysHolds, text) }

    @Test(arguments: [
        #"cache answers { when: task != faq and task != advice, match: exact, key: [tenant], ttl: 1 h from insert, capacity: 10 }"#,
        #"allow anything { when: true, only: [mini, large] }"#,
        #"""
        route {
            when tier == premium -> large
            when tier == plus -> haiku
            when tier == free -> mini
        }
        """#,
        #"budget daily { limit: $5 per day, when: prompt > 0 tok or max_output > 0 tok, spent: reject("spent") }"#,
    ])
    func good(text: String) throws { _ = try LintCase(.conditionThatAlwaysHolds, text) }
}
