import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct BatchOutlastsDeadlineTests {
    @Test(arguments: [
        "batch «R022:quick» { when: deadline <= 1 s, on: mini, size: 32, wait: 2 s }",
        "batch «R022:quick» { when: task == faq and (deadline == 500 ms or deadline in 1 s..2 s), on: mini, size: 32, wait: 2 s }",
    ])
    func bad(text: String) throws { _ = try LintCase(.batchOutlastsDeadline, text) }

    @Test(arguments: [
        "batch quick { when: deadline <= 10 s, on: mini, size: 32, wait: 50 ms }",
        "batch quick { when: deadline <= 1 s or task == faq, on: mini, size: 32, wait: 2 s }",
        "batch quick { when: deadline >= 1 s, on: mini, size: 32, wait: 2 s }",
    ])
    func good(text: String) throws { _ = try LintCase(.batchOutlastsDeadline, text) }

    @Test func tellsFigures() throws {
        let found = try LintCase(
            .batchOutlastsDeadline, "batch «R022:quick» { when: deadline <= 1 s, on: mini, size: 32, wait: 2 s }"
        ).diagnostics
        #expect(found.map(\.message) == ["`batch quick` waits 2 s for calls that have 1 s at most"])
    }
}
