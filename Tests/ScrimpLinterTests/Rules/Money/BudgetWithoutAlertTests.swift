import ScrimpLinter
import Testing

@Suite struct BudgetWithoutAlertTests {
    @Test(arguments: [
        "budget «M002:daily» { limit: $25 per day, spent: reject(\"spent\") }",
        "budget «M002:soft» { limit: $25 per tenant per day, spent: route(mini), ceiling: $30 }",
    ])
    func bad(text: String) throws { _ = try LintCase(.budgetWithoutAlert, text) }

    @Test(arguments: [
        "budget daily { limit: $25 per day, spent: reject(\"spent\"), alert: [80%], notify: \"ml-oncall\" }",
        "budget soft { limit: $25 per day, spent: route(mini), ceiling: $30, alert: [50%, 95%] }",
        "budget agent_run { limit: $2 per run, spent: reject(\"spent\") }",
    ])
    func good(text: String) throws { _ = try LintCase(.budgetWithoutAlert, text) }
}
