import ScrimpLinter
import ScrimpTestSupport
import Testing

@Suite struct AlertAtTheEndTests {
    @Test(arguments: [
        // A list of one.
        """
        budget daily { limit: $25 per day, spent: reject("spent"), alert: «M016:[100%]», notify: "ml-oncall" }
        """,
        // One value.
        """
        budget soft { limit: $25 per day, spent: route(mini), ceiling: $30, alert: «M016:100%» }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.alertAtTheEnd, text) }

    @Test(arguments: [
        // Earlier too.
        """
        budget daily { limit: $25 per day, spent: reject("spent"), alert: [80%, 100%], notify: "ml-oncall" }
        """,
        // No alert at all is another matter.
        """
        budget daily { limit: $25 per day, spent: reject("spent") }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.alertAtTheEnd, text) }

    @Test func fixed() throws {
        let text = """
            budget daily { limit: $25 per day, spent: reject("spent"), alert: «M016:[100%]», notify: "ml-oncall" }
            budget other { limit: $25 per week, spent: reject("spent"), alert: «M016:100%» }
            """
        expectGolden(try LintCase(.alertAtTheEnd, text).fixed, at: "Tests/Golden/lint-fixes/M016.scrimp")
    }
}
