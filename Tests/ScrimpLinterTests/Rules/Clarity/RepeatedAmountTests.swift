import ScrimpLinter
import Testing

@Suite struct RepeatedAmountTests {
    @Test(arguments: [
        #"""
        route {
            when task == faq and prompt > «C011:12 ktok» -> large
            when task == summary and prompt > 12 ktok -> haiku
            when tier == premium and prompt > 12 ktok -> haiku, large
            otherwise -> mini
        }
        """#,
        #"""
        budget faqs { limit: «C011:$25» per tenant per day, when: task == faq, spent: reject("spent") }
        budget summaries { limit: $25 per tenant per day, when: task == summary, spent: reject("spent") }
        budget advice { limit: $25 per day, when: task == advice, spent: reject("spent") }
        """#,
    ])
    func bad(text: String) throws { _ = try LintCase(.repeatedAmount, text) }

    @Test(arguments: [
        #"""
        route {
            when task == faq and prompt > 12 ktok -> large
            when task == summary and prompt > 12 ktok -> haiku
            when tier == premium and max_output > 12 ktok -> haiku, large
            otherwise -> mini
        }
        """#,
        #"""
        let long = prompt > 12 ktok
        cache faqs { when: task == faq and long, match: exact, key: [tenant], ttl: 1 h from insert, capacity: 10 }
        cache summaries { when: task == summary and long, match: exact, key: [tenant], ttl: 1 h from insert, capacity: 10 }
        cache advice { when: task == advice and long, match: exact, key: [tenant], ttl: 1 h from insert, capacity: 10 }
        """#,
        #"""
        budget a { limit: $1 per day, spent: reject("spent"), alert: [80%] }
        budget b { limit: $1 per hour, spent: reject("spent"), alert: [80%] }
        budget c { limit: $1 per week, spent: reject("spent"), alert: [80%] }
        """#,
    ])
    func good(text: String) throws { _ = try LintCase(.repeatedAmount, text) }
}
