import ScrimpDiagnostics
import ScrimpTestSupport
import Testing

@Suite struct TerminalRendererTests {
    private static let support = SourceText(
        file: "support.scrimp",
        text: String(repeating: "\n", count: 13) + "    limit: $3/Mtok + $2 per day\n    spent: reject\n}\n")

    private static func sum(in text: SourceText) -> Diagnostic {
        let left = range(of: "$3/Mtok", in: text)
        let right = range(of: "$2", in: text)
        return Diagnostic(
            sampleCode, "`$3/Mtok + $2` adds a price and an amount",
            at: SourceLocation(range(of: "+", in: text)),
            labels: [
                .init(SourceLocation(left), "`$3/Mtok` is money per token"),
                .init(SourceLocation(right), "`$2` is money"),
            ],
            help: "multiply the price by a number of tokens: `$3/Mtok * 2 ktok + $2`")
    }

    private func show(_ diagnostic: Diagnostic, _ texts: SourceText..., colors: Bool = false, width: Int = 120)
        -> String
    {
        TerminalRenderer(usesColors: colors, width: width).render(diagnostic, in: SourceSet(texts))
    }

    /// The layout of the house style, to the byte.
    @Test func severalLabelsInOneLine() {
        #expect(
            show(Self.sum(in: Self.support), Self.support) == """
                error[S104]: `$3/Mtok + $2` adds a price and an amount
                  --> support.scrimp:14:20
                   |
                14 |     limit: $3/Mtok + $2 per day
                   |            ------- ^ -- `$2` is money
                   |            |
                   |            `$3/Mtok` is money per token
                   |
                help: multiply the price by a number of tokens: `$3/Mtok * 2 ktok + $2`

                """)
    }

    @Test func labelsInSeveralLinesAndFiles() {
        let policy = SourceText(
            file: "policy.scrimp",
            text: "model a { from: \"x\" }\nmodel b { from: \"y\" }\n\nbudget t {}\n\n\n\nmodel a { from: \"z\" }\n")
        let company = SourceText(file: "company.scrimp", text: "// shared\nmodel a { from: \"w\" }\n")
        let diagnostic = Diagnostic(
            sampleCode, "`a` is declared three times", at: SourceLocation(ByteRange(62, 63)), caption: "again here",
            labels: [
                .init(SourceLocation(range(of: "a", in: company, after: "model "), in: 1), "and here"),
                .init(SourceLocation(ByteRange(6, 7)), "first here"),
            ],
            notes: ["names are shared by all files of a policy"], fixes: [.init("rename one of them", [])])
        expectGolden(show(diagnostic, policy, company), at: "Tests/Golden/terminal/several-files.txt")
    }

    @Test func aGapOfOneLineIsShownAndALongerOneIsNot() {
        let text = SourceText(file: "p", text: "aa\nbb\ncc\ndd\nee\nff\n")
        let diagnostic = Diagnostic(
            sampleCode, "gaps", at: SourceLocation(ByteRange(0, 2)),
            labels: [.init(SourceLocation(ByteRange(6, 8)), "near"), .init(SourceLocation(ByteRange(15, 17)), "far")])
        expectGolden(show(diagnostic, text), at: "Tests/Golden/terminal/gaps.txt")
    }

    @Test func tabsAndWideCharactersKeepTheMarksBelowTheirText() {
        let text = SourceText(file: "p", text: "\tlet 予算 = \"e\u{301}😀\"\twrong\n")
        let diagnostic = Diagnostic(
            sampleCode, "unexpected word", at: SourceLocation(range(of: "wrong", in: text)), caption: "here",
            labels: [
                .init(SourceLocation(range(of: "予算", in: text)), "a name"),
                .init(SourceLocation(range(of: "\"e\u{301}😀\"", in: text)), "a string"),
            ])
        expectGolden(show(diagnostic, text), at: "Tests/Golden/terminal/wide.txt")
    }

    @Test func charactersThatPlayTricksAreSpelledOut() {
        let text = SourceText(file: "p\u{1b}[2J", bytes: Array("a \u{202e}b\u{1b}[31m\u{0}".utf8) + [0xff, 0xfe])
        let diagnostic = Diagnostic(
            sampleCode, "found `\u{1b}[31m`\nin a name", at: SourceLocation(range(of: "b", in: text)),
            caption: "\u{202e}here", help: "take it out\nor escape it")
        let shown = show(diagnostic, text)
        #expect(!shown.unicodeScalars.contains { $0.value == 0x1b || $0.value == 0 || $0.value == 0x202e })
        expectGolden(shown, at: "Tests/Golden/terminal/tricks.txt")
    }

    @Test func aRangeOverSeveralLines() {
        let text = SourceText(file: "p", text: "budget b {\n    limit: $1\n\n    spent: reject\n}\nx\n")
        let whole = Diagnostic(
            sampleCode, "a budget without a window", at: SourceLocation(ByteRange(0, 45)), caption: "this budget")
        expectGolden(show(whole, text), at: "Tests/Golden/terminal/block.txt")
        let many = SourceText(file: "p", text: (1...30).map { "line \($0)\n" }.joined())
        let long = Diagnostic(sampleCode, "too long", at: SourceLocation(ByteRange(7, 200)), caption: "ends here")
        expectGolden(show(long, many), at: "Tests/Golden/terminal/long-range.txt")
    }

    @Test func emptyRangesAndTheEndOfTheFile() {
        let text = SourceText(file: "p", text: "route {\n    otherwise -> mini\n")
        let end = UInt32(text.bytes.count)
        let missing = Diagnostic(
            sampleCode, "expected `}`", at: SourceLocation(ByteRange(end, end)), caption: "the file ends here",
            labels: [.init(SourceLocation(ByteRange(6, 7)), "to close this")])
        expectGolden(show(missing, text), at: "Tests/Golden/terminal/end.txt")
        let empty = SourceText(file: "empty.scrimp", text: "")
        let nothing = Diagnostic(sampleCode, "an empty file", at: SourceLocation(.none))
        #expect(show(nothing, empty) == "error[S104]: an empty file\n --> empty.scrimp:1:1\n  |\n1 |\n  | ^\n")
    }

    @Test func aRangeBeyondTheFileIsShownAtItsEnd() {
        let text = SourceText(file: "p", text: "ab")
        let beyond = Diagnostic(sampleCode, "beyond", at: SourceLocation(ByteRange(90, 95)))
        #expect(show(beyond, text) == "error[S104]: beyond\n --> p:1:3\n  |\n1 | ab\n  |   ^\n")
    }

    @Test func aLongLineIsCutAroundItsMark() {
        let text = SourceText(
            file: "p", text: String(repeating: "abcdefgh ", count: 40) + "WRONG" + String(repeating: " xyz", count: 50))
        let diagnostic = Diagnostic(
            sampleCode, "wrong", at: SourceLocation(range(of: "WRONG", in: text)), caption: "here",
            labels: [.init(SourceLocation(ByteRange(0, 8)), "starts here")])
        let shown = show(diagnostic, text, width: 60)
        expectGolden(shown, at: "Tests/Golden/terminal/cut.txt")
        for line in shown.split(separator: "\n").dropFirst(3).prefix(1) { #expect(line.count <= 60 + 6) }
    }

    /// A file of one line of ten megabytes, with a mark near its end.
    @Test func aHugeLineIsCutBeforeItIsDecoded() {
        let bytes = [UInt8](repeating: UInt8(ascii: "x"), count: 10_000_000) + Array("é+é".utf8)
        let text = SourceText(file: "p", bytes: bytes)
        let diagnostic = Diagnostic(sampleCode, "wrong", at: SourceLocation(ByteRange(10_000_002, 10_000_003)))
        let shown = show(diagnostic, text, width: 40)
        #expect(shown.contains("é+é\n"))
        #expect(shown.contains("p:1:10000002\n"))
        #expect(shown.utf8.count < 400)
    }

    @Test func everyMarkOfGeneratedRangesIsPrinted() {
        var random = SeededGenerator(seed: 7)
        let alphabet = ["a", " ", "\t", "é", "予", "\u{301}", "\r\n", "\n", "\u{0}", "😀", "\r"]
        for _ in 0..<400 {
            var bytes: [UInt8] = []
            for _ in 0..<random.below(60) {
                bytes += random.chance(4) ? [0xc3] : Array((random.pick(alphabet) ?? "").utf8)
            }
            let text = SourceText(file: "p", bytes: bytes)
            func place() -> ByteRange {
                let start = random.below(bytes.count + 3)
                return ByteRange(UInt32(start), UInt32(start + random.below(20)))
            }
            let labels = (0..<random.below(4)).map { Diagnostic.Label(SourceLocation(place()), "label \($0)") }
            let diagnostic = Diagnostic(
                sampleCode, "m", at: SourceLocation(place()), caption: "caption", labels: labels)
            let shown = show(diagnostic, text, width: 40)
            #expect(shown.contains("^") && shown.contains("caption"), "\(bytes)")
            for label in labels { #expect(shown.contains(label.text), "\(bytes)") }
            for line in shown.split(separator: "\n") { #expect(line.unicodeScalars.last != " ", "\(line)|") }
        }
    }

    @Test func coloursChangeNothingButColours() {
        let plain = show(Self.sum(in: Self.support), Self.support)
        let coloured = show(Self.sum(in: Self.support), Self.support, colors: true)
        #expect(coloured.hasPrefix("\u{1b}[1;31merror[S104]\u{1b}[0m"))
        #expect(coloured.replacing(/\u{1b}\[[0-9;]*m/, with: "") == plain)
    }

    @Test func severalAreKeptApart() {
        let diagnostic = Self.sum(in: Self.support)
        let both = TerminalRenderer().render([diagnostic, diagnostic], in: SourceSet([Self.support]))
        let one = show(diagnostic, Self.support)
        #expect(both == one + "\n" + one)
    }
}
