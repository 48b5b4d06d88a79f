import ScrimpDiagnostics
import ScrimpFormatter
import ScrimpSyntax
import ScrimpTestSupport
import Testing

/// A text in the one layout.
func formatted(_ bytes: [UInt8]) -> [UInt8] { format(SourceText(file: "test.scrimp", bytes: bytes)).bytes }

func formatted(_ text: String) -> String { String(decoding: formatted(Array(text.utf8)), as: UTF8.self) }

/// What holds for every text. A text without mistakes is stable after one pass, without a second look.
func expectSound(_ bytes: [UInt8], sourceLocation: Testing.SourceLocation = #_sourceLocation) {
    let source = SourceText(file: "test.scrimp", bytes: bytes)
    let original = parse(source)
    let result = format(source)
    let parsed = parse(SourceText(file: "test.scrimp", bytes: result.bytes))
    let text = String(decoding: bytes, as: UTF8.self)
    let shown = String(decoding: result.bytes, as: UTF8.self)
    #expect(TextContent(parsed) == TextContent(original), "\(text)\n----\n\(shown)", sourceLocation: sourceLocation)
    #expect(formatted(result.bytes) == result.bytes, "\(text)\n----\n\(shown)", sourceLocation: sourceLocation)
    // Edits format the text twice more: one text in four is enough.
    if bytes.count.isMultiple(of: 4) {
        expectSoundEdits(original, result.bytes, sourceLocation: sourceLocation)
    }
    for region in result.untouched {
        let kept = bytes[Int(region.start)..<Int(region.end)]
        #expect(result.bytes.firstRange(of: kept) != nil || kept.isEmpty, "\(text)\n----\n\(shown)")
    }
    guard original.diagnostics.isEmpty else { return }
    #expect(result.untouched.isEmpty)
    #expect(
        layOut(original, scope: .smallest).bytes == result.bytes, "not used:\n\(text)", sourceLocation: sourceLocation)
    for line in shown.split(separator: "\n", omittingEmptySubsequences: false) {
        #expect(
            line.last != " " && line.last != "\t" && !line.hasPrefix("\t"), "`\(line)`", sourceLocation: sourceLocation)
    }
    #expect(bytes.isEmpty || !shown.contains("\n\n\n") && !shown.hasPrefix("\n") && !shown.hasSuffix("\n\n"))
}

/// All edits together are the layout; those of a part leave the text what it is.
private func expectSoundEdits(
    _ original: ParsedFile, _ formatted: [UInt8], sourceLocation: Testing.SourceLocation
) {
    let source = original.tree.source
    guard String(validating: source.bytes, as: UTF8.self) != nil else { return }
    let edits = formattingEdits(of: original)
    let isSame = applying([Diagnostic.Fix("", edits)], to: source) == formatted
    #expect(isSame, sourceLocation: sourceLocation)
    let count = UInt32(source.bytes.count)
    let part = ByteRange(count / 3, count / 3 * 2)
    let some = formattingEdits(of: original, in: part)
    #expect(
        some.allSatisfy { $0.range.end >= part.start && $0.range.start <= part.end }, sourceLocation: sourceLocation)
    let partly = applying([Diagnostic.Fix("", some)], to: source)
    let isKept = TextContent(parse(SourceText(file: "test.scrimp", bytes: partly))) == TextContent(original)
    #expect(isKept, sourceLocation: sourceLocation)
}

@Suite struct FormattingTests {
    static let folder = "Tests/Golden/formatting"

    /// Each `NAME.scrimp` beside what becomes of it, `NAME.formatted`.
    @Test(arguments: PackageRoot.entries(folder, suffix: ".scrimp"))
    func goldenPairs(name: String) throws {
        let bytes = try PackageRoot.bytes("\(Self.folder)/\(name)")
        expectGolden(
            String(decoding: formatted(bytes), as: UTF8.self),
            at: "\(Self.folder)/\(name.dropLast(".scrimp".count)).formatted")
        expectSound(bytes)
    }

    @Test func thereAreGoldenPairs() {
        #expect(PackageRoot.entries(Self.folder, suffix: ".scrimp").count >= 5)
    }

    /// What is shipped has the layout already.
    @Test(
        arguments: PackageRoot.files(below: "examples", suffix: ".scrimp").map { "examples/" + $0 }
            + PackageRoot.entries("Tests/Golden/policies", suffix: ".scrimp").map { "Tests/Golden/policies/" + $0 }
            + PackageRoot.files(below: "Tests/ExamplesTests", suffix: ".scrimp").map { "Tests/ExamplesTests/" + $0 })
    func shippedPolicies(path: String) throws {
        let bytes = try PackageRoot.bytes(path)
        expectSound(bytes)
        expectGolden(String(decoding: formatted(bytes), as: UTF8.self), at: path)
    }

    /// Every other policy that the tests keep, most of them wrong.
    @Test(arguments: PackageRoot.files(below: "Tests/Golden", suffix: ".scrimp"))
    func keptPolicies(path: String) throws { expectSound(try PackageRoot.bytes("Tests/Golden/" + path)) }

    @Test func nothing() {
        #expect(formatted("") == "")
        #expect(formatted("\n \n\t\r\n") == "")
        #expect(formatted("// why") == "// why\n")
        #expect(formatted("\u{FEFF}let a=1") == "\u{FEFF}let a = 1\n")
    }

    @Test func lineEnds() {
        #expect(formatted("let a=1\r\nlet b=2\n\r\n\r\nlet c=3\r") == "let a = 1\nlet b = 2\n\nlet c = 3\n")
    }

    @Test(
        arguments: [
            ("let a = not ( b  and c)or - 2 %..- 1%>x", "let a = not (b and c) or -2 %..-1% > x"),
            ("let a = x . y+f( 1,b :2 , )", "let a = x.y + f(1, b: 2)"),
            ("let a = [ 1,2 , ]", "let a = [1, 2]"),
            ("let a = a + 1..b", "let a = a + 1 .. b"),
            ("let a = x in[1 .. 4]", "let a = x in [1..4]"),
            ("policy p{}", "policy p {}"),
            ("policy p { a:1,b :2, }", "policy p { a: 1, b: 2 }"),
            ("policy p{a:5\t  min per  b}", "policy p { a: 5 min per b }"),
            ("request{a:enum{x,y,}=x}", "request { a: enum { x, y } = x }"),
            ("route{otherwise->split(90%:a,10% :b),c}", "route { otherwise -> split(90%: a, 10%: b), c }"),
            ("alert a { when: 20 of(b) }", "alert a { when: 20 of (b) }"),
        ])
    func spacing(text: String, expected: String) {
        #expect(formatted(text) == expected + "\n")
    }

    @Test func damagedLinesStayAndTheRestIsFormatted() {
        let text = """
            policy p{owner:"a"}
            budget b {
              limit:$5   per day
              spent  reject(  "no"
              alert:[ 50% ]
            }
            model   m{from:"x"
            let z=1
            """
        let result = formatted(text)
        #expect(result.contains("policy p { owner: \"a\" }\n"))
        #expect(result.contains("\n  spent  reject(  \"no\"\n"))
        #expect(result.contains("model   m{from:\"x\"\n"))
        expectSound(Array(text.utf8))
    }
}
