import ScrimpDiagnostics
import Testing

@Suite struct GitHubRendererTests {
    private static let code = DiagnosticCode("S104", .error, "t", why: "w.", bad: "a", good: "b")
    private static let note = DiagnosticCode("S105", .note, "t", why: "w.", bad: "a", good: "b")

    private static func render(
        _ message: String, file: String = "p.scrimp", _ range: ByteRange = ByteRange(3, 4), notes: [String] = [],
        help: String? = nil, code: DiagnosticCode = Self.code
    ) -> String {
        let diagnostic = Diagnostic(code, message, at: SourceLocation(range), notes: notes, help: help)
        return GitHubRenderer().render(diagnostic, in: SourceSet([SourceText(file: file, text: "é x\nabc\n")]))
    }

    @Test func aPlace() {
        #expect(
            Self.render("wrong `x`")
                == "::error file=p.scrimp,line=1,endLine=1,col=3,endColumn=4,title=S104::wrong `x`\n")
        #expect(Self.render("m", code: Self.note).hasPrefix("::notice "))
    }

    @Test func severalLines() {
        #expect(Self.render("m", ByteRange(0, 6)) == "::error file=p.scrimp,line=1,endLine=2,col=1,title=S104::m\n")
        #expect(
            Self.render("m", notes: ["a\nb"], help: "c")
                == "::error file=p.scrimp,line=1,endLine=1,col=3,endColumn=4,title=S104::m%0Anote: a%0Ab%0Ahelp: c\n")
    }

    /// Nothing in a text or a file's name ends the command or begins another.
    @Test func nothingEscapes() {
        #expect(Self.render("100%\r::error::x").hasSuffix("::100%25\\u{d}::error::x\n"))
        let line = Self.render("m", file: "a,b:c%\n.scrimp")
        #expect(line.hasPrefix("::error file=a%2Cb%3Ac%25\\u{a}.scrimp,line=1,"), "\(line)")
        #expect(line.split(separator: "\n").count == 1)
    }
}
