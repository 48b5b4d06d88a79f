import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct UnaddressedAlertTests {
    @Test(arguments: [
        #"budget «G014:daily» { limit: $25 per day, spent: reject("used up, try again later"), alert: [80%] }"#,
        #"budget «G014:daily» { limit: $25 per day, spent: route(mini), ceiling: $30, alert: [50%, 95%], notify: "" }"#,
    ])
    func bad(text: String) throws { _ = try LintCase(.unaddressedAlert, text) }

    @Test(arguments: [
        #"budget daily { limit: $25 per day, spent: reject("used up, try again later"), alert: [80%], notify: "ml-oncall" }"#,
        #"budget daily { limit: $25 per day, spent: reject("used up, try again later") }"#,
    ])
    func good(text: String) throws { _ = try LintCase(.unaddressedAlert, text) }

    @Test func tellsFigures() throws {
        let found = try LintCase(
            .unaddressedAlert,
            #"budget «G014:daily» { limit: $25 per day, spent: route(mini), ceiling: $30, alert: [50%, 95%], notify: "" }"#
        ).diagnostics
        #expect(found.map(\.message) == ["`budget daily` alerts at 50%, 95%, and nobody is named to hear it"])
    }
}
