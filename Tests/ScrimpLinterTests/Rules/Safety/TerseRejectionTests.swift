import ScrimpLinter
import Testing

@Suite struct TerseRejectionTests {
    @Test(arguments: [
        #"budget «G013:daily» { limit: $25 per day, spent: reject("no") }"#,
        #"budget «G013:daily» { limit: $25 per tenant per day, spent: reject("") }"#,
        #"switch «G013:paused» { on: reject(" paused ") }"#,
    ])
    func bad(text: String) throws { _ = try LintCase(.terseRejection, text) }

    @Test(arguments: [
        #"budget daily { limit: $25 per day, spent: reject("used up, try again later") }"#,
        #"switch paused { when: tier == free, on: reject("no") }"#,
        #"budget daily { limit: $25 per day, on: [large], spent: reject("no") }"#,
        "switch paused { on: route(mini) }",
    ])
    func good(text: String) throws { _ = try LintCase(.terseRejection, text) }
}
