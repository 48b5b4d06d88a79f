import ScrimpDiagnostics
import ScrimpFormatter
import ScrimpSyntax
import Testing

@Suite struct FormattingEditsTests {
    private func parsed(_ text: String) -> ParsedFile { parse(SourceText(file: "test.scrimp", text: text)) }

    private func applied(_ text: String, in range: ByteRange? = nil) -> String {
        let file = parsed(text)
        let edits = formattingEdits(of: file, in: range)
        return String(decoding: applying([Diagnostic.Fix("", edits)], to: file.tree.source), as: UTF8.self)
    }

    @Test func nothingToDo() {
        #expect(formattingEdits(of: parsed("let a = 1\n")).isEmpty)
        #expect(formattingEdits(of: parsed("")).isEmpty)
    }

    /// Only what lies between tokens is touched.
    @Test func small() {
        let edits = formattingEdits(of: parsed("let a=1 // why  \nlet   b = 2"))
        #expect(edits.map(\.replacement).allSatisfy { $0.allSatisfy { $0 == " " || $0 == "\n" } || $0 == "// why" })
        #expect(applied("let a=1 // why  \nlet   b = 2") == formatted("let a=1 // why  \nlet   b = 2"))
    }

    @Test func commas() {
        let text = "policy p {\n a: 1,\n b: [1,2,],\n}\nrequest { a: string, b: string,}\n"
        #expect(applied(text) == formatted(text))
        #expect(applied(text) == "policy p {\n    a: 1\n    b: [1, 2]\n}\nrequest { a: string, b: string }\n")
    }

    /// A unit further from its number than one blank is an edit of the token itself.
    @Test func quantities() {
        #expect(applied("let a = 5   min\n") == "let a = 5 min\n")
    }

    @Test func aPart() {
        let text = "let a=1\nlet b=2\nlet c=3\n"
        #expect(applied(text, in: ByteRange(9, 14)) == "let a=1\nlet b = 2\nlet c=3\n")
        #expect(applied(text, in: ByteRange(0, 24)) == formatted(text))
        #expect(applied(text, in: ByteRange(2, 3)) == text)
    }

    /// A comma that a comment stands before changes places with it, which edits between tokens tell as well.
    @Test func commentsBeforeCommas() {
        let text = "policy p {\n a: 1 // why\n , b: 2\n}\n"
        #expect(applied(text) == "policy p {\n    a: 1                                   // why\n    b: 2\n}\n")
    }

    @Test func damagedLinesHaveNone() {
        let text = "let a=1\nmodel  m{from \"x\"\n"
        #expect(applied(text) == "let a = 1\nmodel  m{from \"x\"\n")
    }
}
