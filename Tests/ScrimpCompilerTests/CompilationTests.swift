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
        #expect(compiled.compilation.diagnostics.filter { $0.severity == .error }.isEmpty)
        let plan = try compiled.plan
        #expect(plan.rules.count == 7)
        #expect(plan.budgets.count == 3)
    }

    @Test func everythingInTheExampleHasItsEffect() throws {
        let text = try PackageRoot.text("Tests/Golden/policies/support.scrimp")
        let compiled = try CompiledText(
            text, files: ["company.scrimp": Self.company, "catalog.yaml": "models: {}\n"])
        #expect(compiled.compilation.diagnostics.map(\.code) == [])
        #expect(!compiled.compilation.matcherReason.isEmpty)
    }

    @Test func theDiagramIsShownInThePolicysWords() throws {
        let compiled = try CompiledText(rules: "when tier == free -> mini\notherwise -> large")
        let text = compiled.compilation.describeDiagram
        #expect(text.contains("tier"))
        #expect(text.contains("rule 1: when tier == free -> mini"))
    }

    @Test func diagnosticsAreInOrderOfPosition() throws {
        let compiled = try CompiledText(
            rules: "when prompt < 0 tok -> mini\nwhen tier == free -> mini\nwhen tier == free and vip -> large")
        let starts = compiled.compilation.diagnostics.map(\.location.range.start)
        #expect(starts == starts.sorted())
        #expect(compiled.compilation.plan == nil)
    }
}
