import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct TeamSpelledTwiceTests {
    @Test(arguments: [
        #"""
        budget daily { limit: $25 per day, spent: reject("spent"), alert: [80%], notify: "ml-oncall" }
        budget hourly { limit: $5 per hour, spent: reject("spent"), alert: [80%], notify: «C019:"ML Oncall"» }
        """#,
        #"""
        policy p { owner: «C019:"ml_platform"» }
        budget daily { limit: $25 per day, spent: reject("spent"), alert: [80%], notify: "ml-platform" }
        alert runaway { when: spend(over: 1 h) > $5, notify: "ml-platform" }
        """#,
    ])
    func bad(text: String) throws { _ = try LintCase(.teamSpelledTwice, text) }

    @Test(arguments: [
        #"""
        policy p { owner: "ml-platform" }
        budget daily { limit: $25 per day, spent: reject("spent"), alert: [80%], notify: "ml-oncall" }
        budget hourly { limit: $5 per hour, spent: reject("ML Oncall"), alert: [80%], notify: "ml-oncall" }
        """#,
        #"""
        alert runaway { when: spend(over: 1 h) > $5, notify: "ml-oncall" }
        alert slow { when: spend(over: 1 d) > $50, notify: "ml-oncall-2" }
        """#,
    ])
    func good(text: String) throws { _ = try LintCase(.teamSpelledTwice, text) }

    @Test func fixes() throws {
        let found = try LintCase(
            .teamSpelledTwice,
            #"""
            policy p { owner: «C019:"ml_platform"» }
            budget daily { limit: $25 per day, spent: reject("spent"), alert: [80%], notify: "ml-platform" }
            alert runaway { when: spend(over: 1 h) > $5, notify: "ml-platform" }
            """#)
        expectGolden(found.fixed, at: "Tests/Golden/lint-fixes/C019.scrimp")
    }
}
