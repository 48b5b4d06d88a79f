import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct CountersOutliveRunsTests {
    @Test(arguments: [
        #"budget «G007:agent» { limit: $2 per run per month, spent: reject("used up, try again later") }"#,
        """
        request { session_id: string, prompt: tokens, max_output: tokens }
        policy p { }
        budget «G007:agent» { limit: $2 per session_id over 30 d, spent: reject("used up, try again later") }
        """,
        #"budget «G007:agent» { limit: $2 per run, forget: 60 d, spent: reject("used up, try again later") }"#,
    ])
    func bad(text: String) throws { _ = try LintCase(.countersOutliveRuns, text) }

    @Test(arguments: [
        #"budget agent { limit: $2 per run, spent: reject("used up, try again later") }"#,
        #"budget agent { limit: $2 per run per day, spent: reject("used up, try again later") }"#,
        #"budget agent { limit: $2 per run per month, spent: reject("used up, try again later"), scopes: 20_000_000 }"#,
        #"budget monthly { limit: $200 per tenant per month, spent: reject("used up, try again later") }"#,
    ])
    func good(text: String) throws { _ = try LintCase(.countersOutliveRuns, text) }

    @Test func tellsFigures() throws {
        let found = try LintCase(
            .countersOutliveRuns,
            #"budget «G007:agent» { limit: $2 per run per month, spent: reject("used up, try again later") }"#
        ).diagnostics
        #expect(found.map(\.message) == ["`budget agent` keeps a counter for each `run` of 31 days"])
    }
}
