import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpPlan
import ScrimpTestSupport
import Testing

@Suite struct CompilationTests {
    static let company = """
        budget company { limit: $500 per day, spent: reject("the company's budget is used up") }
        switch paused  { on: reject("paused by an operator") }
        """

    @Test func theWholeExampleCompiles() throws {
        let text = try PackageRoot.text("Tests/Golden/policies/support.scrimp")
        let compiled = try CompiledText(
            text, files: ["company.scrimp": Self.company, "catalog.yaml": "models: {}\n"])
        print(compiled.summary.joined(separator: "\n"), compiled.compilation.matcherReason)
        print(compiled.compilation.diagnostics.flatMap(\.notes))
        #expect(compiled.compilation.diagnostics.filter { $0.severity == .error }.isEmpty)
        let plan = try compiled.plan
        #expect(plan.rules.count == 7)
        #expect(plan.budgets.count == 3)
    }
}
