import ScrimpLinter
import Testing

@Suite struct SwitchThrownByOneRequestTests {
    @Test(arguments: [
        #"switch «G010:flooded» { on: reject("stopped for now"), throw_when: prompt > 100 ktok }"#,
        """
        budget daily { limit: $5 per tenant per day, spent: reject("used up, try again later") }
        switch «G010:full» { on: route(mini), throw_when: filled(daily) >= 100% }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.switchThrownByOneRequest, text) }

    @Test(arguments: [
        #"switch flooded { on: reject("stopped for now"), throw_when: spend(over: 1 h) > $500 }"#,
        """
        budget daily { limit: $5 per day, spent: reject("used up, try again later") }
        switch full { on: route(mini), throw_when: filled(daily) >= 95% and tier == free }
        """,
        #"switch paused { on: reject("stopped for now") }"#,
        "switch sick { when: tier == free, on: route(mini), throw_when: health(large) < 50% }",
    ])
    func good(text: String) throws { _ = try LintCase(.switchThrownByOneRequest, text) }
}
