import ScrimpLinter
import Testing

@Suite struct OverflowingAttributionTests {
    @Test(arguments: [
        "«G008:attribute» { by: [tenant, task, run] }",
        """
        request { tenant: string, request_id: string, prompt: tokens, max_output: tokens }
        policy p { }
        «G008:attribute» { by: [tenant, request_id] }
        """,
    ])
    func bad(text: String) throws { _ = try LintCase(.overflowingAttribution, text) }

    @Test(arguments: [
        "attribute { by: [tenant, task] }",
        "attribute { by: [tenant, run], cells: 20_000_000 }",
    ])
    func good(text: String) throws { _ = try LintCase(.overflowingAttribution, text) }
}
