import ScrimpLinter
import Testing

@Suite struct LonelyBatchTests {
    @Test(arguments: [
        "batch «R019:b» { on: mini, size: 1, wait: 50 ms }",
        "batch «R019:b» { on: mini, size: 32, wait: 0 s }",
    ])
    func bad(text: String) throws { _ = try LintCase(.lonelyBatch, text) }

    @Test(arguments: [
        "batch b { on: mini, size: 32, wait: 50 ms }",
        "batch b { on: mini, size: 2, wait: 1 ms }",
    ])
    func good(text: String) throws { _ = try LintCase(.lonelyBatch, text) }
}
