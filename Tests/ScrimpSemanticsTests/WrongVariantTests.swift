import ScrimpDiagnostics
import ScrimpSemantics
import ScrimpTestSupport
import Testing

/// The language's example with one mistake each: one diagnostic, at the marked place, printed as the golden file shows.
@Suite struct WrongVariantTests {
    static let cases = PackageRoot.entries("Tests/Golden/wrong", suffix: ".scrimp")

    @Test func areMany() { #expect(Self.cases.count >= 30) }

    @Test(arguments: cases)
    func givesOneDiagnostic(_ name: String) throws {
        let marked = try MarkedText(PackageRoot.text("Tests/Golden/wrong/\(name)"))
        let source = marked.source(named: "support.scrimp")
        let checked = check(source, in: .test(files: try WholeExampleTests.files()))
        #expect(marked.disagreements(with: checked.diagnostics) == [])
        #expect(checked.diagnostics.count == 1)
        let rendered = TerminalRenderer().render(checked.diagnostics, in: checked.sources)
        expectGolden(rendered, at: "Tests/Golden/wrong/\(name.dropLast(".scrimp".count)).txt")
    }
}
