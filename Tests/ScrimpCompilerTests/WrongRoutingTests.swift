import ScrimpCatalog
import ScrimpCompiler
import ScrimpDiagnostics
import ScrimpQuantities
import ScrimpSemantics
import ScrimpTestSupport
import Testing

/// The language's example with one mistake each that only shows when its rules are looked at together: one error, printed as the
/// golden file shows.
@Suite struct WrongRoutingTests {
    static let cases = PackageRoot.entries("Tests/Golden/wrong-routing", suffix: ".scrimp")

    @Test func areThere() { #expect(Self.cases.count >= 8) }

    @Test(arguments: cases)
    func givesOneError(_ name: String) throws {
        let (errors, sources) = try Self.errors(PackageRoot.text("Tests/Golden/wrong-routing/\(name)"))
        #expect(errors.count == 1)
        expectGolden(
            TerminalRenderer().render(errors, in: sources),
            at: "Tests/Golden/wrong-routing/\(name.dropLast(".scrimp".count)).txt")
    }

    @Test func theExampleItselfHasNone() throws {
        let (errors, _) = try Self.errors(PackageRoot.text("Tests/Golden/policies/support.scrimp"))
        #expect(errors.isEmpty)
    }

    private static func errors(_ text: String) throws -> ([Diagnostic], SourceSet) {
        let company = """
            budget company { limit: $500 per day, spent: reject("the company's budget is used up") }
            switch paused  { on: reject("paused by an operator") }
            """
        let environment = CompilationEnvironment(
            load: { path throws(CompilationEnvironment.LoadError) in
                switch path {
                case "company.scrimp": return Array(company.utf8)
                case "catalog.yaml": return Array("models: {}\n".utf8)
                default: throw .missing
                }
            }, zoneRules: { _ in ZoneRules(initialOffset: 3_600) }, catalog: .builtIn,
            today: CivilDate(year: 2026, month: 11, day: 24))
        let checked = check(SourceText(file: "support.scrimp", text: text), in: environment)
        let policy = try #require(checked.policy)
        let compilation = compile(policy, sources: checked.sources, compilerVersion: "test")
        // The form in which rules run changes nothing that is said.
        let plain = compile(policy, sources: checked.sources, compilerVersion: "test", isToRun: false)
        #expect(plain.diagnostics.map(\.message) == compilation.diagnostics.map(\.message))
        #expect((plain.plan == nil) == (compilation.plan == nil))
        return (compilation.diagnostics.filter { $0.severity == .error }, checked.sources)
    }
}
