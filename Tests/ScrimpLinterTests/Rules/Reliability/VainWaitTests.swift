import ScrimpDiagnostics
import ScrimpLinter
import Testing

@Suite struct VainWaitTests {
    @Test(arguments: [
        "limit «R013:slow» { rate: 10 req/min, wait: 2 s }",
        "limit «R013:slow» { on: [mini], rate: [200_000 tok/min, 30 req/h], wait: 10 s }",
    ])
    func bad(text: String) throws { _ = try LintCase(.vainWait, text) }

    @Test(arguments: [
        "limit slow { rate: 10 req/min, wait: 10 s }",
        "limit fast { rate: 500 req/min, wait: 50 ms }",
        "limit slow { rate: 10 req/min }",
        "limit tokens { rate: 60 tok/min, wait: 100 ms }",
    ])
    func good(text: String) throws { _ = try LintCase(.vainWait, text) }

    @Test func tellsFigures() throws {
        let found = try LintCase(.vainWait, "limit «R013:slow» { rate: 10 req/min, wait: 2 s }").diagnostics
        #expect(found.map(\.message) == ["`limit slow` lets a request start every 6 s, and a call waits 2 s for it"])
    }
}
