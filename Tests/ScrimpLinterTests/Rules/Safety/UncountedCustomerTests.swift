import ScrimpLinter
import Testing

@Suite struct UncountedCustomerTests {
    @Test(arguments: [
        """
        request { tenant: string = "", prompt: tokens, max_output: tokens }
        policy p { }
        budget «G005:daily» { limit: $5 per tenant per day, spent: reject("used up, try again later") }
        """,
        """
        request { user_id: string = "", prompt: tokens, max_output: tokens }
        policy p { }
        limit «G005:fair» { per: user_id, concurrency: 3 }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.uncountedCustomer, text) }

    @Test(arguments: [
        """
        request { tenant: string, prompt: tokens, max_output: tokens }
        policy p { }
        budget daily { limit: $5 per tenant per day, spent: reject("used up, try again later") }
        """,
        """
        request { run: string = "", prompt: tokens, max_output: tokens }
        policy p { }
        budget agent { limit: $2 per run, spent: reject("used up, try again later") }
        """,
        """
        request { tenant: string = "house", prompt: tokens, max_output: tokens }
        policy p { }
        budget daily { limit: $5 per tenant per day, spent: reject("used up, try again later") }
        """,
        """
        request { tenant: string = "", prompt: tokens, max_output: tokens }
        policy p { }
        budget daily { limit: $5 per day, spent: reject("used up, try again later") }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.uncountedCustomer, text) }
}
