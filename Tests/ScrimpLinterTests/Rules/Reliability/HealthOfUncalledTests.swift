import ScrimpLinter
import Testing

@Suite struct HealthOfUncalledTests {
    @Test(arguments: [
        #"alert broken { when: «R018:health(large)» < 50%, notify: "ml-oncall" }"#,
        """
        route {
            when 50% > «R018:health(large)» -> haiku
            otherwise -> mini
        }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.healthOfUncalled, text) }

    @Test(arguments: [
        """
        alert broken { when: health(large) < 50%, notify: "ml-oncall" }
        route { otherwise -> large, mini }
        """,
        """
        alert broken { when: health(haiku) < 50%, notify: "ml-oncall" }
        budget daily { limit: $25 per day, spent: route(haiku), ceiling: $30 }
        """,
        #"alert bad { when: quality(large, over: 24 h, at_least: 20 req) < 50%, notify: "ml-oncall" }"#,
    ])
    func good(text: String) throws { _ = try LintCase(.healthOfUncalled, text) }
}
