import ScrimpDiagnostics
import Testing

@Suite struct ConciseRendererTests {
    @Test func oneLineEach() {
        let text = SourceText(file: "a.scrimp", text: "é\n  x\n")
        let sources = SourceSet([text])
        let diagnostics = [
            Diagnostic(
                sampleCode, "wrong `x`\nhere", at: SourceLocation(range(of: "x", in: text)), help: "take it out"),
            Diagnostic(sampleWarning, "old", at: SourceLocation(ByteRange(2, 2))),
        ]
        #expect(
            ConciseRenderer().render(diagnostics, in: sources)
                == "a.scrimp:2:3: error[S104]: wrong `x`\\u{a}here\na.scrimp:1:2: warning[S601]: old\n")
    }
}
