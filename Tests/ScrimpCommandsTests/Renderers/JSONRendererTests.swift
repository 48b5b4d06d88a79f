import ScrimpCommands
import ScrimpDiagnostics
import ScrimpJSON
import ScrimpTestSupport
import Testing

@Suite struct JSONRendererTests {
    private static let code = DiagnosticCode("S104", .error, "t", why: "w.", bad: "a", good: "b")

    @Test func everythingIsThere() throws {
        let text = SourceText(file: "p \"q\".scrimp", text: "é x\n")
        let diagnostic = Diagnostic(
            Self.code, "wrong `x`\n", at: SourceLocation(ByteRange(3, 4)), caption: "here",
            labels: [.init(SourceLocation(ByteRange(0, 2)), "there")], notes: ["a note"], help: "mend it",
            fixes: [.init("replace it", [.init(ByteRange(3, 4), "y")])])
        let shown = JSONRenderer().render([diagnostic], in: SourceSet([text]))
        expectGolden(shown, at: "Tests/Golden/commands/diagnostic.json")
        let node = try JSONReader.read(Array(shown.utf8))
        #expect(node.members?.map(\.key) == ["diagnostics", "errors", "warnings", "notes"])
    }

    @Test func nothingIsAnEmptyList() throws {
        let shown = JSONRenderer().render([], in: SourceSet())
        let node = try JSONReader.read(Array(shown.utf8))
        #expect(node.members?.first?.value.elements?.isEmpty == true)
    }
}
