import ScrimpDiagnostics
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

    @Test func tellsFigures() throws {
        let found = try LintCase(.overflowingAttribution, "«G008:attribute» { by: [tenant, task, run] }").diagnostics
        #expect(found.map(\.message) == ["after 100_000 combinations with `run`, all further money lands in one cell"])
    }
}
