import Foundation
import ScrimpDiagnostics
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@Suite struct JUnitRendererTests {
    private static let code = DiagnosticCode("S104", .error, "t", why: "w.", bad: "a", good: "b")
    private static let note = DiagnosticCode("S105", .note, "t", why: "w.", bad: "a", good: "b")

    @Test func suitesAndCases() {
        let sources = SourceSet([
            SourceText(file: "a<b>&\".scrimp", text: "x\n"), SourceText(file: "imported", text: "y\n"),
        ])
        let text = JUnitRenderer().render(
            [
                Diagnostic(Self.code, "wrong `<x>`\u{1}", at: SourceLocation(ByteRange(0, 1))),
                Diagnostic(Self.note, "look", at: SourceLocation(ByteRange(0, 1), in: 1)),
            ], in: sources, files: ["a<b>&\".scrimp", "clean.scrimp"])
        #expect(text.contains("<testsuites name=\"scrimp\" tests=\"3\" failures=\"1\" errors=\"0\">"))
        #expect(text.contains("<testsuite name=\"a&lt;b&gt;&amp;&quot;.scrimp\" tests=\"1\" failures=\"1\""))
        #expect(text.contains("name=\"S104 at 1:1\">"))
        #expect(text.contains("<failure type=\"error\" message=\"wrong `&lt;x&gt;`\\u{1}\">error[S104]: "))
        #expect(text.contains("<testsuite name=\"clean.scrimp\" tests=\"1\" failures=\"0\""))
        #expect(text.contains("name=\"no findings\"/>"))
        #expect(text.contains("<system-out>note[S105]: look"))
    }

    @Test func nothingAtAll() {
        let text = JUnitRenderer().render([], in: SourceSet(), files: [])
        #expect(text.hasSuffix("<testsuites name=\"scrimp\" tests=\"0\" failures=\"0\" errors=\"0\">\n</testsuites>\n"))
    }

    /// Whatever a policy holds, the result is XML.
    @Test func everyCharacterIsXML() {
        let scalars = (0..<0x250).compactMap { Unicode.Scalar($0) } + ["\u{2028}", "\u{fffe}", "\u{ffff}", "\u{1f600}"]
        let nasty = String(String.UnicodeScalarView(scalars))
        let sources = SourceSet([SourceText(file: nasty, text: nasty)])
        let text = JUnitRenderer().render(
            [Diagnostic(Self.code, nasty, at: SourceLocation(ByteRange(40, 45)), help: nasty)], in: sources,
            files: [nasty])
        for scalar in text.unicodeScalars {
            #expect(scalar == "\n" || scalar.value >= 0x20 && scalar.value != 0xfffe && scalar.value != 0xffff)
        }
        let parser = XMLParser(data: Data(text.utf8))
        #expect(parser.parse(), "\(String(describing: parser.parserError))")
    }
}
