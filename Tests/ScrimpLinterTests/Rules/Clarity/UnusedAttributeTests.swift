import ScrimpLinter
import Testing

@Suite struct UnusedAttributeTests {
    @Test(arguments: [
        #"""
        request { tenant: string, «C009:colour»: string, prompt: tokens, max_output: tokens }
        attribute { by: [tenant] }
        """#,
        #"""
        request {
            tenant: string
            «C009:vip»: bool = false
            prompt: tokens
            max_output: tokens
            «C009:size»: bytes = 0 B
        }
        budget daily { limit: $5 per tenant per day, spent: reject("spent") }
        """#,
    ])
    func bad(text: String) throws { _ = try LintCase(.unusedAttribute, text) }

    @Test(arguments: [
        #"""
        request { tenant: string, prompt: tokens, max_output: tokens, images: count = 0, deadline: duration = 30 s }
        """#,
        #"""
        request { tenant: string, run: string = "", vip: bool, level: int, prompt: tokens, max_output: tokens }
        let fast = vip
        cache answers { when: level > 3, match: exact, key: [tenant], ttl: 1 h from insert, capacity: 10 }
        budget agent { limit: $2 per run, spent: reject("spent") }
        """#,
    ])
    func good(text: String) throws { _ = try LintCase(.unusedAttribute, text) }
}
