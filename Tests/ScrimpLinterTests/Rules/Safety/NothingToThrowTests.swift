import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct NothingToThrowTests {
    @Test(arguments: [
        #"alert «G009:runaway» { when: spend(over: 1 h) > 3 * usual(over: 7 d), notify: "ml-oncall" }"#,
        "budget «G009:daily» { limit: $25 per day, spent: route(mini), ceiling: $30 }",
    ])
    func bad(text: String) throws { _ = try LintCase(.nothingToThrow, text) }

    @Test(arguments: [
        """
        alert runaway { when: spend(over: 1 h) > 3 * usual(over: 7 d), notify: "ml-oncall" }
        switch paused { on: reject("paused by an operator") }
        """,
        #"budget daily { limit: $25 per day, spent: reject("used up, try again later"), alert: [80%], notify: "ml-oncall" }"#,
        "route { otherwise -> mini }",
    ])
    func good(text: String) throws { _ = try LintCase(.nothingToThrow, text) }

    @Test func fixes() throws {
        let first = try LintCase(
            .nothingToThrow,
            #"alert «G009:runaway» { when: spend(over: 1 h) > 3 * usual(over: 7 d), notify: "ml-oncall" }"#)
        expectGolden(first.fixed, at: "Tests/Golden/lint-fixes/G009.scrimp")
    }
}
