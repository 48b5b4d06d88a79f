import ScrimpLinter
import Testing

@Suite struct RuleAboveBaselineTests {
    @Test(arguments: [
        // Dearer than everything on one model.
        """
        scenario month for p { traffic: trace("t.csv", time: "time", output: "output"), baseline: everything(on: mini) }
        route {
            when task == faq -> «M004:haiku», mini
            otherwise        -> mini
        }
        """,
        // Dearer than a bill says.
        """
        scenario month for p { traffic: trace("t.csv", time: "time", output: "output"), baseline: bill($47_000 per month, on: mini) }
        route {
            when task == faq -> split(50%: mini, 50%: «M004:large»)
            otherwise        -> mini
        }
        """,
        // Said once a model.
        """
        scenario month for p { traffic: trace("t.csv", time: "time", output: "output"), baseline: everything(on: mini) }
        route {
            when task == faq     -> «M004:large»
            when task == summary -> large, mini
            otherwise            -> mini
        }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.ruleAboveBaseline, text) }

    @Test(arguments: [
        // Cheaper than the baseline.
        """
        scenario month for p { traffic: trace("t.csv", time: "time", output: "output"), baseline: everything(on: large) }
        route {
            when task == faq -> mini
            otherwise        -> large
        }
        """,
        // Only as a fallback.
        """
        scenario month for p { traffic: trace("t.csv", time: "time", output: "output"), baseline: everything(on: mini) }
        route { otherwise -> mini, large }
        """,
        // A bill of nobody knows what.
        """
        scenario month for p { traffic: trace("t.csv", time: "time", output: "output"), baseline: bill($47_000 per month) }
        route { otherwise -> large }
        """,
    ])
    func good(text: String) throws { _ = try LintCase(.ruleAboveBaseline, text) }
}
